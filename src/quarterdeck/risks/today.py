"""What initiatives are measured against, and what they say that is measured."""

from dataclasses import dataclass
from typing import Any, Protocol

from quarterdeck.engine.exposure import Parameters
from quarterdeck.risks.exposing import Exposed, Frozen
from quarterdeck.risks.inputs import Inputs
from quarterdeck.risks.simulating import Simulated


class EffectRecord(Protocol):
    """As `plans` keeps it: this room stands below and reads values only."""

    on: str
    scenarios: list[str]
    kinds: list[Any]
    strength: Any


class InitiativeRecord(Protocol):
    key: str
    name: str
    state: str
    cost_once: Any
    cost_per_year: Any
    due: Any
    effects: list[Any]
    closes: list[str]
    improves: list[Any]
    mends_systems: list[str]
    fixes: list[str]


@dataclass(frozen=True)
class Today:
    """What initiatives are measured against."""

    inputs: Inputs
    exposed: Exposed
    frozen: Frozen
    parameters: Parameters
    simulated: Simulated
