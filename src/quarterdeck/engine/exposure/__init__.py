"""Exposure: from findings and gaps to what they make of each scenario's rate.

`landscape` (findings on systems) or `obligation_landscape` (gaps) → `reference` on the reference
day, frozen → `expose` today. Formulas and defaults: docs/methods/exposure.md.
"""

from quarterdeck.engine.exposure.chances import (
    PRIORS,
    PriorTable,
    chance_in_year,
    hazard,
    prior_chance,
)
from quarterdeck.engine.exposure.effects import Effect, effect_of
from quarterdeck.engine.exposure.exposed import Exposure, expose
from quarterdeck.engine.exposure.inputs import (
    NO_FIX,
    EdgeKind,
    Edges,
    Reach,
    Systems,
    Weaknesses,
    reach_of_address,
)
from quarterdeck.engine.exposure.landscape import Landscape, landscape
from quarterdeck.engine.exposure.obligations import Gaps, Obligations, obligation_landscape
from quarterdeck.engine.exposure.parameters import JUDGEMENTS, PARAMETERS, Judgements, Parameters
from quarterdeck.engine.exposure.paths import Hop, Onward, onward
from quarterdeck.engine.exposure.reference import Reference, chain_link, reference
from quarterdeck.engine.exposure.stakes import Stakes

__all__ = [
    "JUDGEMENTS",
    "NO_FIX",
    "PARAMETERS",
    "PRIORS",
    "EdgeKind",
    "Edges",
    "Effect",
    "Exposure",
    "Gaps",
    "Hop",
    "Judgements",
    "Landscape",
    "Obligations",
    "Onward",
    "Parameters",
    "PriorTable",
    "Reach",
    "Reference",
    "Stakes",
    "Systems",
    "Weaknesses",
    "chain_link",
    "chance_in_year",
    "effect_of",
    "expose",
    "hazard",
    "landscape",
    "obligation_landscape",
    "onward",
    "prior_chance",
    "reach_of_address",
    "reference",
]
