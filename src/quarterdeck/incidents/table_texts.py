"""The rows of the tables, in words that counsel can check."""

from quarterdeck.engine.clocks.conditions import Condition, children
from quarterdeck.engine.clocks.facts import PEOPLE, Tables
from quarterdeck.engine.clocks.starts import SENT
from quarterdeck.engine.clocks.tables import Stage
from quarterdeck.incidents.clock_texts import subject, words


def condition(given: Condition, tables: Tables) -> str:
    """ "the firm is controller and (…, or …)"."""
    if given.not_:
        return f"not ({condition(given.not_, tables)})"
    if given.fact:
        return _test(given, tables)
    inner = [condition(child, tables) for child in children(given)]
    if len(inner) == 1:
        return inner[0]
    return f"({', or '.join(inner)})" if given.any else " and ".join(inner)


def _test(test: Condition, tables: Tables) -> str:
    about = subject(test.fact, tables)
    if test.fact.startswith(PEOPLE):
        return f"{about}: {test.at_least:,} or more"
    if test.hours_after:
        return f"{about} more than {test.over:g} hours after {subject(test.hours_after, tables)}"
    if test.is_ is not None or test.happened is not None:
        yes = test.is_ if test.is_ is not None else test.happened
        return f"{about}: {'yes' if yes else 'no'}"
    return f"{about} {words(test)}"


def starts(stage: Stage, tables: Tables) -> str:
    """The moments it may start from, and which of them counts."""
    names = [
        f"“{moment.removeprefix(SENT)}” went out"
        if moment.startswith(SENT)
        else tables.facts[moment].says
        for moment in stage.starts
    ]
    if len(names) == 1:
        return names[0]
    return f"the {stage.which} of: {'; '.join(names)}"


def rolling(stage: Stage, tables: Tables) -> str:
    """Whether its end is moved off days on which nobody works."""
    if stage.working_days:
        return f"touches at least {stage.working_days} working days"
    if not stage.roll:
        return ""
    by = f", {stage.roll_at}" if stage.roll_at else ""
    unless = f", unless {condition(stage.roll_unless, tables)}" if stage.roll_unless else ""
    return f"to the next working day{by}{unless}"
