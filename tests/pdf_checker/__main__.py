"""`python -m tests.pdf_checker FILE…`: what the files break of PDF/UA-1 and PDF/A-3. Ends with 1 if anything is found.

`--level B` asks for less of PDF/A-3 than A does, `--rules` lists the rules.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.pdf_checker import check_pdf
from tests.pdf_checker.table import RULES


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.pdf_checker")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--level", choices=("A", "U", "B"), default="A")
    parser.add_argument("--rules", action="store_true", help="list the rules")
    args = parser.parse_args()
    if args.rules:
        for rule in RULES:
            print(f"{rule.ids}: {rule.words}" + (f" (no planted fault: {rule.why})" if rule.why else ""))
    broken = 0
    for path in args.files:
        found = check_pdf(path.read_bytes(), args.level)
        broken += bool(found)
        print(f"{path}: {len(found)} rules broken" if found else f"{path}: nothing found")
        for each in found:
            print(f"  {each}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
