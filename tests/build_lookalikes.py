"""`uv run --with confusable-homoglyphs python -m tests.build_lookalikes`: makes the table of letters that look like Latin ones.

Writes `resources/lookalikes/letters.json`: for each letter or digit of ASCII the signs of other scripts that Unicode's list
of confusables (UTS 39) shows beside it, and that neither case nor accents make the same already. The list comes with the
package confusable-homoglyphs; the program reads the file and does without the package.

The data are under the Unicode License v3: Copyright © 1991-2026 Unicode, Inc.; the package is under the MIT licence.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from desktop.vocabularies import fold

TARGET = Path(__file__).resolve().parent.parent / "resources" / "lookalikes" / "letters.json"


def main() -> None:
    confusables = json.loads((files("confusable_homoglyphs") / "confusables.json").read_text("utf-8"))
    letters: dict[str, list[str]] = {}
    for sign, others in confusables.items():
        if len(sign) != 1 or sign.isascii() or fold(sign).isascii():
            continue
        for other in (each["c"] for each in others):
            if len(other) == 1 and other.isascii() and other.isalnum():
                letters.setdefault(other, []).append(sign)
    about = {
        "about": "Made by `python -m tests.build_lookalikes`; not edited by hand.",
        "source": "Unicode confusables (UTS 39), through confusable-homoglyphs " + version("confusable-homoglyphs"),
        "licence": "Unicode License v3. Copyright © 1991-2026 Unicode, Inc.",
        "letters": {letter: "".join(sorted(signs)) for letter, signs in sorted(letters.items())},
    }
    TARGET.write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
