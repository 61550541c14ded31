"""The starting estimates as values. Figures and sources: `data/priors.yaml`."""

from quarterdeck.engine.priors.by_revenue import Band, at, middles
from quarterdeck.engine.priors.figures import Chance, Figure, Known, Publication
from quarterdeck.engine.priors.sectors import Sector
from quarterdeck.engine.priors.whole import (
    FirstCauses,
    Priors,
    Records,
    Shares,
    Sizes,
    Unforecast,
)

__all__ = [
    "Band",
    "Chance",
    "Figure",
    "FirstCauses",
    "Known",
    "Priors",
    "Publication",
    "Records",
    "Sector",
    "Shares",
    "Sizes",
    "Unforecast",
    "at",
    "middles",
]
