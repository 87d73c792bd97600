"""`python -m tests.build_fonts FOLDER`: makes the small fonts of `resources/fonts` from Noto fonts in FOLDER.

Needs fonttools, which the program itself does without. Kept: the letters of the blocks named here and what shapes
and places them. Left out: hints for low screens, other letters, names of glyphs.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "fonts"

LATIN = (
    "20-7e,a0-52f,1c80-1c8f,1d00-1dbf,1e00-1eff,2000-206f,2070-209f,20a0-20cf,2100-214f,2c60-2c7f,2de0-2dff,"
    "a640-a69f,a720-a7ff,ab30-ab6f,fb00-fb06,fffd,25cc"
)
ARABIC = "20-21,28-2f,3a,600-6ff,750-77f,8a0-8ff,200c-200f,25cc,fb50-fdff,fe70-feff"
DEVANAGARI = "20,900-97f,1cd0-1cff,200c,200d,20b9,25cc,a8e0-a8ff"
ETHIOPIC = "20,1200-139f,2d80-2ddf,ab00-ab2f"

_JOINING = (  # noqa: SIM905 - a list would be three times as long
    "ccmp locl mark mkmk liga clig rlig calt rclt init medi fina isol med2 fin2 fin3 curs nukt akhn rphf rkrf pref blwf"
    " half pstf vatu cjct pres abvs blws psts haln abvm blwm dist cfar stch mset"
).split()
_KERNED = [*_JOINING, "kern"]

FONTS = (
    ("NotoSans-Regular", LATIN, _KERNED),
    ("NotoSans-Bold", LATIN, _KERNED),
    ("NotoSansArabic-Regular", ARABIC, _KERNED),
    ("NotoSansArabic-Bold", ARABIC, _KERNED),
    ("NotoSansDevanagari-Regular", DEVANAGARI, _KERNED),
    ("NotoSansDevanagari-Bold", DEVANAGARI, _KERNED),
    # Its kerning is larger than its letters, and changes little.
    ("NotoSansEthiopic-Regular", ETHIOPIC, _JOINING),
    ("NotoSansEthiopic-Bold", ETHIOPIC, _JOINING),
)


def build(source: Path) -> None:
    """Write each font of the list; one that is not in the folder stops the work."""
    from fontTools import subset  # pyright: ignore[reportMissingImports]

    for name, letters, features in FONTS:
        options = subset.Options()
        options.layout_features = features
        options.hinting = False
        options.notdef_outline = True
        options.glyph_names = False
        options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
        options.drop_tables += ["meta", "MATH"]
        font = subset.load_font(str(source / f"{name}.ttf"), options, dontLoadGlyphNames=True)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=subset.parse_unicodes(letters))
        cutter.subset(font)
        font["head"].modified = font["head"].created  # the same font each time it is made
        font.recalcTimestamp = False
        subset.save_font(font, str(TARGET / f"{name}.ttf"), options)
        print(f"{name}: {(TARGET / f'{name}.ttf').stat().st_size:,} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    build(Path(sys.argv[1]))
