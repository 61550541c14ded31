"""The plan as a mixed-integer linear programme in HiGHS, kept hot while lines and budgets change.

Columns: W (I·T) started, Y (P) what is in force adds up to, z (P) share left of the loss, and
over (2·T) what is taken beyond the limits of money and of people. P: the pairs of scenario and
period with something to lose that some initiative acts on. Money of the objective is scaled so
that all of the loss makes `WHOLE`.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from quarterdeck.engine.loss.arrays import Floats, Integers
from quarterdeck.engine.plan.cuts import Lines, starting
from quarterdeck.engine.plan.initiatives import NEVER, Budget, Choices
from quarterdeck.engine.plan.pairs import Pairs, pairs_of
from quarterdeck.engine.plan.rows import Rows, rules
from quarterdeck.engine.plan.spending import started, taken_by_started, takings
from quarterdeck.engine.solver import solver

WHOLE = 1000.0


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """`values` of the columns, None where none were found; `bound` of the objective, below.

    `done`: it ended by itself, not by its time.
    """

    values: Floats | None
    bound: float
    done: bool


class Model:
    """Holds the solver. The lines that it gathers are true under every budget."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.pairs: Pairs = pairs_of(choices)
        initiatives, _, periods = choices.size
        self.y = initiatives * periods
        self.z = self.y + self.pairs.count
        self.over = self.z + self.pairs.count
        self.takings = takings(choices)
        self.units = [
            max(float(taken.max(initial=0)), 1.0)
            for taken in (self.takings.money, self.takings.people_days)
        ]
        self.scale = WHOLE / max(float(choices.loss_money.sum()), 1e-9)
        self.solver = solver(mip_abs_gap=1e-9)
        self._add_columns()
        self._add_rows()
        self.add(starting(self.pairs.least, self.pairs.most))

    def add(self, lines: Lines) -> None:
        """z + slope·Y ≥ height."""
        count = len(lines.pair)
        if not count:
            return
        columns = np.column_stack([self.y + lines.pair, self.z + lines.pair]).astype(np.int32)
        values = np.column_stack([lines.slope, np.ones(count)])
        begins = np.arange(0, 2 * count, 2, dtype=np.int32)
        top = np.full(count, np.inf)
        self.solver.addRows(
            count, lines.height, top, 2 * count, begins, columns.ravel(), values.ravel()
        )

    def limit(self, budget: Budget) -> None:
        """Sets what each period may take."""
        money = budget.money.cumsum() if self.choices.money_keeps else budget.money
        for number, most in enumerate((money / self.units[0], budget.people_days / self.units[1])):
            for period, top in enumerate(most.tolist()):
                row = self.limits + number * len(most) + period
                self.solver.changeRowBounds(row, -np.inf, top)

    def aim(self, *, at_overrun: bool) -> None:
        """At the least loss within the limits, or at the least overrun of them."""
        columns = np.arange(self.over + 2 * self.choices.size[2], dtype=np.int32)
        costs = np.zeros(len(columns))
        if at_overrun:
            costs[self.over :] = 1.0
        else:
            costs[self.z : self.over] = self.scale * self.pairs.loss_money
        self.solver.changeColsCost(len(columns), columns, costs)
        over = columns[self.over :]
        most = np.full(len(over), np.inf if at_overrun else 0.0)
        self.solver.changeColsBounds(len(over), over, np.zeros(len(over)), most)
        untouched = 0.0 if at_overrun else self.scale * self.pairs.untouched_money
        self.solver.changeObjectiveOffset(untouched)

    def relax(self, seconds: float) -> Answer:
        """Fractions allowed. A bound only where it is done."""
        self.solver.setOptionValue("solve_relaxation", True)
        self._run(seconds)
        done = self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return Answer(self._values() if done else None, self._objective() if done else 0.0, done)

    def solve(self, seconds: float, gap: float, begin_with: Integers | None) -> Answer:
        """Whole initiatives, until the gap to the bound is this share of the objective."""
        self.solver.setOptionValue("solve_relaxation", False)
        self.solver.setOptionValue("mip_rel_gap", gap)
        if begin_with is not None:
            self._begin_with(begin_with)
        self._run(seconds)
        info = self.solver.getInfo()
        found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        stopped = self.solver.getModelStatus() == highspy.HighsModelStatus.kTimeLimit
        bound = info.mip_dual_bound if np.isfinite(info.mip_dual_bound) else 0.0
        return Answer(self._values() if found else None, bound, not stopped)

    def seconds(self) -> float:
        """That the solver has run since it was made."""
        return float(self.solver.getRunTime())

    def starts(self, values: Floats) -> Integers:
        """(I,) the first period that says started."""
        begun = values[: self.y].reshape(self.choices.size[0], -1) > 0.5
        return np.where(begun.any(axis=1), begun.argmax(axis=1), NEVER).astype(np.int32)

    def _run(self, seconds: float) -> None:
        self.solver.setOptionValue("time_limit", self.seconds() + max(seconds, 0.0))
        self.solver.run()

    def _values(self) -> Floats:
        return np.array(self.solver.getSolution().col_value)

    def _objective(self) -> float:
        return float(self.solver.getInfo().objective_function_value)

    def _begin_with(self, starts: Integers) -> None:
        begun = started(self.choices, starts).ravel().astype(float)
        added = self.pairs.added(self.choices, starts)
        over = np.zeros(2 * self.choices.size[2])
        solution = highspy.HighsSolution()
        solution.col_value = np.concatenate([begun, added, np.exp(-added), over]).tolist()
        self.solver.setSolution(solution)

    def _add_columns(self) -> None:
        count = self.over + 2 * self.choices.size[2]
        high = np.concatenate([np.ones(self.y), np.full(count - self.y, np.inf)])
        self.solver.addVars(count, np.zeros(count), high)
        whole = np.arange(self.y, dtype=np.int32)
        kinds = np.full(self.y, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        self.solver.changeColsIntegrality(self.y, whole, kinds)

    def _add_rows(self) -> None:
        rows = rules(self.choices)
        for pair, terms in enumerate(self.pairs.terms(self.choices)):
            rows.add([*terms, (self.y + pair, -1.0)], 0.0, 0.0)
        self.limits = len(rows.low)
        money = taken_by_started(self.takings.money / self.units[0])
        if self.choices.money_keeps:
            money = money.cumsum(axis=0)
        people = taken_by_started(self.takings.people_days / self.units[1])
        for place, row in enumerate(np.vstack([money, people])):
            kept = np.flatnonzero(row)
            terms = list(zip(kept.tolist(), row[kept].tolist(), strict=True))
            rows.add([*terms, (self.over + place, -1.0)], -np.inf, np.inf)
        self._pass(rows)

    def _pass(self, rows: Rows) -> None:
        self.solver.addRows(
            len(rows.low), np.array(rows.low), np.array(rows.high), len(rows.column),
            np.array(rows.begins, np.int32), np.array(rows.column, np.int32),
            np.array(rows.value),
        )  # fmt: skip
