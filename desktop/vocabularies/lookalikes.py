"""Which names would be taken for one another: other scripts have letters that look like Latin ones, some signs show nothing.

The skeleton follows UTS 39 of the Unicode Consortium, with case and accents folded: two names with one skeleton look alike.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from desktop.vocabularies.folding import key

_FILE = Path(__file__).resolve().parent.parent.parent / "resources" / "lookalikes" / "letters.json"
_ALIKE = (("rn", "m"), ("vv", "w"))
"""Two letters that look like one."""
_SAME = str.maketrans({"i": "l", "1": "l", "|": "l", "0": "o", "ı": "l"})
"""Letters and digits of ASCII that look alike in some type, case aside."""


@cache
def _letters() -> dict[int, str]:
    found: dict[str, str] = json.loads(_FILE.read_text("utf-8"))["letters"]
    return {ord(sign): letter for letter, signs in found.items() for sign in signs}


@lru_cache(maxsize=4_096)
def skeleton(name: str) -> str:
    """What a name looks like; the same for all that would be taken for it. "" for one of which nothing is seen."""
    apart = unicodedata.normalize("NFKD", name)
    shown = "".join(sign for sign in apart if unicodedata.category(sign) not in ("Cf", "Cc"))
    folded = key(key(shown.translate(_letters())).translate(_letters())).translate(_SAME)
    for two, one in _ALIKE:
        folded = folded.replace(two, one)
    return folded
