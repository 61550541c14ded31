"""Labels at points of a falling curve: above them, clear of each other and of the curve."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from textwrap import wrap

from quarterdeck.papers.charts.look import LETTER, LINE

ABOVE_POINT = 9
BESIDE = 6
LETTERS = 19


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a point `x`, `y` px from the left and bottom; `bottom` is where they then stand."""

    x: float
    y: float
    words: str
    tone: str
    bold: bool = False
    bottom: float = 0
    leftward: bool = False

    @property
    def lines(self) -> list[str]:
        return wrap(self.words, LETTERS) or [""]

    @property
    def top(self) -> float:
        return self.bottom + LINE * len(self.lines)

    @property
    def span(self) -> tuple[float, float]:
        wide = LETTER * max(len(line) for line in self.lines) + BESIDE
        return (self.x - wide, self.x) if self.leftward else (self.x, self.x + wide)


def placed(labels: Iterable[Label], width: float, ceiling: Callable[[float], float]) -> list[Label]:
    """Labels from right to left, each above those already there; `ceiling` is the curve at x."""
    found: list[Label] = []
    for label in sorted(labels, key=lambda label: (-label.x, label.y)):
        leftward = label.span[1] > width
        moved = replace(label, leftward=leftward)
        least = ceiling(moved.span[0]) if leftward else 0.0
        bottom = max(label.y, least) + ABOVE_POINT
        for other in found:
            if _overlap(moved.span, other.span):
                bottom = max(bottom, other.top + 2)
        found.append(replace(moved, bottom=bottom))
    return found


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
