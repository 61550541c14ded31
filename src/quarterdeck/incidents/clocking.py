"""Everything that the clocks say of one incident: for the command line, pages and the kit."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from quarterdeck.data.clocks import regimes, tables
from quarterdeck.engine.clocks import Clock, Draft, Facts, Question, questions, run
from quarterdeck.incidents import notices
from quarterdeck.incidents.facts_file import Told


@dataclass(frozen=True, slots=True)
class Clocked:
    """Every clock of law, scheme, contract and policy, what to find out first, and drafts.

    `zone` is the one that the facts were told in.
    """

    facts: Facts
    zone: ZoneInfo
    clocks: tuple[Clock, ...]
    questions: tuple[Question, ...]
    drafts: tuple[Draft, ...]


def clocked(told: Told) -> Clocked:
    """The shipped regimes and those that came with the facts."""
    known = tables()
    found = run((*regimes(), *told.regimes), told.facts, known)
    made = notices.drafts(found, told.facts, known)
    return Clocked(told.facts, told.zone, found, questions(found), made)
