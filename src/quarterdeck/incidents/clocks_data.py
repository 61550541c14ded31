"""Clocks as the JSON that docs/cli.md promises."""

from datetime import UTC, datetime
from typing import Any

from quarterdeck.engine.clocks import Ask, Clock, Draft, Facts, Question, Reason, State, Tables
from quarterdeck.incidents import clock_texts as texts
from quarterdeck.incidents.clocking import Clocked

NOT_ADVICE = "Not legal advice: have counsel confirm what applies before you rely on it."
SHOWN = (State.RUNS, State.NO_NUMBER, State.FIND_OUT, State.WAITS, State.DONE)


def all_data(found: Clocked, known: Tables, every: bool) -> dict[str, Any]:
    """All of it; without `every`, what does not apply or is not in force is left out."""
    shown = [clock for clock in found.clocks if every or clock.state in SHOWN]
    return {
        "as_of": utc(found.facts.as_of),
        "questions": [question_data(question, known) for question in found.questions],
        "clocks": [clock_data(clock, found.facts, known) for clock in shown],
        "notices": [draft_data(draft) for draft in found.drafts],
        "not_advice": NOT_ADVICE,
    }


def clock_data(clock: Clock, facts: Facts, known: Tables) -> dict[str, Any]:
    return {
        "key": clock.key,
        **_what(clock),
        "state": clock.state,
        "applies": clock.applies,
        "treated_as_applying": clock.treated,
        "governs": clock.governs,
        "reading": clock.stage.reading,
        "why": [_reason(reason, facts, known) for reason in clock.why],
        **_when(clock, facts, known),
        "asks": [_ask(ask, known) for ask in clock.asks],
        **_standing(clock),
    }


def question_data(question: Question, known: Tables) -> dict[str, Any]:
    """A question with every clock that hangs on it."""
    return _ask(Ask(question.fact, question.by), known) | {"decides": list(question.decides)}


def draft_data(draft: Draft) -> dict[str, Any]:
    """A draft's parts; what the record does not hold is null."""
    parts = [{"says": p.says, "field": p.field, "text": p.text or None} for p in draft.parts]
    return {"clock": draft.clock.key, "title": draft.title, "parts": parts}


def utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _what(clock: Clock) -> dict[str, Any]:
    regime, stage = clock.regime, clock.stage
    return {
        "regime": regime.name,
        "force": regime.force,
        "says": stage.says,
        "audience": stage.audience,
        "authority": regime.authority,
        "citation": stage.citation or regime.citation,
    }


def _when(clock: Clock, facts: Facts, known: Tables) -> dict[str, Any]:
    left = clock.left(facts.as_of)
    return {
        "start": _start(clock, known),
        "period": texts.period(clock.stage),
        "due": utc(clock.due.rolled) if clock.due else None,
        "due_unrolled": utc(clock.due.unrolled) if clock.due else None,
        "hours_left": round(left.total_seconds() / 3600, 2) if left is not None else None,
        "late": clock.late(facts.as_of),
        "zone": known.place(clock.place).zone if clock.place else "",
        "sent": utc(clock.sent.earliest) if clock.sent else None,
    }


def _standing(clock: Clock) -> dict[str, Any]:
    regime, stage = clock.regime, clock.stage
    return {
        "confidence": stage.confidence or regime.confidence,
        "status": regime.status,
        "in_force_from": stage.in_force_from or regime.in_force_from,
        "in_force_until": stage.in_force_until or regime.in_force_until,
        "sources": [{"url": s.url, "dated": s.dated, "says": s.says} for s in regime.sources],
        "notes": [note for note in (stage.note, regime.note) if note],
        "warnings": list(clock.warns),
    }


def _reason(reason: Reason, facts: Facts, known: Tables) -> dict[str, Any]:
    says = texts.reason(reason, facts, known)
    return {"fact": reason.test.fact, "says": says, "known": reason.sure}


def _start(clock: Clock, known: Tables) -> dict[str, Any] | None:
    if clock.start is None:
        return None
    return {
        "moment": clock.start.moment,
        "says": texts.start(clock, known),
        "at": utc(clock.start.at),
        "exact": clock.start.exact,
        "provisional": clock.start.provisional,
    }


def _ask(ask: Ask, known: Tables) -> dict[str, Any]:
    return {
        "fact": ask.fact,
        "question": texts.question(ask.fact, known),
        "whom": texts.known_fact(known, ask.fact).whom,
        "by": utc(ask.by) if ask.by else None,
    }
