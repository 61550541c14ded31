"""What a clock says."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from quarterdeck.engine.clocks.conditions import Condition
from quarterdeck.engine.clocks.counting import Due
from quarterdeck.engine.clocks.tables import Regime, Stage
from quarterdeck.engine.clocks.values import Moment


class State(StrEnum):
    """How a stage stands."""

    RUNS = "runs"
    NO_NUMBER = "no number"
    FIND_OUT = "find out"
    WAITS = "waits"
    DONE = "done"
    NOT_IN_FORCE = "not in force"
    DOES_NOT_APPLY = "does not apply"


@dataclass(frozen=True, slots=True)
class Start:
    """The moment counted from, in UTC: the earliest it can be. Provisional: may still move."""

    moment: str
    at: datetime
    exact: bool
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """A test that decided, with its answer; not `sure` where the facts leave it open."""

    test: Condition
    answer: bool
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact that would change the answer; by when to know it, None for at once."""

    fact: str
    by: datetime | None


@dataclass(frozen=True, slots=True)
class Clock:
    """One stage of one regime, on one set of facts.

    `applies` is None where it hangs on what is not known; `treated` says that it is then taken to
    apply, because there is no time left to find out. `governs`: of the readings of one duty, this
    one ends first. `place` is the key of the place whose clock it is.
    """

    regime: Regime
    stage: Stage
    state: State
    applies: bool | None
    start: Start | None = None
    due: Due | None = None
    place: str = ""
    why: tuple[Reason, ...] = ()
    asks: tuple[Ask, ...] = ()
    treated: bool = False
    governs: bool = True
    sent: Moment | None = None
    warns: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.regime.key}.{self.stage.key}"

    def late(self, now: datetime) -> bool:
        """Past its deadline: sent after it, or not sent and it has gone by."""
        return bool(self.due and (self.sent.earliest if self.sent else now) > self.due.rolled)

    def left(self, now: datetime) -> timedelta | None:
        """Time to the deadline; below zero when it has gone by."""
        return self.due.rolled - now if self.due else None
