"""What the facts say of one key, and what they leave open."""

from datetime import datetime

from quarterdeck.engine.clocks.facts import ANY_NUMBER, PEOPLE, Facts, Tables
from quarterdeck.engine.clocks.people import people
from quarterdeck.engine.clocks.tables import Fact
from quarterdeck.engine.clocks.values import EITHER, Choice, Members, Timing, Value, YesNo


def value(facts: Facts, tables: Tables, key: str) -> Value:
    """What a fact may be. Raises ValueError for a key that no table has."""
    if key.startswith(PEOPLE):
        return people(facts, tables, key)
    fact = known_fact(tables, key)
    if fact.kind == "moment":
        return Timing(key, facts.moments)
    return facts.values.get(key) or unknown(fact)


def known_fact(tables: Tables, key: str) -> Fact:
    """The question behind a key. Raises ValueError where there is none."""
    found = tables.facts.get("people" if key.startswith(PEOPLE) else key)
    if found is None:
        raise ValueError(f"{key} is no fact that the tables know")
    return found


def unknown(fact: Fact) -> Value:
    """A fact of which nothing is known."""
    if fact.kind == "yes/no":
        return YesNo(EITHER)
    if fact.kind == "choice":
        return Choice(frozenset(fact.members))
    if fact.kind == "set":
        return Members(frozenset(), frozenset(fact.members))
    return ANY_NUMBER


def not_before(facts: Facts, tables: Tables, moment: str) -> datetime | None:
    """The earliest that a moment can be: its own, or that of what must come before it."""
    known = facts.moments.get(moment)
    if known:
        return known.earliest
    fact = tables.facts.get(moment)
    bounds = (not_before(facts, tables, earlier) for earlier in (fact.after if fact else ()))
    return max((bound for bound in bounds if bound), default=None)
