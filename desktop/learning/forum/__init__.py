"""The Learning Forum: votes, what they amount to, groups, programmes and calls."""
