"""Changes from and for other desks: incoming, outgoing, what waits, and the dump that proves two desks equal."""
