"""How often years are above losses: what the simulation shows, and what each world believes."""

from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.loss.arrays import Floats, Positions, accumulated


@dataclass(frozen=True, slots=True)
class Passed:
    """Of each of the `losses` (X,): the share of simulated years above it (X,), and each world's
    own chance of such a year (X, W)."""

    losses: Floats
    shares: Floats
    chances: Floats

    def take(self, places: Positions | slice) -> "Passed":
        return Passed(self.losses[places], self.shares[places], self.chances[places])

    def __add__(self, other: "Passed") -> "Passed":
        """These and the others after them."""
        return Passed(
            np.concatenate([self.losses, other.losses]),
            np.concatenate([self.shares, other.shares]),
            np.concatenate([self.chances, other.chances]),
        )

    def falling(self) -> "Passed":
        """By rising loss, chances never rising."""
        rising = self.take(np.argsort(self.losses, kind="stable"))
        return Passed(rising.losses, rising.shares, accumulated(np.minimum, rising.chances))
