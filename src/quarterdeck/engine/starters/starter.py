"""A starting scenario, and how one is put together."""

from collections.abc import Iterable
from dataclasses import dataclass

from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss.scenario import Kind, Loss, Scenario


@dataclass(frozen=True)
class Starter:
    """A scenario with the systems it is about and the part that begins with a weakness."""

    scenario: Scenario
    targets: tuple[str, ...]
    by_weakness: Estimate
    services: tuple[str, ...] = ()
    data_classes: tuple[str, ...] = ()
    supplier: str = ""
    obligation: str = ""
    days_out: Estimate | None = None
    notes: tuple[str, ...] = ()


def scenario(
    kind: Kind, about: str, name: str, rate: Estimate, losses: Iterable[Loss | None]
) -> Scenario:
    """With the key "kind:about"; losses that are None are left out."""
    found = tuple(loss for loss in losses if loss)
    return Scenario(f"{kind}:{about}", name, kind, rate, found)
