"""The full-text indexes, and the words of organisations in them."""
