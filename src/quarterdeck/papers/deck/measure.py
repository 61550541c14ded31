"""How wide text stands, estimated: neither Georgia nor Arial may be shipped to be measured.

The advance widths are those of Source Serif 4 and Source Sans 3, widened by what Georgia and Arial
take more in running English text (regular 0.451 em a letter both, bold 0.522 and 0.482), and 3 in
100 to be safe. A letter that the fonts lack counts as a full em.
"""

from functools import cache
from math import ceil

from fontTools.ttLib import TTFont

from quarterdeck.papers.blocks import Inline, Opens, Strong
from quarterdeck.papers.deck.look import BOARD, Style
from quarterdeck.papers.fonts import FOLDERS
from quarterdeck.papers.text import plain, printable

WIDER = {
    ("Georgia", False): 1.03,
    ("Georgia", True): 1.19,
    ("Arial", False): 1.165,
    ("Arial", True): 1.245,
}
UNKNOWN = 1.0  # em


def width(text: str, style: Style) -> float:
    """Inches that `text` takes on one line."""
    return _ems(text, style.face, style.bold) * style.size / 72


def lines(text: Inline, style: Style, room: float) -> int:
    """On how many lines `text` stands in a box `room` inches wide."""
    bold = style.bold or _has_bold(text)
    wide = room * 72 / style.size
    space = _ems(" ", style.face, bold)
    count, used = 1, 0.0
    for word in printable(plain(text)).split(" "):
        ems = _ems(word, style.face, bold)
        if used and used + space + ems > wide:
            count, used = count + 1, ems
        else:
            used += ems + (space if used else 0)
        over = max(ceil(used / wide) - 1, 0)
        count, used = count + over, used - over * wide
    return count


def height(text: Inline, style: Style, room: float) -> float:
    """Inches that `text` takes in a box `room` inches wide."""
    return lines(text, style, room) * style.pitch


def _has_bold(text: Inline) -> bool:
    spans = () if isinstance(text, str) else text
    return any(isinstance(s, Strong) or (isinstance(s, Opens) and s.strong) for s in spans)


def _ems(text: str, face: str, bold: bool) -> float:
    advances = _advances(face)
    return WIDER[face, bold] * sum(advances.get(ord(letter), UNKNOWN) for letter in text)


@cache
def _advances(face: str) -> dict[int, float]:
    """Letter to em."""
    folder = FOLDERS[0 if face == BOARD else 1]
    font = TTFont(next(path for path in sorted(folder.glob("*.ttf")) if "-" not in path.name))
    size, advance = font["head"].unitsPerEm, font["hmtx"]
    return {code: advance[name][0] / size for code, name in font.getBestCmap().items()}
