"""Try the project on a Windows Python under Wine; what that can and cannot show stands in README.md beside this file.

python -m tests.windows                           the whole suite, file by file, and a summary of what failed and why
python -m tests.windows tests/workspace -k lock   these tests alone
python -m tests.windows --resume                  go on where a run was stopped
python -m tests.windows --setup FOLDER            make the Python in that folder (once, some minutes), and no more
python -m tests.windows -- main.py --help         any command line of that Python: here the program's own
python -m tests.windows -- -m tests.soak kill     and here its long trials
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.windows.running import run_python, run_suite
from tests.windows.setting_up import set_up

FOLDER = Path(tempfile.gettempdir()) / "focal-desk-windows"


def main(arguments: list[str]) -> int:
    """The command line; returns the exit code."""
    command: list[str] = []
    if "--" in arguments:
        place = arguments.index("--")
        arguments, command = arguments[:place], arguments[place + 1 :]
    parser = argparse.ArgumentParser(
        prog="python -m tests.windows", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the Windows Python is (%(default)s)")
    parser.add_argument("--setup", type=Path, metavar="FOLDER", help="make it there, and no more")
    parser.add_argument("--jobs", type=int, default=2, help="how many test files run at once (%(default)s)")
    parser.add_argument("--resume", action="store_true", help="keep the results of test files that were run")
    chosen, pytest_arguments = parser.parse_known_args(arguments)
    folder = (chosen.setup or chosen.folder).resolve()
    set_up(folder)
    if chosen.setup or command:
        return run_python(folder, command or ["-c", "import sys; print(sys.version, sys.platform)"])
    return run_suite(folder, pytest_arguments, jobs=chosen.jobs, resume=chosen.resume)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
