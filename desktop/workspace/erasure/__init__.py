"""What an erasure blanks, and what could be erased."""
