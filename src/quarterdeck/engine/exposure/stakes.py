"""What is at stake: scenarios, the systems each is about, and the money that weaknesses share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from quarterdeck.engine.exposure.inputs import parts_of
from quarterdeck.engine.loss.arrays import Floats
from quarterdeck.engine.loss.scenario import Kind


@dataclass(frozen=True, eq=False)
class Stakes:
    """S scenarios: stable keys, kinds, the systems each is about, money a year (average annual
    loss), and the part of such events that begins with an exploited weakness (0 to 1)."""

    keys: tuple[str, ...]
    kinds: tuple[Kind, ...]
    targets: tuple[tuple[int, ...], ...]
    yearly_loss: Floats
    by_weakness: Floats

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def money(self) -> Floats:
        """C_s: money a year that weaknesses share."""
        return self.yearly_loss * self.by_weakness

    @classmethod
    def of(
        cls,
        keys: Sequence[str],
        kinds: Sequence[Kind],
        targets: Sequence[Sequence[int]],
        yearly_loss: npt.ArrayLike,
        by_weakness: npt.ArrayLike = 1.0,
    ) -> "Stakes":
        """ValueError for a loss that is negative or not finite, and for a key that stands twice."""
        losses = np.broadcast_to(np.asarray(yearly_loss, dtype=float), len(keys))
        if not (np.all(np.isfinite(losses)) and np.all(losses >= 0)):
            raise ValueError("a yearly loss is a finite sum of at least zero")
        if len(set(keys)) < len(keys):
            raise ValueError("a scenario stands twice")
        return cls(
            keys=tuple(keys),
            kinds=tuple(kinds),
            targets=tuple(tuple(sorted(set(t))) for t in targets),
            yearly_loss=losses,
            by_weakness=parts_of(by_weakness, len(keys), "the part that begins with a weakness"),
        )
