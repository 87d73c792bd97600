"""The file itself: driver, connections, locks, format, and which replica writes in it."""
