"""The rules of a plan as rows over W (I, T) laid out in a row: 1 once an initiative has started."""

from dataclasses import dataclass, field

import numpy as np

from quarterdeck.engine.plan.initiatives import NEVER, Choices


@dataclass(slots=True)
class Rows:
    """Sparse rows, low ≤ row ≤ high, gathered one at a time."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def add(self, terms: list[tuple[int, float]], low: float, high: float) -> None:
        self.begins.append(len(self.column))
        self.column += [column for column, _ in terms]
        self.value += [value for _, value in terms]
        self.low.append(low)
        self.high.append(high)


def rules(choices: Choices) -> Rows:
    """Started stays started; what is needed is in force first; never both; what is demanded, in
    force in time. A demand that its own duration outlasts makes a row that nothing meets."""
    rows = Rows()
    initiatives, _, periods = choices.size
    for one in range(initiatives):
        for period in range(1, periods):
            here = one * periods + period
            rows.add([(here - 1, 1.0), (here, -1.0)], -np.inf, 0.0)
    for one, needed in choices.needs:
        for period in range(periods):
            ready = _in_force(choices, needed, period)
            rows.add([(one * periods + period, 1.0), *((c, -1.0) for c in ready)], -np.inf, 0.0)
    for one, other in choices.excludes:
        last = [(one * periods + periods - 1, 1.0), (other * periods + periods - 1, 1.0)]
        rows.add(last, -np.inf, 1.0)
    for due in np.flatnonzero(choices.due_period != NEVER).tolist():
        ready = _in_force(choices, due, int(choices.due_period[due]))
        rows.add([(column, 1.0) for column in ready], 1.0, np.inf)
    return rows


def _in_force(choices: Choices, one: int, period: int) -> list[int]:
    """The column of W that says so; none where it is too early."""
    began = period - int(choices.duration_periods[one])
    return [one * choices.size[2] + began] if began >= 0 else []
