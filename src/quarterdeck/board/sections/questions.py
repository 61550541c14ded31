"""Five questions to ask us, drawn from our weakest evidence, so that they bite."""

from collections.abc import Iterator
from datetime import timedelta

from quarterdeck.board.briefing import Briefing
from quarterdeck.business.states import State, state_of
from quarterdeck.engine import wording
from quarterdeck.papers.blocks import Question, Questions
from quarterdeck.papers.pages import Section

COUNT = 5
TEST_COUNTS = timedelta(days=365)


def section(brief: Briefing) -> Section:
    found = list(_questions(brief))[:COUNT]
    if not found:
        return Section("We know of no weak evidence to ask us about")
    count = wording.count_words(len(found)).capitalize()
    title = f"{count} question{'' if len(found) == 1 else 's'} would test us"
    return Section(title, (Questions(tuple(found)),))


def _questions(brief: Briefing) -> Iterator[Question]:
    """The weakest first: what was promised and not shown, met and not proven, guessed, unseen."""
    ways = [
        _untested(brief), _unproven(brief), _guessed(brief), _suppliers(brief), _unseen(brief),
        _late(brief), _insured(brief),
    ]  # fmt: skip
    first = [q for way in ways if (q := next(way, None))]
    yield from first
    for way in ways:
        yield from way


def _untested(brief: Briefing) -> Iterator[Question]:
    tested = {t.service: t for t in brief.recovery_tests}
    for service in sorted(brief.services.values(), key=lambda s: -s.revenue_share):
        test = tested.get(service.key)
        if service.rto_hours is None:
            continue
        if test is None or brief.inputs.as_of - test.on > TEST_COUNTS:
            weak = "It was never tested." if test is None else "The last test is over a year old."
        elif test.hours > service.rto_hours:
            weak = (
                f"We promised {wording.duration(service.rto_hours)}; the last test took "
                f"{wording.duration(test.hours)}."
            )
        else:
            continue
        yield Question(
            f"When will somebody from outside see {wording.lower_first(service.name)} "
            "come back in time?",
            "A date, a name and the time it must take.",
            weak,
        )


def _unproven(brief: Briefing) -> Iterator[Question]:
    for r in brief.requirements:
        if state_of(r, brief.inputs.as_of) is State.NOT_PROVEN:
            yield Question(
                f"How do you know that this holds: {wording.lower_first(r.says)}?",
                "Who has looked from outside, and when.",
                "Nobody has shown it.",
            )


def _guessed(brief: Briefing) -> Iterator[Question]:
    for a in brief.found.assumptions:
        if a.proof == "self-reported" and a.share >= 0.05:
            yield Question(
                f"How could we know better {wording.lower_first(a.says)}?",
                "A measurement, its price and its date.",
                f"It carries {max(1, round(a.share * 100))} in 100 of our doubt, and nobody "
                "outside has checked it.",
            )


def _suppliers(brief: Briefing) -> Iterator[Question]:
    for s in brief.suppliers:
        if s.proof is None or s.proof.kind == "self-reported":
            days = (
                wording.duration(s.days_without * 24) if s.days_without is not None else "a while"
            )
            yield Question(
                f"What do we do in the first week without {s.name}?",
                "A way that was tried, and when.",
                f"Harm begins after {days}. Only the supplier has told us how safe it is.",
            )


def _unseen(brief: Briefing) -> Iterator[Question]:
    scope = brief.found.scope
    missing = scope.systems - scope.scanned
    if missing:
        yield Question(
            "What stands on the systems that nobody has looked at?",
            "A date for each, or why not.",
            _not_looked_at(missing, scope.systems),
        )


def _not_looked_at(missing: int, systems: int) -> str:
    if missing == systems:
        return "None of our systems was looked at in the last four months."
    verb = "was" if missing == 1 else "were"
    return f"{missing} of {systems} systems {verb} not looked at in the last four months."


def _late(brief: Briefing) -> Iterator[Question]:
    for d in brief.decisions:
        if d.came in ("late", "broken"):
            yield Question(
                f"What keeps this from being done: {wording.lower_first(d.says)}?",
                "A cause, a name and a new date.",
                f"You approved it on {wording.date_long(d.on)}, and it is {d.came}.",
            )


def _insured(brief: Briefing) -> Iterator[Question]:
    for policy in brief.policies:
        for condition in policy.conditions:
            if not condition.met:
                yield Question(
                    "Would our insurer have to pay today?",
                    "The broker’s answer in writing.",
                    f"One condition is not met: {wording.lower_first(condition.says)}.",
                )
