"""The frontier as a picture: budgets across, the loss that is left upward, with its band."""

from dataclasses import dataclass
from typing import Any

from quarterdeck.engine import wording

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 680, 240, 64, 16, 40


@dataclass(frozen=True, slots=True)
class Mark:
    """A plan: its place in pixels, its band, and whether it is the one asked for or recommended."""

    x: float
    y: float
    top: float
    bottom: float
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Marks from the smallest budget on, the line through them, and the ends of both axes."""

    marks: tuple[Mark, ...]
    line: str
    most: str
    dearest: str
    says: str


def picture(told: dict[str, Any]) -> Picture | None:
    """None where no budget of the frontier holds what must be funded."""
    points = [point for point in told["frontier"] if point["plan"]]
    if not points:
        return None
    currency, place = told["currency"], (told["recommended"] or {}).get("place")
    losses = [point["plan"]["then"]["loss_per_year"] for point in points]
    most = max(loss["high"] for loss in [*losses, told["today"]["loss_per_year"]]) or 1.0
    dearest = max(point["budget"] for point in points) or 1.0
    marks = []
    for point, loss in zip(points, losses, strict=True):
        x = LEFT + (WIDTH - LEFT - 16) * point["budget"] / dearest
        kind = "recommended" if told["frontier"].index(point) == place else ""
        says = (
            f"{wording.money(point['budget'], currency)} a year leaves "
            f"{wording.money_range(loss['low'], loss['high'], currency)}"
        )
        marks.append(Mark(_r(x), _y(loss["middle"], most), _y(loss["high"], most),
                          _y(loss["low"], most), kind, says))  # fmt: skip
    line = "M" + "L".join(f"{mark.x} {mark.y}" for mark in marks)
    ends = f"{marks[0].says}; {marks[-1].says}."
    return Picture(tuple(marks), line, wording.money(most, currency),
                   wording.money(dearest, currency), f"What budgets leave: {ends}")  # fmt: skip


def _y(loss: float, most: float) -> float:
    return _r(TOP + (HEIGHT - TOP - BOTTOM) * (1 - loss / most))


def _r(value: float) -> float:
    return round(value, 1)
