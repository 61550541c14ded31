"""Random streams: one a scenario and purpose, from the seed and the scenario's stable key.

Adding, changing or removing one scenario leaves the draws of every other as they were.
"""

from enum import IntEnum
from hashlib import sha256

import numpy as np


class Purpose(IntEnum):
    WORLDS = 0
    EVENTS = 1
    CLIMATE = 2


def stream(seed: int, purpose: Purpose, key: str = "") -> np.random.Generator:
    """The generator of one scenario's draws for one purpose; the same bits on every machine."""
    name = int.from_bytes(sha256(key.encode()).digest()[:8], "big")
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, name, purpose])))
