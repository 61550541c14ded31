"""Words at points of a falling curve: each on a line of its own height, clear of the others."""

from dataclasses import dataclass

from quarterdeck.papers.deck.look import LABEL, MEANT, Style
from quarterdeck.papers.drawings import Exceedance

IN_100 = 100
LIMIT = Style(14, bold=True)
LIFT = 0.09  # of the axis, from the point to the first label
STEP = 0.1  # of the axis, from label to label
WIDE = 0.34  # of the axis, a label


@dataclass(frozen=True, slots=True)
class Raised:
    """Words for the point `x`, `y`, to be set at `level`; chances of 100 years."""

    x: float
    y: float
    level: float
    words: str
    style: Style


def placed(drawing: Exceedance, far: float, most: float) -> list[Raised]:
    """From the right to the left, so that the curve's steep part has the highest."""
    found: list[Raised] = []
    for x, y, words, style in sorted(_points(drawing), key=lambda point: -point[0]):
        near = [other.level for other in found if abs(other.x - x) < WIDE * far]
        curve = max((p.high for p in drawing.curve if p.loss >= x), default=0.0)
        least = IN_100 * max(y, curve)
        level = max((least + LIFT * IN_100 * most, *(top + STEP * IN_100 * most for top in near)))
        found.append(Raised(x, IN_100 * y, level, words, style))
    return found


def _points(drawing: Exceedance) -> list[tuple[float, float, str, Style]]:
    limits = [
        (p.loss, p.chance_per_year, p.words, LIMIT if p.shape == "within" else MEANT)
        for p in drawing.limits
    ]
    return limits + [(x, y, words, LABEL) for x, y, words in drawing.words]
