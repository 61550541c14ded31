"""How many people are affected: in a place, in a group of them, in its fullest place, in all."""

from collections.abc import Iterator

from quarterdeck.engine.clocks.facts import ALL, MOST, PEOPLE, Facts, Tables
from quarterdeck.engine.clocks.values import Interval, most, total


def people(facts: Facts, tables: Tables, key: str) -> Interval:
    """People affected in a place, in a group of places, in the fullest place of a group, in all."""
    if key == ALL:
        return total((*_apart(facts, tables), facts.elsewhere))
    if key.startswith(MOST):
        group = key.removeprefix(MOST)
        return most(_in_place(facts, tables, member) for member in tables.members(group))
    where = key.removeprefix(PEOPLE)
    members = tables.members(where)
    return _in_group(facts, where, members) if members else _in_place(facts, tables, where)


def _apart(facts: Facts, tables: Tables) -> Iterator[Interval]:
    """Each count once: a place whose group is counted as well is in that count."""
    for key, count in facts.people.items():
        place = tables.places.get(key)
        if place is None or key in _groups(tables) or not set(place.groups) & set(facts.people):
            yield count


def _groups(tables: Tables) -> frozenset[str]:
    return frozenset(group for place in tables.places.values() for group in place.groups)


def _in_group(facts: Facts, group: str, members: tuple[str, ...]) -> Interval:
    if group in facts.people:
        return facts.people[group]
    named = [facts.people[member] for member in members if member in facts.people]
    return total((*named, Interval(0, facts.elsewhere.high)))


def _in_place(facts: Facts, tables: Tables, place: str) -> Interval:
    """Where only the number of its group is known, any part of that may live here."""
    if place in facts.people:
        return facts.people[place]
    groups = tables.places[place].groups if place in tables.places else ()
    above = [facts.people[group] for group in groups if group in facts.people]
    return Interval(0, above[0].high if above else facts.elsewhere.high)
