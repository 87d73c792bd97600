"""Opens the desk; with a command after it, works without a window."""

import sys
import time
from pathlib import Path

BEGAN = time.time()


def start() -> int:
    """The window without words or with the file of a workspace alone; the command line with a command."""
    words = sys.argv[1:]
    if words[:1] == ["--workspace"] and len(words) == 2:
        words = words[1:]
    elif words and (len(words) > 1 or Path(words[0]).suffix.lower() != ".focal"):
        from desktop.cli import main

        return main()
    from desktop.app import run

    return run(words)


if __name__ == "__main__":
    sys.exit(start())
