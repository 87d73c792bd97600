"""What may leave this desk: the one gate that every way out asks, and the rules behind it."""
