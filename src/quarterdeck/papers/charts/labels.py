"""Labels at points of a falling curve: above them, clear of each other and of the curve."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import Any

import altair as alt

from quarterdeck.papers.charts.look import BOLD, COMPARISON, LETTER, LINE, given, rows

ABOVE_POINT = 9
BESIDE = 6
LETTERS = 19
NARROW = 12
WEIGHTS: tuple[tuple[str, Any], ...] = (("true", BOLD), ("false", "normal"))


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
    letters: int = LETTERS

    @property
    def lines(self) -> list[str]:
        return wrap(self.words, self.letters) or [""]

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
        moved = _within(label, width)
        least = ceiling(moved.span[0]) if moved.leftward else 0.0
        bottom = max(label.y, least) + ABOVE_POINT
        for other in found:
            if _overlap(moved.span, other.span):
                bottom = max(bottom, other.top + 2)
        found.append(replace(moved, bottom=bottom))
    return found


def label_layers(labels: list[Label], tall: float) -> list[alt.Chart]:
    """Words above their points, each on a hair line that leads to it."""
    data = [
        {
            "x": label.x,
            "y": tall - label.y,
            "top": tall - label.top,
            "words": label.lines,
            "tone": label.tone,
            "bold": label.bold,
            "leftward": label.leftward,
        }
        for label in labels
    ]
    base = alt.Chart(rows(data)).encode(x=alt.X("x:Q", scale=None))
    leader = base.mark_rule(strokeWidth=1, color=COMPARISON).encode(
        y=alt.Y("y:Q", scale=None), y2="top"
    )
    texts = [
        base.transform_filter(f"datum.bold == {bold} && datum.leftward == {leftward}")
        .mark_text(
            align="right" if leftward == "true" else "left",
            baseline="top",
            dx=-BESIDE if leftward == "true" else BESIDE,
            fontWeight=weight,
            lineHeight=LINE,
        )
        .encode(y=alt.Y("top:Q", scale=None), text="words:N", color=given("tone"))
        for bold, weight in WEIGHTS
        for leftward in ("true", "false")
    ]
    return [leader, *texts]


def _within(label: Label, width: float) -> Label:
    """To the right, if need be in shorter lines; else to the left."""
    for letters in (LETTERS, NARROW):
        tried = replace(label, letters=letters)
        if tried.span[1] <= width:
            return tried
    return replace(label, leftward=True)


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
