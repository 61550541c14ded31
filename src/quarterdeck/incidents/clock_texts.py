"""What a clock says, in words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from quarterdeck.engine.clocks.conditions import Condition
from quarterdeck.engine.clocks.facts import PEOPLE, Facts, Tables, known_fact, value
from quarterdeck.engine.clocks.results import Clock, Reason
from quarterdeck.engine.clocks.starts import SENT
from quarterdeck.engine.clocks.tables import Stage
from quarterdeck.engine.clocks.values import Interval


def reason(given: Reason, facts: Facts, tables: Tables) -> str:
    """A test that decided: "people affected in California: 1,200 (at least 500: yes)"."""
    test, answer = given.test, given.answer
    said = "yes" if answer else "no"
    if test.fact.startswith(PEOPLE):
        needed = f"at least {test.at_least:,}: {said}"
        return f"{subject(test.fact, tables)}: {_count(test.fact, facts, tables)} ({needed})"
    about = subject(test.fact, tables)
    if test.is_ is not None:
        return f"{about}: {'yes' if test.is_ is answer else 'no'}"
    if test.hours_after:
        other = subject(test.hours_after, tables)
        return f"{about}, more than {test.over:g} hours after {other}: {said}"
    if test.happened is not None:
        return f"{about}: {'yes' if test.happened is answer else 'not yet'}"
    return f"{about} {words(test)}: {said}"


def words(test: Condition) -> str:
    """The words that it asks for, or the name of a long list of them."""
    words = test.in_ or test.has_any
    return test.says or " or ".join(words)


def _count(fact: str, facts: Facts, tables: Tables) -> str:
    found = value(facts, tables, fact)
    assert isinstance(found, Interval)
    return counted(found)


def counted(count: Interval) -> str:
    """ "1,200", "300 to 700", "500 or more", "not known"."""
    if count.high is None:
        return f"{count.low:,} or more" if count.low else "not known"
    return f"{count.low:,}" if count.low == count.high else f"{count.low:,} to {count.high:,}"


def subject(fact: str, tables: Tables) -> str:
    """A fact as a phrase."""
    says = known_fact(tables, fact).says
    return f"{says} {place_name(fact, tables)}" if fact.startswith(PEOPLE) else says


def question(fact: str, tables: Tables) -> str:
    """What to find out, as a question."""
    asked = known_fact(tables, fact).question
    if not fact.startswith(PEOPLE):
        return asked
    return f"How many people in {place_name(fact, tables)} are affected?"


GROUPS = {
    "EEA": "the European Economic Area",
    "EU": "the European Union",
    "US": "the United States",
    "CA": "Canada",
}


def place_name(fact: str, tables: Tables) -> str:
    """ "California", "the fullest single state of the United States", "all places"."""
    key = fact.removeprefix(PEOPLE)
    if key == "all":
        return "all places together"
    if key.startswith("most."):
        group = key.removeprefix("most.")
        return f"the one state of {GROUPS.get(group, group)} with most of them"
    found = tables.places.get(key)
    return GROUPS.get(key) or (found.name if found else key)


def start(clock: Clock, tables: Tables) -> str:
    """The moment it is counted from; "" where there is none."""
    if clock.start is None:
        return ""
    moment = clock.start.moment
    if moment.startswith(SENT):
        says = f"the notice “{moment.removeprefix(SENT)}”"
        return f"{says} is due" if clock.start.provisional else f"{says} went out"
    return tables.facts[moment].says


def zone_of(clock: Clock, tables: Tables) -> ZoneInfo:
    """The zone whose clock counts."""
    return ZoneInfo(tables.place(clock.place).zone if clock.place else "UTC")


def at(instant: datetime, zone: ZoneInfo) -> str:
    """ "Friday 27 November 2026, 14:30 (Europe/Berlin)"."""
    local = instant.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M} ({zone.key})"


def left(span: timedelta) -> str:
    """ "2 days 3 hours left", "5 hours ago"."""
    hours = int(abs(span).total_seconds() // 3600)
    days, rest = divmod(hours, 24)
    parts = [_many(days, "day")] if days else []
    if not days or (rest and days < 4):
        parts.append(_many(rest, "hour"))
    return f"{' '.join(parts)} {'ago' if span < timedelta() else 'left'}"


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def period(stage: Stage) -> str:
    """ "72 hours", "the same day", or the law's words where it gives no number."""
    if stage.amount is None:
        return f"the law says “{stage.words}”"
    if stage.amount == 0:
        return "the same day"
    return f"{stage.amount} {stage.unit.removesuffix('s') if stage.amount == 1 else stage.unit}"
