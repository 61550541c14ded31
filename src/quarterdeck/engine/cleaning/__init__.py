"""Restore now, or clean first? What each costs while nobody knows whether the intruder is there.

`choose` weighs the options over worlds, with the break-even and what is worth knowing; `straight`
is the answer where every hour costs the same, `policy` what to do at every chance.
"""

from quarterdeck.engine.cleaning.choosing import (
    CLEAN,
    NOW,
    REBUILD,
    STAGE,
    CheckWorth,
    Choice,
    Knowing,
    Option,
    choose,
)
from quarterdeck.engine.cleaning.stopping import Policy, policy
from quarterdeck.engine.cleaning.trade import Check, Rebuild, Stage, Trade, straight

__all__ = [
    "CLEAN",
    "NOW",
    "REBUILD",
    "STAGE",
    "Check",
    "CheckWorth",
    "Choice",
    "Knowing",
    "Option",
    "Policy",
    "Rebuild",
    "Stage",
    "Trade",
    "choose",
    "policy",
    "straight",
]
