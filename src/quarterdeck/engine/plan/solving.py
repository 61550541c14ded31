"""Outer approximation: solve, touch the curves where the answer lies, solve again.

Duran and Grossmann (1986). The lines lie below the curves, so what the solver proves of the lines
is proved of the plan. Formulas: docs/methods/plan.md.
"""

from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.loss.arrays import Floats, Integers
from quarterdeck.engine.plan.cuts import Lines, tangents
from quarterdeck.engine.plan.greedy import greedy
from quarterdeck.engine.plan.initiatives import NEVER, Budget, Choices
from quarterdeck.engine.plan.mandates import least_overrun
from quarterdeck.engine.plan.model import Model
from quarterdeck.engine.plan.results import Plan, Unfundable

_ROUNDS = 30
_VIOLATION = 2e-4
"""Of the bound: the lines are near enough to the curves for the relaxation."""


@dataclass(frozen=True, slots=True)
class Effort:
    """Stop at this gap, as a share of the loss left, or after this time."""

    gap_share: float = 0.005
    seconds: float = 60.0


def plan(choices: Choices, budget: Budget, effort: Effort | None = None) -> Plan | Unfundable:
    """The plan that removes most expected loss over the periods."""
    return best(Model(choices), budget, effort or Effort(), None)


def best(
    model: Model, budget: Budget, effort: Effort, begin_with: Integers | None
) -> Plan | Unfundable:
    """On a model that keeps its lines; `begin_with` is a plan known to keep the rules and fit."""
    model.limit(budget)
    until = model.seconds() + effort.seconds
    starts = _first(model, budget, begin_with, effort.seconds)
    if isinstance(starts, Unfundable):
        return starts
    model.aim(at_overrun=False)
    model.add(_touching(model, starts))
    bound = _refine(model, until)
    for _ in range(_ROUNDS):
        left = _left(model, starts)
        if left - bound <= effort.gap_share * left or model.seconds() >= until:
            break
        answer = model.solve(until - model.seconds(), effort.gap_share / 2, starts)
        bound = max(bound, answer.bound)
        if answer.values is None:
            break
        found = model.starts(answer.values)
        model.add(_touching(model, found))
        if _left(model, found) < left and model.takings.fits(found, budget):
            starts = found
    return _told(model, _without_idle(model.choices, starts), bound)


def _first(
    model: Model, budget: Budget, known: Integers | None, seconds: float
) -> Integers | Unfundable:
    """A plan to begin with: the better of the known one and greedy, else what is demanded alone."""
    laid = [each for each in (known, greedy(model.choices, budget)) if each is not None]
    if laid:
        return min(laid, key=lambda starts: _left(model, starts))
    return least_overrun(model, seconds)


def _refine(model: Model, until: float) -> float:
    """Touches the curves at the relaxed answers until they lie near; the bound it proves."""
    bound = 0.0
    for _ in range(_ROUNDS):
        answer = model.relax(until - model.seconds())
        if answer.values is None:
            break
        bound = answer.bound
        at = answer.values[model.y : model.z]
        missed = _violation(model, at, answer.values)
        if missed.sum() <= _VIOLATION * bound:
            break
        worst = np.flatnonzero(missed > _VIOLATION * bound / (10 * model.pairs.count))
        model.add(tangents(worst.astype(np.int32), at[worst]))
    return bound


def _touching(model: Model, starts: Integers) -> Lines:
    """Tangents to all curves at a plan: the lines tell its loss as it is."""
    at = model.pairs.added(model.choices, starts)
    return tangents(np.arange(model.pairs.count, dtype=np.int32), at)


def _violation(model: Model, at: Floats, values: Floats) -> Floats:
    """(P,) of the objective, by which the lines lie below the curves."""
    short = np.maximum(np.exp(-at) - values[model.z : model.over], 0.0)
    return np.asarray(short * model.scale * model.pairs.loss_money)


def _left(model: Model, starts: Integers) -> float:
    """In the unit of the objective."""
    return model.scale * float(model.choices.loss_left_money(starts).sum())


def _without_idle(choices: Choices, starts: Integers) -> Integers:
    """Less what removes nothing and neither law nor another initiative asks for."""
    kept = starts.copy()
    for one in reversed(choices.order()):
        if kept[one] == NEVER or choices.due_period[one] != NEVER:
            continue
        if any(b == one and kept[a] != NEVER for a, b in choices.needs):
            continue
        acts = choices.loss_money.sum(axis=1) * choices.effect_share[one] > 0
        if not (acts.any() and choices.in_force(kept)[one].any()):
            kept[one] = NEVER
    return kept


def _told(model: Model, starts: Integers, bound: float) -> Plan:
    choices = model.choices
    after = choices.loss_left_money(starts)
    proved = min(bound / model.scale, float(after.sum()))
    return Plan(starts, model.takings.spending(starts), choices.loss_money, after, proved)
