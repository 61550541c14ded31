"""What the exposure arithmetic takes for granted: each a judgement that worlds draw.

Values and their reasons: docs/methods/exposure.md.
"""

from dataclasses import dataclass, fields

import numpy as np
from scipy.special import expit, ndtri

from quarterdeck.engine.estimates import Estimate, exactly
from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.streams import Purpose, stream


@dataclass(frozen=True, slots=True)
class Parameters:
    """One value for each: the middle of the judgements, or what one world holds true.

    All but `damping` are chances or factors between 0 and 1.
    """

    aim: float
    """Chance that what is used somewhere within a year is used on this firm."""
    known_exploited_floor: float
    """Least 30-day chance of a weakness that is known to be used."""
    reach_internet: float
    reach_partner: float
    reach_internal: float
    reach_isolated: float
    """Chance that an attacker comes to stand before a system, by where it stands."""
    trust_dependency: float
    """Chance that what stops a system also stops one that depends on it."""
    trust_credentials: float
    """Chance that who is in a system gets into one for which it holds credentials."""
    trust_at_isolated: float
    """What is left of an edge's trust where one of its ends is isolated."""
    damping: float
    """k of the response g: a rate never rises above 1 + k times its base."""
    not_proven: float
    """Weight of a requirement that is not proven, where one that is not met weighs 1."""


@dataclass(frozen=True, slots=True)
class Judgements:
    """The same as estimates; a client overrides `JUDGEMENTS` with `dataclasses.replace`."""

    aim: Estimate
    known_exploited_floor: Estimate
    reach_internet: Estimate
    reach_partner: Estimate
    reach_internal: Estimate
    reach_isolated: Estimate
    trust_dependency: Estimate
    trust_credentials: Estimate
    trust_at_isolated: Estimate
    damping: Estimate
    not_proven: Estimate

    @property
    def middle(self) -> Parameters:
        """The median of each."""
        return Parameters(
            **{field.name: getattr(self, field.name).median for field in fields(self)}
        )

    def draw(self, worlds: int, seed: int) -> tuple[Parameters, ...]:
        """What each world holds true, by Latin hypercube, a stream for each judgement."""
        columns = {
            field.name: _draws(getattr(self, field.name), worlds, seed, field.name)
            for field in fields(self)
        }
        return tuple(
            Parameters(**{name: float(column[world]) for name, column in columns.items()})
            for world in range(worlds)
        )


def _draws(estimate: Estimate, worlds: int, seed: int, name: str) -> Floats:
    if estimate.known:
        return np.full(worlds, estimate.low)
    generator = stream(seed, Purpose.WORLDS, f"exposure {name}")
    slices = (generator.permutation(worlds) + generator.random(worlds)) / worlds
    scores = estimate.law.mu + estimate.law.sigma * ndtri(np.clip(slices, 1e-12, 1 - 1e-12))
    return np.asarray(np.exp(scores) if estimate.kind == "amount" else expit(scores))


def _chance(value: float, times: float) -> Estimate:
    """A chance around `value`, its odds up to so many times lower or higher."""
    odds = value / (1 - value)
    low, high = odds / times, odds * times
    return Estimate(low / (1 + low), high / (1 + high), "chance")


JUDGEMENTS = Judgements(
    aim=_chance(0.05, 4),
    known_exploited_floor=_chance(0.1, 3),
    reach_internet=exactly(1.0, "chance"),
    reach_partner=_chance(0.3, 2.5),
    reach_internal=_chance(0.05, 3),
    reach_isolated=_chance(0.002, 5),
    trust_dependency=_chance(0.7, 3),
    trust_credentials=_chance(0.3, 3),
    trust_at_isolated=_chance(0.02, 4),
    damping=Estimate(1.0, 4.0),
    not_proven=_chance(0.4, 3),
)
PARAMETERS = JUDGEMENTS.middle
