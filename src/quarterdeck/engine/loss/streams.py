"""Random streams: one a scenario and purpose, from the seed and the scenario's stable key.

Adding, changing or removing one scenario leaves the draws of every other as they were.
"""

from enum import IntEnum
from hashlib import sha256

import numpy as np
from scipy.special import ndtri

from quarterdeck.engine.loss.arrays import Floats


class Purpose(IntEnum):
    WORLDS = 0
    EVENTS = 1
    CLIMATE = 2
    PROPOSALS = 3


def stream(seed: int, purpose: Purpose, key: str = "") -> np.random.Generator:
    """The generator of one scenario's draws for one purpose; the same bits on every machine."""
    name = int.from_bytes(sha256(key.encode()).digest()[:8], "big")
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, name, purpose])))


def hypercube(generator: np.random.Generator, rows: int, worlds: int) -> Floats:
    """Standard normals by Latin hypercube, (rows, worlds)."""
    slices = np.tile(np.arange(worlds, dtype=float), (rows, 1))
    slices = generator.permuted(slices, axis=1) + generator.random(slices.shape)
    return np.asarray(ndtri(np.clip(slices / worlds, 1e-12, 1 - 1e-12)))
