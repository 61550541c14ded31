"""What a weakness lets an intruder do (read, change, stop), and which scenarios that feeds."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.scenario import Kind

READ, CHANGE, STOP = range(3)
NEEDS = ((READ,), (CHANGE,), (STOP,), (CHANGE, STOP))
"""What an intruder must be able to do: a column of hazards each."""
COLUMN: Mapping[Kind, int] = {
    Kind.THEFT: NEEDS.index((READ,)),
    Kind.INSIDER: NEEDS.index((READ,)),
    Kind.FRAUD: NEEDS.index((CHANGE,)),
    Kind.OUTAGE: NEEDS.index((STOP,)),
    Kind.SUPPLIER: NEEDS.index((STOP,)),
    Kind.EXTORTION: NEEDS.index((CHANGE, STOP)),
    Kind.ENFORCEMENT: NEEDS.index((READ,)),
}
PARTLY = 0.4
"""An impact that is partial or low, where a complete or high one counts 1: the ratio of the
weights in CVSS itself (2.0: 0.275 to 0.660; 3.1: 0.22 to 0.56)."""

_WEIGHTS = {"N": 0.0, "L": PARTLY, "P": PARTLY, "H": 1.0, "C": 1.0, "S": 1.0}
_METRICS = (("C", "VC", "SC"), ("I", "VI", "SI"), ("A", "VA", "SA"))


class Effect(NamedTuple):
    """How far an intruder gets, from 0 (not at all) to 1 (wholly)."""

    read: float
    change: float
    stop: float


WHOLLY = Effect(1.0, 1.0, 1.0)
BY_CATEGORY: Mapping[str, Effect] = {
    "secret": Effect(1.0, 1.0, PARTLY),
    "exposure": Effect(1.0, PARTLY, PARTLY),
    "misconfiguration": Effect(PARTLY, PARTLY, PARTLY),
}


def effect_of(vectors: Iterable[str] = (), category: str = "") -> Effect:
    """The furthest that any CVSS vector (2.0 to 4.0) of a weakness goes, else by category.

    Version 4.0's effects on other systems count as those on the system itself. A weakness of no
    known effect counts as whole. Source: FIRST, CVSS 2.0, 3.1 and 4.0 specifications.
    """
    known = [effect for effect in map(_effect_of_vector, vectors) if effect is not None]
    if not known:
        return BY_CATEGORY.get(category, WHOLLY)
    return Effect(*map(max, zip(*known, strict=True)))


def feeds(effect: Floats, column: int) -> Floats:
    """f_k of each weakness (N,) from its effects (N, 3): the least of what column k needs."""
    needed = [effect[:, need] for need in NEEDS[column]]
    return needed[0] if len(needed) == 1 else np.minimum(*needed)


def _effect_of_vector(vector: str) -> Effect | None:
    metrics = dict(re.findall(r"\b([A-Z]{1,2}):([A-Z])\b", vector))
    impacts = [[_WEIGHTS.get(metrics.get(m, ""), -1.0) for m in names] for names in _METRICS]
    read, change, stop = (max(values) for values in impacts)
    return Effect(read, change, stop) if min(read, change, stop) >= 0 else None
