"""The two families: TTF folders for paper and charts, WOFF2 in Latin for the screen."""

from base64 import b64encode
from functools import cache
from pathlib import Path
from unicodedata import category, normalize

import fontpkg_source_sans_3
import fontpkg_source_serif_4
from fontTools.ttLib import TTFont

FOLDERS = tuple(
    package.ROOT / "files" for package in (fontpkg_source_serif_4, fontpkg_source_sans_3)
)
MISSING = "?"
WOFF2 = {
    "Source Serif 4": "source-serif-4-latin-opsz-normal.woff2",
    "Source Sans 3": "source-sans-3-latin-wght-normal.woff2",
}


@cache
def font_faces() -> dict[str, str]:
    """Family name to data URI."""
    folder = Path(__file__).parent / "fonts"
    return {
        family: f"data:font/woff2;base64,{b64encode((folder / name).read_bytes()).decode()}"
        for family, name in WOFF2.items()
    }


def settable(text: str) -> str:
    """`text` in letters that both families have, for PDF/UA allows no empty boxes.

    Marks join their letters, invisible signs go, and what is left over becomes "?".
    """
    known = _covered()
    return "".join(
        letter if ord(letter) in known else "" if category(letter) == "Cf" else MISSING
        for letter in normalize("NFC", text)
    )


@cache
def _covered() -> frozenset[int]:
    romans = (path for folder in FOLDERS for path in folder.glob("*.ttf") if "-" not in path.name)
    return frozenset.intersection(*(frozenset(TTFont(roman).getBestCmap()) for roman in romans))
