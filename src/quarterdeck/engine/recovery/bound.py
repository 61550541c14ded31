"""How cheap any order could be: a linear relaxation over slots of time, solved by HiGHS.

Of work that takes its mean, not of expected loss. Formulas: docs/methods/recovery.md.
"""

from dataclasses import dataclass

import highspy
import numpy as np
from scipy.sparse import csr_array

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.recovery.earliest import Earliest
from quarterdeck.engine.recovery.grid import Grid
from quarterdeck.engine.recovery.relaxation import Programme, programme
from quarterdeck.engine.solver import solver

ALPHAS = tuple(n / 20 for n in range(1, 20))
_SAFE = 1e-6
"""The interior point ends a hair above or below the true value."""


@dataclass(frozen=True, slots=True)
class Bound:
    """No order costs less than `cents` from now on, safety and duty set aside.

    `leads` are sequences that the relaxation suggests: systems by when a share of each has begun.
    """

    cents: float
    leads: tuple[tuple[int, ...], ...] = ()


def bound(grid: Grid, until: int, seconds: float) -> Bound:
    """`until` is a step by which all is done in some good order; HiGHS may take `seconds`.

    A bound of nothing where it did not end in time.
    """
    made = programme(grid, Earliest.of(grid), until)
    values, cents = _solved(made, seconds)
    if values is None:
        return Bound(0.0)
    started = values[: len(grid.steps) * made.slots].reshape(len(grid.steps), made.slots)
    return Bound(max(cents, 0.0), tuple(_lead(grid, started, alpha) for alpha in ALPHAS))


def _lead(grid: Grid, started: Floats, alpha: float) -> tuple[int, ...]:
    """All systems, those under way first, each after what it waits for."""
    first = np.where(
        started[:, -1] >= alpha, (started >= alpha).argmax(axis=1), started.shape[1]
    ) - started.mean(axis=1)
    waits = [grid.before_mask[one].bit_count() for one in range(len(first))]
    at = [
        max(first[k] for k in range(len(first)) if grid.before_mask[one] >> k & 1)
        for one in range(len(first))
    ]
    free = sorted(range(grid.begun, len(first)), key=lambda one: (at[one], waits[one]))
    return (*range(grid.begun), *free)


def _solved(made: Programme, seconds: float) -> tuple[Floats | None, float]:
    highs = solver(solver="ipm", run_crossover="off", time_limit=seconds)
    highs.passModel(_model(made))
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None, 0.0
    scale = float(np.abs(made.costs).max(initial=1.0))
    value = float(highs.getInfo().objective_function_value) * scale + made.fixed
    return np.array(highs.getSolution().col_value), value - _SAFE * abs(value)


def _model(made: Programme) -> highspy.HighsLp:
    scale = float(np.abs(made.costs).max(initial=1.0))
    rows: csr_array = made.rows
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows.shape
    model.col_cost_ = made.costs / scale
    model.col_lower_, model.col_upper_ = np.zeros(len(made.costs)), made.most
    model.row_lower_, model.row_upper_ = np.full(rows.shape[0], -np.inf), made.limits
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = rows.indptr, rows.indices
    model.a_matrix_.value_ = rows.data
    return model
