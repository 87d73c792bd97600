"""The overview: what is due, in conflict, not sent, waiting, and what was edited last."""
