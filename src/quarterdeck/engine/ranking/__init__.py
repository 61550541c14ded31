"""Ranking: what each weakness and gap costs, what closing it saves, and why, in words.

`shares` of an `Exposure` rank (`rank`), `saving_alone` and `joint_saving` stand beside them,
`reason` explains, `in_words` says it, `ranges` doubts it. docs/methods/exposure.md.
"""

from quarterdeck.engine.ranking.order import UNRATED, Ranking, Row, What, rank, ranks
from quarterdeck.engine.ranking.ranges import Ranges, ranges
from quarterdeck.engine.ranking.reasons import NO_SCENARIO, Reason, reason
from quarterdeck.engine.ranking.savings import joint_saving, saving_alone
from quarterdeck.engine.ranking.shares import Shares, beyond_limit, shares
from quarterdeck.engine.ranking.words import Names, in_words

__all__ = [
    "NO_SCENARIO",
    "UNRATED",
    "Names",
    "Ranges",
    "Ranking",
    "Reason",
    "Row",
    "Shares",
    "What",
    "beyond_limit",
    "in_words",
    "joint_saving",
    "ranges",
    "rank",
    "ranks",
    "reason",
    "saving_alone",
    "shares",
]
