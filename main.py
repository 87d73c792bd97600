"""Opens the desk; with a command after it, works without a window."""

import sys


def start() -> int:
    """The window without words, the command line with them."""
    if len(sys.argv) > 1:
        from desktop.cli import main

        return main()
    from desktop.app import run

    return run()


if __name__ == "__main__":
    sys.exit(start())
