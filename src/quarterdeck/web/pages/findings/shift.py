"""The picture of the two orders: an axis of money, and lines from a row's place to its other."""

from collections.abc import Sequence
from dataclasses import dataclass

from quarterdeck.web.pages.findings.rows import Row

ROW_PX, HEAD_PX, SKIP_PX = 88, 0, 40
WIDTH_PX = 140.0
NICE = (1, 2, 5)
MEANT_FACTOR = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """A row's range on the axis, in pixels."""

    left: float
    width: float
    middle: float


@dataclass(frozen=True, slots=True)
class Axis:
    """The common axis of the rows' money: its end, half of it, and each row's bar by rank."""

    end: float
    half: float
    bars: dict[int, Bar]


@dataclass(frozen=True, slots=True)
class Line:
    """From a row's place on the left to its place on the right; `kind` is how it is drawn."""

    left: float
    right: float
    kind: str


@dataclass(frozen=True, slots=True)
class Shift:
    """The right side's order, and the lines between; `gaps_at` is where unrated rows begin."""

    by_severity: tuple[Row, ...]
    unrated: tuple[Row, ...]
    lines: tuple[Line, ...]
    height: int
    says: str


def axis(rows: Sequence[Row]) -> Axis:
    """An axis from 0 to a round figure that holds every range."""
    most = max((row.money.high for row in rows), default=1.0)
    end = _round_up(max(most, 1.0))
    return Axis(end, end / 2, {row.rank: _bar(row, end) for row in rows})


def shift(shown: Sequence[Row], late: Sequence[Row], skips: bool) -> Shift:
    """The same rows by severity, those without one last, and a line for each."""
    everything = [*shown, *late]
    rated = sorted((r for r in everything if r.by_severity), key=lambda row: row.by_severity)
    unrated = [row for row in everything if not row.by_severity]
    right = _places(rated, unrated, bool(unrated))
    left = _places(shown, late, skips)
    lines = [Line(left[r.rank], right[r.rank], _kind(r)) for r in everything]
    height = max(_height(shown, late, skips), _height(rated, unrated, bool(unrated)))
    return Shift(
        tuple(rated), tuple(unrated), tuple(sorted(lines, key=_last)), height, _says(everything)
    )


def _places(first: Sequence[Row], second: Sequence[Row], skips: bool) -> dict[int, float]:
    """The middle of each row in pixels: one run, perhaps a narrow row, another run."""
    found = {row.rank: HEAD_PX + ROW_PX * (n + 0.5) for n, row in enumerate(first)}
    start = HEAD_PX + ROW_PX * len(first) + (SKIP_PX if skips else 0)
    return found | {row.rank: start + ROW_PX * (n + 0.5) for n, row in enumerate(second)}


def _height(first: Sequence[Row], second: Sequence[Row], skips: bool) -> int:
    return HEAD_PX + ROW_PX * (len(first) + len(second)) + (SKIP_PX if skips else 0)


def _kind(row: Row) -> str:
    """The first row is meant; one that severity puts far above business is drawn in ink."""
    if row.rank == 1:
        return "signal"
    rated = row.by_severity
    return "ink" if rated and row.rank > MEANT_FACTOR * rated and row.rank > 20 else ""


def _last(line: Line) -> int:
    return ("", "ink", "signal").index(line.kind)


def _says(rows: Sequence[Row]) -> str:
    first = rows[0]
    place = f"place {first.by_severity} by severity" if first.by_severity else "no severity"
    return f"Lines join each row’s place by cost to its place by severity. The first has {place}."


def _bar(row: Row, end: float) -> Bar:
    low, high = (WIDTH_PX * min(v, end) / end for v in (row.money.low, row.money.high))
    middle = WIDTH_PX * min(row.money.middle, end) / end
    return Bar(round(low, 1), round(max(high - low, 2), 1), round(middle, 1))


def _round_up(value: float) -> float:
    size = 10.0 ** (len(str(int(value))) - 1)
    return next((n * size for n in NICE if n * size >= value), 10 * size)
