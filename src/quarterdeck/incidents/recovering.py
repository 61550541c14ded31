"""What comes back first, and whether to clean first: all that pages, API and verbs tell."""

from dataclasses import dataclass

from quarterdeck.engine.cleaning import Choice, Trade, choose
from quarterdeck.engine.recovery import Effort, Meter, Outage, Recovery, delay, meter, recover
from quarterdeck.engine.recovery.document import Cleaning, Document


@dataclass(frozen=True, slots=True)
class Answer:
    """The order, the meter as it stands, and the choice where the document asks for it."""

    recovery: Recovery
    meter: Meter
    cleaning: Choice | None


def answered(document: Document, effort: Effort, seed: int) -> Answer:
    """Raises ValueError for an earlier order that cannot be carried on with."""
    found = recover(document.outage, effort, seed, document.carried)
    counted = meter(document.outage, found)
    choice = _cleaning(document.outage, found, document.cleaning, seed)
    return Answer(found, counted, choice)


def _cleaning(outage: Outage, found: Recovery, told: Cleaning | None, seed: int) -> Choice | None:
    """Every hour of cleaning puts the whole order off by an hour."""
    if told is None:
        return None
    trade = Trade(
        delay(outage, found), told.still_there, told.halving_hours, told.again_hours,
        told.again_money,
    )  # fmt: skip
    return choose(trade, told.checks, told.stage, told.rebuild, seed=seed)
