"""Focal Desk without a window: `main.py [--workspace FILE] COMMAND`."""

from desktop.cli.run import main

__all__ = ["main"]
