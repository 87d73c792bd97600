"""Opens the desk; with a command after it, works without a window."""

import sys
import time

BEGAN = time.time()


def start() -> int:
    """The window without words or with files alone, as a double click names them; the command line with a command."""
    from desktop.file_formats import are_files
    from desktop.system.portable import keep_temporary_files_beside
    from desktop.system.terminal import fill_closed_streams

    fill_closed_streams()
    keep_temporary_files_beside()
    words = sys.argv[1:]
    if words[:1] == ["--workspace"] and len(words) == 2:
        words = words[1:]
    elif words and not are_files(words):
        from desktop.cli import main

        return main()
    from desktop.app import run

    return run(words)


if __name__ == "__main__":
    sys.exit(start())
