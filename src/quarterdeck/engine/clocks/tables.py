"""The rows that counsel reviews: regimes and their stages, facts, places, notices."""

from datetime import date, time
from typing import Literal

from msgspec import Struct, field

from quarterdeck.engine.clocks.conditions import Condition
from quarterdeck.engine.clocks.counting import Begins, Period, Unit

Force = Literal["law", "contract", "insurance", "scheme", "guidance", "inner step"]
Status = Literal["in force", "coming", "proposed", "repealed"]
Sure = Literal["high", "moderate", "low"]
LONGEST = 10_000
Kind = Literal["yes/no", "choice", "set", "number", "moment"]


class _Row(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a table does not know is no row of it."""


class Source(_Row, frozen=True):
    """Where it is written, and the day up to which that page speaks."""

    url: str
    dated: date
    says: str = ""


class Stage(_Row, frozen=True):
    """One notice that is due.

    `starts` are moments, of which the `which` counts; `sent.KEY` is the sending of another stage or
    group. `prepare_hours` is what the notice takes to write. Rows of one `group` are readings of
    one duty: the earliest governs. Where the law gives no number the unit is "promptly", and
    `words` are the law's. Raises ValueError where amount, unit and words do not belong together.
    """

    key: str
    says: str
    audience: str
    starts: tuple[str, ...]
    unit: Unit
    amount: int | None = None
    begins: Begins = "instant"
    which: Literal["first", "last"] = "first"
    at: str = ""
    roll: bool = False
    roll_at: str = ""
    roll_unless: Condition | None = None
    working_days: int = 0
    words: str = ""
    when: Condition | None = None
    place: str = ""
    group: str = ""
    reading: str = ""
    citation: str = ""
    template: str = ""
    contents: tuple[str, ...] = ()
    prepare_hours: float | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    confidence: Sure | None = None
    note: str = ""

    def __post_init__(self) -> None:
        promptly = self.unit == "promptly"
        if promptly != (self.amount is None) or promptly != bool(self.words):
            raise ValueError(
                "a stage has an amount with its unit, or “promptly” and the law's words"
            )
        if not self.starts:
            raise ValueError("a stage starts from a moment: name one in starts")
        if self.unit not in ("hours", "promptly") and self.begins in ("instant", "next full hour"):
            raise ValueError("days and months begin on the day after, the same day or end of year")
        if not 0 <= (self.amount or 0) <= LONGEST or not 0 <= self.working_days <= LONGEST:
            raise ValueError(f"a period is between 0 and {LONGEST}")
        for hour in filter(None, (self.at, self.roll_at)):
            _hour(hour)

    @property
    def duty(self) -> str:
        return self.group or self.key

    def period(self, roll: bool) -> Period:
        """How it is counted; not to be asked of "promptly"."""
        assert self.amount is not None
        return Period(
            self.amount, self.unit, self.begins, self.at, roll and self.roll, self.roll_at,
            self.working_days,
        )  # fmt: skip


def _hour(text: str) -> None:
    try:
        time.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"“{text}” is no hour of the day: write 17:30") from error


class Regime(_Row, frozen=True):
    """One law, scheme, contract or policy. Dates are tested on `tested_on`, else on the start."""

    key: str
    name: str
    authority: str
    citation: str
    force: Force
    status: Status
    stages: tuple[Stage, ...]
    sources: tuple[Source, ...] = ()
    confidence: Sure = "moderate"
    place: str = ""
    when: Condition | None = None
    tested_on: str = ""
    in_force_from: date | None = None
    in_force_until: date | None = None
    note: str = ""


class Fact(_Row, frozen=True):
    """A question. `after` are moments before which this one cannot lie."""

    key: str
    kind: Kind
    says: str
    question: str
    whom: str
    members: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Place(_Row, frozen=True):
    """Whose clock and calendar, and the groups of places whose people are counted together."""

    key: str
    name: str
    zone: str
    calendar: str
    groups: tuple[str, ...] = ()


class Part(_Row, frozen=True):
    """One thing that a notice must tell; `fill` names the field of the record that tells it."""

    says: str
    fill: str = ""


class Template(_Row, frozen=True):
    """A draft: to whom, about what, and its parts in order."""

    key: str
    title: str
    parts: tuple[Part, ...]
    opening: str = ""


class CalendarRow(_Row, frozen=True):
    """What the holidays library knows of a country, with days added and dropped."""

    key: str
    country: str = ""
    subdivision: str = ""
    categories: tuple[str, ...] = ("public",)
    add: tuple[date, ...] = ()
    drop: tuple[date, ...] = ()
    weekend: tuple[int, ...] = field(default=(5, 6))
    source: str = ""
