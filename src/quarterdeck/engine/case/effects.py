"""What initiatives change, from their weakest to their strongest.

An effect is known at three strengths: its 5th percentile, its middle, its 95th. A world draws one
normal score, and the share that is avoided follows it on the logit scale, straight from end to
middle and from middle to end: for one effect that is the logit-normal law of its estimate. Beyond
its ends it stays there, so that doing more never avoids less in any world.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

import numpy as np
from scipy.special import expit, logit

from quarterdeck.engine.estimates import Z95
from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.effect import Change

LEAST = 0.01  # of the largest of the three: an end that avoids nothing counts as this
MOST = 1 - 1e-9
Changes = Mapping[str, Change]
"""By scenario key."""


@dataclass(frozen=True, slots=True)
class Effects:
    """Changes by scenario at the low end of the effects, at their middle, at their high end."""

    low: Changes = field(default_factory=dict)
    middle: Changes = field(default_factory=dict)
    high: Changes = field(default_factory=dict)

    @property
    def ends(self) -> tuple[Changes, Changes, Changes]:
        return self.low, self.middle, self.high

    @property
    def scenarios(self) -> frozenset[str]:
        """Keys of what is acted on, at any strength."""
        return frozenset().union(*self.ends)


NONE = Effects()


def together(effects: Iterable[Effects]) -> Effects:
    """All in force at once."""
    return reduce(_both, effects, NONE)


def avoided_shares(ends: Floats, score: Floats) -> Floats:
    """Of shares (3,) or (3, W), low to high, at normal scores (W,)."""
    top = ends.max(axis=0)
    low, middle, high = logit(np.clip(ends, np.maximum(LEAST * top, 1e-300), MOST))
    slope = np.where(score < 0, middle - low, high - middle) / Z95
    return np.where(top > 0, expit(middle + slope * np.clip(score, -Z95, Z95)), 0.0)


def left_of(before: Floats, ends: Sequence[Floats], score: Floats) -> Floats:
    """What is left in each world of `before` (W,), from what is left there at three strengths."""
    left = np.stack(ends) / np.where(before > 0, before, 1.0)
    return np.asarray(before * (1 - avoided_shares(np.clip(1 - left, 0, 1), score)))


def _both(one: Effects, other: Effects) -> Effects:
    return Effects(*(_then(a, b) for a, b in zip(one.ends, other.ends, strict=True)))


def _then(one: Changes, other: Changes) -> Changes:
    return {**one, **{key: one.get(key, Change()).then(c) for key, c in other.items()}}
