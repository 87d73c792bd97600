"""The page of what was written differently on several desks, side by side, to be settled."""
