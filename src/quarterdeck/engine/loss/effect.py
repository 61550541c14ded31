"""What controls do to a scenario: fewer events, smaller losses.

Effectivenesses combine as 1 − Π(1 − e), and a loss shrinks by the product of its scales.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import prod

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.events import Events, total
from quarterdeck.engine.loss.scenario import Form, Scenario
from quarterdeck.engine.loss.sums import quantised
from quarterdeck.engine.loss.worlds import Worlds


@dataclass(frozen=True, slots=True)
class Change:
    """`effectiveness` of each control, 0 to 1; `scale` of every loss and `forms` of single forms,
    0 to 1. To raise a rate or a loss, replace the scenario instead.
    """

    effectiveness: tuple[float, ...] = ()
    scale: float = 1.0
    forms: Mapping[Form, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not all(
            0 <= part <= 1 for part in (*self.effectiveness, self.scale, *self.forms.values())
        ):
            raise ValueError("effectiveness and scale lie between 0 and 1")

    @property
    def kept(self) -> float:
        """The part of events that still come."""
        return prod(sorted(1 - e for e in self.effectiveness))

    def then(self, other: "Change") -> "Change":
        """Both changes."""
        both = {
            form: self.forms.get(form, 1.0) * other.forms.get(form, 1.0)
            for form in (*self.forms, *other.forms)
        }
        return Change(self.effectiveness + other.effectiveness, self.scale * other.scale, both)

    def check(self, scenario: Scenario) -> None:
        """Raises ValueError for a form that the scenario does not have."""
        unknown = set(self.forms) - {loss.form for loss in scenario.losses}
        if unknown:
            raise ValueError(f"scenario {scenario.key} has no loss of form {', '.join(unknown)}")

    def of_worlds(self, scenario: Scenario, worlds: Worlds) -> Worlds:
        if self == UNCHANGED:
            return worlds
        return worlds.changed(self.kept, self.factors(scenario))

    def of_events(self, scenario: Scenario, events: Events) -> Events:
        if self == UNCHANGED:
            return events
        if self.kept < 1:
            events = _thinned(events, 1 - self.kept)
        factors = self.factors(scenario)
        if all(factor == 1 for factor in factors):
            return events
        forms = quantised(events.forms * np.array(factors)[:, None])
        return Events(events.year, events.when, events.thinning, total(forms), forms)

    def of_losses(self, scenario: Scenario, events: Events) -> Floats:
        """Each event's loss, 0 where it is spared, (n,)."""
        loss, factors = events.loss, self.factors(scenario)
        if any(factor < 1 for factor in factors):
            loss = total(quantised(events.forms * np.array(factors)[:, None]))
        return loss if self.kept == 1 else loss * (events.thinning >= 1 - self.kept)

    def factors(self, scenario: Scenario) -> tuple[float, ...]:
        """What each of the scenario's losses is multiplied by."""
        return tuple(self.scale * self.forms.get(loss.form, 1.0) for loss in scenario.losses)


UNCHANGED = Change()


def _thinned(events: Events, effectiveness: float) -> Events:
    stay = np.flatnonzero(events.thinning >= effectiveness)
    forms = events.forms[:, stay]
    loss = forms[0] if len(forms) == 1 else events.loss[stay]
    return Events(events.year[stay], events.when[stay], events.thinning[stay], loss, forms)
