"""What changed between two packs, in parts that add up to the whole.

Method is what today's engine makes of the old inputs, less what was published: a better model
must not look like a safer firm. The rest is shared among the other causes by their Shapley
values over the sixteen mixtures of old and new inputs, all worked out on one seed, so that no
order of the causes is favoured.
Source: L. S. Shapley, A Value for n-Person Games (1953).
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial, fsum
from typing import TypeVar

from quarterdeck.engine.wording.counts import largest_remainder
from quarterdeck.engine.wording.figures import round_whole

Cause = TypeVar("Cause", bound=Hashable)
CAUSES = ("world", "business", "actions", "data")
Mixture = frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure then and now, and what each cause added; before + the five = now."""

    before: float
    method: float
    world: float
    business: float
    actions: float
    data: float
    now: float

    @property
    def parts(self) -> dict[str, float]:
        return {"method": self.method} | {cause: getattr(self, cause) for cause in CAUSES}


@dataclass(frozen=True, slots=True)
class WholeChange:
    """The same in whole units, as the page shows it: before + sum of parts = now, exactly."""

    before: int
    parts: dict[str, int]
    now: int


def mixtures(causes: Sequence[Cause]) -> list[frozenset[Cause]]:
    """Every set of causes whose inputs may be new, from none to all: sixteen for `CAUSES`."""
    return [
        frozenset(chosen)
        for size in range(len(causes) + 1)
        for chosen in combinations(causes, size)
    ]


def change(
    published: float,
    figures: Mapping[Mixture, float] | Callable[[Mixture], float],
) -> Change:
    """Split the step from `published` to today's figure.

    `figures` gives today's engine's figure for each of the sixteen `mixtures(CAUSES)`: new inputs
    for the causes in the set, old ones for the rest. Raises ValueError when one is missing.
    """
    known = _tabulate(figures)
    shares = shapley(CAUSES, known)
    method = known[frozenset()] - published
    return Change(published, method, **shares, now=known[frozenset(CAUSES)])


def shapley(
    causes: Sequence[Cause], figures: Mapping[frozenset[Cause], float]
) -> dict[Cause, float]:
    """Each cause's mean effect over all orders in which the causes may come.

    The values sum to figures[all] − figures[none]; 2^n figures are read for n causes.
    """
    return {
        cause: fsum(
            _weight(len(rest), len(causes)) * (figures[rest | {cause}] - figures[rest])
            for rest in mixtures([other for other in causes if other != cause])
        )
        for cause in causes
    }


def whole_change(change: Change, unit: float) -> WholeChange:
    """`change` in whole units (0.01 for years in 100), parts by largest remainder."""
    before, now = round_whole(change.before / unit), round_whole(change.now / unit)
    parts = largest_remainder([part / unit for part in change.parts.values()], now - before)
    return WholeChange(before, dict(zip(change.parts, parts, strict=True)), now)


def _tabulate(
    figures: Mapping[Mixture, float] | Callable[[Mixture], float],
) -> Mapping[Mixture, float]:
    if callable(figures):
        return {mixture: figures(mixture) for mixture in mixtures(CAUSES)}
    missing = [mixture for mixture in mixtures(CAUSES) if mixture not in figures]
    if missing:
        names = "; ".join(" + ".join(sorted(mixture)) or "none new" for mixture in missing)
        raise ValueError(f"the change needs a figure for each mixture; missing: {names}")
    return figures


def _weight(before: int, causes: int) -> float:
    return factorial(before) * factorial(causes - 1 - before) / factorial(causes)
