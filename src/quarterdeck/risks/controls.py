"""What the controls in force take off: in front of systems, on paths, of rates, of losses.

Strength = coverage × reliability × effect, each at its middle. Several combine as 1 − Π(1 − e).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import prod

from quarterdeck.business.folder import ControlRecord
from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss.scenario import Loss, Scenario
from quarterdeck.risks.register import Risk, estimate

Guards = tuple[tuple[frozenset[str], float], ...]
"""The systems that each of some controls guards, and what it leaves."""


@dataclass(frozen=True)
class Controls:
    """The controls in force on a day, as they bite."""

    records: tuple[ControlRecord, ...]

    def left_in_front_of(self, system: str) -> float:
        """c_a: what controls in front of a system leave of the way to it."""
        return prod(left for systems, left in self._in_front if system in systems)

    def left_on_path(self, source: str, target: str) -> float:
        """What segmentation leaves of the trust between two systems."""
        guards = self._on_paths
        return prod(left for systems, left in guards if source in systems or target in systems)

    def left_of_other_ways(self, risk: Risk) -> float:
        """What is left of the part of a rate that does not begin with a weakness."""
        return _left(c for c in self._of("other ways in") if bears_on(c, risk))

    def left_of_rate(self, risk: Risk) -> float:
        return _left(c for c in self._of("rate") if bears_on(c, risk))

    def left_of_loss(self, risk: Risk) -> float:
        return _left(c for c in self._of("loss") if bears_on(c, risk))

    def _of(self, works_on: str) -> tuple[ControlRecord, ...]:
        return self._by_work.get(works_on, ())

    @cached_property
    def _in_front(self) -> Guards:
        return _guards(self._of("reach"))

    @cached_property
    def _on_paths(self) -> Guards:
        return _guards(self._of("paths"))

    @cached_property
    def _by_work(self) -> dict[str, tuple[ControlRecord, ...]]:
        works = {c.works_on for c in self.records}
        return {w: tuple(c for c in self.records if c.works_on == w) for w in works}


def in_force(records: Iterable[ControlRecord], on: date) -> Controls:
    """Those in force on that day."""
    return Controls(tuple(c for c in records if not c.in_force_from or c.in_force_from <= on))


def strength(control: ControlRecord) -> float:
    """Coverage × reliability × effect, from 0 to 1."""
    reliability = _middle(control.reliability, 1.0)
    return control.coverage * reliability * _middle(control.effect, 0.0)


def bears_on(control: ControlRecord, risk: Risk) -> bool:
    """A control bears on a risk of its kinds, about its services and its systems; what it leaves
    out it does not narrow."""
    return (
        (not control.kinds or risk.scenario.kind.value in control.kinds)
        and (not control.services or bool(set(control.services) & set(risk.services)))
        and (not control.systems or bool(set(control.systems) & set(risk.targets)))
    )


def with_rate(scenario: Scenario, factor: float) -> Scenario:
    """The scenario with its rate times a factor."""
    return replace(scenario, rate_per_year=scaled(scenario.rate_per_year, factor))


def with_loss(scenario: Scenario, factor: float) -> Scenario:
    """The scenario with every size and cap times a factor."""
    return replace(scenario, losses=tuple(_scaled_loss(loss, factor) for loss in scenario.losses))


def scaled(given: Estimate, factor: float) -> Estimate:
    """An amount times a factor above zero, or zero for good."""
    if factor <= 0:
        return replace(given, low=0.0, high=0.0, likely=None)
    likely = None if given.likely is None else given.likely * factor
    return replace(given, low=given.low * factor, high=given.high * factor, likely=likely)


def _scaled_loss(loss: Loss, factor: float) -> Loss:
    tail = loss.tail and replace(loss.tail, threshold=loss.tail.threshold * factor)
    return replace(loss, size=scaled(loss.size, factor), cap=loss.cap * factor, tail=tail)


def _guards(controls: Iterable[ControlRecord]) -> Guards:
    return tuple((frozenset(c.systems), 1 - strength(c)) for c in controls)


def _left(controls: Iterable[ControlRecord]) -> float:
    return prod(1 - strength(control) for control in controls)


def _middle(given: object, otherwise: float) -> float:
    return estimate(given, "chance").median if given else otherwise  # type: ignore[arg-type]
