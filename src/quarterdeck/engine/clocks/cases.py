"""Every way in which what is not known may stand, and what a stage makes of each.

Going through the cases finds what intervals alone miss: that a thing holds either way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quarterdeck.engine.clocks.conditions import Condition, holds, tests
from quarterdeck.engine.clocks.counting import Due, due
from quarterdeck.engine.clocks.facts import Facts, Tables, where
from quarterdeck.engine.clocks.known import value
from quarterdeck.engine.clocks.results import Start
from quarterdeck.engine.clocks.tables import Regime, Stage
from quarterdeck.engine.clocks.values import together


@dataclass(frozen=True, slots=True)
class Case:
    """One way: the answers of each fact in the order of `Row.facts`, and what follows."""

    answers: tuple[tuple[bool, ...], ...]
    truth: dict[Condition, bool]
    applies: bool
    place: str
    due: Due | None

    @property
    def outcome(self) -> tuple[bool, Due | None]:
        return self.applies, self.due if self.applies else None


@dataclass(frozen=True, slots=True)
class Row:
    """A stage with its tests, sorted by the fact that they ask."""

    regime: Regime
    stage: Stage
    facts: tuple[str, ...]
    tests: tuple[tuple[Condition, ...], ...]
    places: tuple[tuple[Condition | None, str], ...]


def row(regime: Regime, stage: Stage, tables: Tables) -> Row:
    """The tests of a stage; where a fact names the place, one more for each place it may name."""
    places = _places(stage.place or regime.place, tables)
    asked = dict.fromkeys(
        (*tests(regime.when), *tests(stage.when), *tests(stage.roll_unless),
         *(test for test, _ in places if test))
    )  # fmt: skip
    facts = tuple(dict.fromkeys(test.fact for test in asked))
    sorted_ = tuple(tuple(test for test in asked if test.fact == fact) for fact in facts)
    return Row(regime, stage, facts, sorted_, places)


def _places(place: str, tables: Tables) -> tuple[tuple[Condition | None, str], ...]:
    if place not in tables.facts:
        return ((None, place),)
    members = tables.facts[place].members
    return tuple((Condition(fact=place, in_=(m,)), m) for m in members if m in tables.places)


def cases(of: Row, start: Start | None, facts: Facts, tables: Tables) -> list[Case]:
    """All cases that the facts leave open; one where everything is known."""
    may = [value(facts, tables, f).answers(t) for f, t in zip(of.facts, of.tests, strict=True)]
    return [_case(of, answers, start, tables) for answers in together(may)]


def _case(
    of: Row, answers: tuple[tuple[bool, ...], ...], start: Start | None, tables: Tables
) -> Case:
    pairs = zip(of.tests, answers, strict=True)
    truth = {t: a for ts, row_ in pairs for t, a in zip(ts, row_, strict=True)}
    applies = holds(of.regime.when, truth) and holds(of.stage.when, truth)
    place = next((key for test, key in of.places if test is None or truth[test]), "")
    return Case(answers, truth, applies, place, _due(of.stage, truth, place, start, tables))


def _due(
    stage: Stage, truth: dict[Condition, bool], place: str, start: Start | None, tables: Tables
) -> Due | None:
    if start is None or stage.unit == "promptly" or not place:
        return None
    roll = stage.roll_unless is None or not holds(stage.roll_unless, truth)
    return due(stage.period(roll), start.at, where(tables, place))


def deciding(of: Row, found: Sequence[Case]) -> Iterator[str]:
    """The facts of which some answer changes the outcome while all others stay as they are."""
    for position, fact in enumerate(of.facts):
        outcomes: dict[object, object] = {}
        for case in found:
            others = (*case.answers[:position], *case.answers[position + 1 :])
            if outcomes.setdefault(others, case.outcome) != case.outcome:
                yield fact
                break


def open_moments(of: Row, fact: str, facts: Facts) -> tuple[str, ...]:
    """What to ask of a fact that decides: of a moment that is known, those it is measured from."""
    if fact not in facts.moments:
        return (fact,)
    asked = of.tests[of.facts.index(fact)]
    unknown = (t.hours_after for t in asked if t.hours_after and t.hours_after not in facts.moments)
    return tuple(unknown) or (fact,)
