"""Drafts of notices as text, filled from the record and from the facts that were told."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from quarterdeck.engine.clocks.facts import Facts, Tables
from quarterdeck.engine.clocks.notices import Draft, draft
from quarterdeck.engine.clocks.results import Clock, State
from quarterdeck.engine.clocks.values import Interval, Members, Moment
from quarterdeck.incidents import clock_texts as texts

NOT_ADVICE = "Draft, not legal advice: counsel reads it before it goes."
DRAFTED = (State.RUNS, State.NO_NUMBER, State.FIND_OUT)
TOLD = ("occurred", "detected", "aware", "classified", "paid")


def drafts(clocks: tuple[Clock, ...], facts: Facts, tables: Tables) -> tuple[Draft, ...]:
    """One for each duty that runs or may: of several readings, the one that ends first."""
    record = {**_from_facts(facts, tables), **facts.record}
    duties: dict[tuple[str, str], Clock] = {}
    for clock in sorted((c for c in clocks if c.state in DRAFTED), key=_end):
        duties.setdefault((clock.regime.key, clock.stage.duty), clock)
    found = (draft(clock, record, tables) for clock in clocks if clock in duties.values())
    return tuple(made for made in found if made)


def _end(clock: Clock) -> float:
    return clock.due.rolled.timestamp() if clock.due else float("inf")


def as_text(made: Draft, tables: Tables) -> str:
    """Markdown that counsel can work on; every gap says what is missing."""
    clock = made.clock
    lines = [f"# {made.title}", "", *_head(clock, tables), "", f"*{NOT_ADVICE}*", ""]
    if made.opening:
        lines += [made.opening, ""]
    for part in made.parts:
        lines += [f"## {part.says}", "", part.text or _gap(part.field), ""]
    return "\n".join(lines)


def write(made: tuple[Draft, ...], folder: Path, tables: Tables) -> list[Path]:
    """A file for each draft, in a folder that is made. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for one in made:
        path = folder / f"{one.clock.key}.md"
        path.write_text(as_text(one, tables), encoding="utf-8")
        written.append(path)
    return written


def _head(clock: Clock, tables: Tables) -> list[str]:
    cited = clock.stage.citation or clock.regime.citation
    lines = [f"To: {clock.stage.audience}  ", f"Under: {clock.regime.name}, {cited}  "]
    if clock.due:
        lines.append(f"Due: {texts.at(clock.due.rolled, texts.zone_of(clock, tables))}")
    else:
        lines.append(f"Due: {clock.stage.words}" if clock.stage.words else "Due: not yet known")
    if clock.applies is None:
        lines[-1] += "  "
        lines.append("Whether it applies is not known yet.")
    return lines


def _gap(field: str) -> str:
    where = f", {field}" if field else ""
    return f"**[To be filled in: not in the record{where}]**"


def _from_facts(facts: Facts, tables: Tables) -> Mapping[str, str]:
    """What the facts themselves tell: how many people where, which data, when."""
    told = {"people": _people(facts, tables), "records": _data(facts), "when": _when(facts, tables)}
    return {field: text for field, text in told.items() if text}


def _people(facts: Facts, tables: Tables) -> str:
    rows = [
        f"{texts.place_name(f'people.{place}', tables)}: {texts.counted(count)}"
        for place, count in facts.people.items()
        if count != Interval(0, 0)
    ]
    return "; ".join(rows)


def _data(facts: Facts) -> str:
    found = facts.values.get("data")
    if not isinstance(found, Members):
        return ""
    sure, may = ", ".join(sorted(found.sure)), ", ".join(sorted(found.may))
    return f"{sure}; perhaps also {may}" if sure and may else sure or (may and f"perhaps {may}")


def _when(facts: Facts, tables: Tables) -> str:
    moments = {name: facts.moments.get(name) for name in TOLD}
    rows = [f"{tables.facts[name].says}: {_span(m)}" for name, m in moments.items() if m]
    return "; ".join(rows)


def _span(moment: Moment) -> str:
    if moment.exact:
        return _utc(moment.earliest)
    return f"between {_utc(moment.earliest)} and {_utc(moment.latest)}"


def _utc(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
