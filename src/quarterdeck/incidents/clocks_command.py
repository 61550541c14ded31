"""`clocks`: which notices are due, for facts in a file."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console

from quarterdeck.clients.cli_support import AsJson, Mistake, emit
from quarterdeck.data.clocks import regimes, tables
from quarterdeck.engine.clocks import Clock, Facts, Reason, State, Tables, run
from quarterdeck.incidents import clock_texts as texts
from quarterdeck.incidents.facts_file import FactsError, Told, read
from quarterdeck.incidents.moments import moment, zone_named

NOT_ADVICE = "Not legal advice: have counsel confirm what applies before you rely on it."
SHOWN = (State.RUNS, State.NO_NUMBER, State.FIND_OUT, State.WAITS, State.DONE)
HEADS = {
    State.RUNS: "Running",
    State.NO_NUMBER: "Due, without a number in the law",
    State.FIND_OUT: "May apply: find out",
    State.WAITS: "Applies, and does not run yet",
    State.DONE: "Sent",
    State.NOT_IN_FORCE: "Would apply, and is not in force",
    State.DOES_NOT_APPLY: "Does not apply",
}


def clocks(
    facts: Annotated[Path, typer.Argument(metavar="FACTS", help="YAML or JSON; docs/cli.md.")],
    as_of: Annotated[
        str,
        typer.Option("--as-of", metavar="MOMENT", help="Now; what the file says, or the clock."),
    ] = "",
    zone: Annotated[
        str, typer.Option("--zone", help="The zone to tell deadlines in; that of each authority.")
    ] = "",
    every: Annotated[
        bool, typer.Option("--all", help="Also what does not apply or is not in force, and why.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say which notices are due to whom, why, and by when. Needs no client."""
    known = tables()
    told = _read(facts, known, as_of)
    shown = _zone(zone) if zone else None
    found = run((*regimes(), *told.regimes), told.facts, known)
    data = {
        "as_of": _utc(told.facts.as_of),
        "clocks": [as_data(c, told.facts, known) for c in found if every or c.state in SHOWN],
        "not_advice": NOT_ADVICE,
    }
    emit("clocks", data, as_json, lambda out: _show(out, found, told.facts, known, shown, every))


def _read(path: Path, known: Tables, as_of: str) -> Told:
    try:
        told = read(path, known, datetime.now(UTC).replace(microsecond=0))
        if as_of:
            at = moment(as_of, ZoneInfo("UTC")).earliest
            return replace(told, facts=replace(told.facts, as_of=at))
    except FactsError as error:
        things = "1 thing" if len(error.problems) == 1 else f"{len(error.problems)} things"
        raise Mistake(f"{things} to put right.", details=tuple(error.problems)) from error
    except ValueError as error:
        raise Mistake(f"--as-of: {error}") from error
    return told


def _zone(name: str) -> ZoneInfo:
    try:
        return zone_named(name)
    except ValueError as error:
        raise Mistake(f"--zone: {error}") from error


def as_data(clock: Clock, facts: Facts, known: Tables) -> dict[str, Any]:
    """A clock as the JSON of docs/cli.md."""
    regime, stage = clock.regime, clock.stage
    left = clock.left(facts.as_of)
    return {
        "key": clock.key,
        "regime": regime.name,
        "force": regime.force,
        "says": stage.says,
        "audience": stage.audience,
        "authority": regime.authority,
        "citation": stage.citation or regime.citation,
        "state": clock.state,
        "applies": clock.applies,
        "treated_as_applying": clock.treated,
        "governs": clock.governs,
        "reading": stage.reading,
        "why": [_reason(reason, facts, known) for reason in clock.why],
        "start": _start(clock, known),
        "period": _period(clock),
        "due": _utc(clock.due.rolled) if clock.due else None,
        "due_unrolled": _utc(clock.due.unrolled) if clock.due else None,
        "hours_left": round(left.total_seconds() / 3600, 2) if left is not None else None,
        "late": clock.late(facts.as_of),
        "zone": known.place(clock.place).zone if clock.place else "",
        "sent": _utc(clock.sent.earliest) if clock.sent else None,
        "asks": [
            {
                "fact": ask.fact,
                "question": texts.question(ask.fact, known),
                "whom": texts.known_fact(known, ask.fact).whom,
                "by": _utc(ask.by) if ask.by else None,
            }
            for ask in clock.asks
        ],
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
        "at": _utc(clock.start.at),
        "exact": clock.start.exact,
        "provisional": clock.start.provisional,
    }


def _period(clock: Clock) -> str:
    """ "72 hours", "1 month", or the law's words where it gives no number."""
    stage = clock.stage
    if stage.amount is None:
        return stage.words
    return f"{stage.amount} {stage.unit.removesuffix('s') if stage.amount == 1 else stage.unit}"


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _show(
    out: Console, found: tuple[Clock, ...], facts: Facts, known: Tables, zone: ZoneInfo | None,
    every: bool,
) -> None:  # fmt: skip
    for state in State:
        group = [clock for clock in found if clock.state is state]
        if not group or (state not in SHOWN and not every):
            continue
        out.print(f"{HEADS[state]} ({len(group)})", style="bold")
        for clock in sorted(group, key=_order):
            _show_one(out, clock, facts, known, zone)
        out.print()
    if not any(clock.state in SHOWN for clock in found):
        out.print("No clock runs on these facts.")
    out.print(NOT_ADVICE)


def _order(clock: Clock) -> float:
    return clock.due.rolled.timestamp() if clock.due else float("inf")


def _show_one(
    out: Console, clock: Clock, facts: Facts, known: Tables, zone: ZoneInfo | None
) -> None:
    out.print(f"  {clock.regime.name}: {clock.stage.says}")
    for line in _lines(clock, facts, known, zone):
        out.print(f"      {line}", style="dim")


def _lines(clock: Clock, facts: Facts, known: Tables, zone: ZoneInfo | None) -> list[str]:
    shown = zone or ZoneInfo(known.place(clock.place).zone if clock.place else "UTC")
    lines = []
    if clock.due and clock.state is not State.WAITS:
        lines.append(
            f"by {texts.at(clock.due.rolled, shown)}, {_left(clock, facts)}{_rival(clock)}"
        )
    if clock.stage.amount is None:
        lines.append(f"the law says “{clock.stage.words}”")
    if clock.start:
        began = f"{texts.start(clock, known)}, {texts.at(clock.start.at, shown)}"
        lines.append(
            f"{_period(clock)} from when {began}" if clock.stage.amount else f"from when {began}"
        )
    for reason in clock.why:
        told = texts.reason(reason, facts, known)
        lines.append(f"because {told}" if reason.sure else f"if {told}")
    lines += [
        f"find out{_by(ask.by, shown)}: {texts.question(ask.fact, known)}" for ask in clock.asks
    ]
    if clock.treated:
        lines.append("there is no time left to find out: treat it as applying")
    lines.append(f"{clock.stage.citation or clock.regime.citation} · {_sure(clock)}")
    return lines + [f"warning: {warning}" for warning in clock.warns]


def _left(clock: Clock, facts: Facts) -> str:
    span = clock.left(facts.as_of)
    assert span is not None
    return "sent" if clock.sent else texts.left(span)


def _rival(clock: Clock) -> str:
    reading = f" · {clock.stage.reading}" if clock.stage.reading else ""
    return reading if clock.governs else f"{reading} · another reading ends earlier"


def _by(by: datetime | None, zone: ZoneInfo) -> str:
    return f" by {texts.at(by, zone)}" if by else " at once"


def _sure(clock: Clock) -> str:
    sure = clock.stage.confidence or clock.regime.confidence
    return f"{clock.regime.status}, confidence {sure}"
