"""Promises kept: decisions, forecasts and spending against what came; incidents; acceptances."""

from quarterdeck.board.briefing import Briefing, listed, lower_first, upper_first
from quarterdeck.engine import wording
from quarterdeck.engine.verdicts import Band, Standing, standing
from quarterdeck.papers.blocks import (
    Block,
    Bullets,
    Column,
    Inline,
    Mark,
    Paragraph,
    Standings,
    Table,
)
from quarterdeck.papers.pages import Section
from quarterdeck.risks.folder import DecisionRecord, ForecastRecord

MOST_SPENDING = 5


def section(brief: Briefing) -> Section:
    promised = [d for d in brief.decisions if d.kind == "approve" and d.promised_by]
    kept = sum(d.came == "kept" for d in promised)
    if promised:
        title = f"We kept {wording.count_of(kept, len(promised))} promises"
    else:
        title = "No earlier promise is on record"
    blocks: list[Block] = []
    said = [_promise(d) for d in sorted(promised, key=lambda d: d.on)]
    said += _forecasts(brief.forecasts)
    if said:
        blocks.append(Bullets(tuple(said)))
    if brief.spending:
        blocks.append(_spending(brief))
    return Section(title, tuple(blocks))


def incidents(brief: Briefing) -> Section:
    """What happened since the last paper, with its cost against the estimate."""
    since = brief.since
    rows = sorted(brief.incidents, key=lambda i: i.on, reverse=True)
    if since:
        rows = [i for i in rows if i.on >= since]
    after = f" since {wording.date_long(since)}" if since else ""
    real = [i for i in rows if i.kind == "incident"]
    near = [i for i in rows if i.kind == "near miss"]
    first = _nothing_or(len(real), "incident", "incidents")
    second = _nothing_or(len(near), "near miss", "near misses")
    title = f"{upper_first(first)} and {second}{after}"
    said: list[Inline] = []
    for row in rows:
        cost = f"It cost {brief.money(row.cost)}" if row.cost else "It cost nothing"
        expected = ""
        if row.cost_expected:
            span = wording.money_range(
                row.cost_expected.low, row.cost_expected.high, brief.found.currency
            )
            expected = f", where we had expected {span} for such an event"
        told = f" Told: {listed(list(row.told))}." if row.told else ""
        learned = f" {upper_first(row.learned.rstrip('.'))}." if row.learned else ""
        when = wording.date_long(row.on)
        said.append(
            f"{when}: {lower_first(row.says.rstrip('.'))}. {cost}{expected}.{learned}{told}"
        )
    return Section(title, (Bullets(tuple(said)),) if said else ())


def acceptances(brief: Briefing) -> Section:
    """What is accepted, until when, and how much it comes to; those outside first."""
    on = brief.inputs.as_of
    rows = [d for d in brief.decisions if d.kind == "accept"]
    if not rows:
        return Section("No risk is accepted")
    total_low = sum(d.chance.low * d.loss.low for d in rows if d.chance and d.loss)
    total_high = sum(d.chance.high * d.loss.high for d in rows if d.chance and d.loss)
    total = wording.money_range(total_low, total_high, brief.found.currency)
    count = wording.count_words(len(rows))
    noun = "acceptance is" if len(rows) == 1 else "acceptances are"
    found = [(d, _standing(brief, d)) for d in rows]
    order = {"beyond": 0, "unproven": 1, "near": 2, "within": 3}
    found.sort(key=lambda pair: (order[pair[1].shape], pair[0].until or on))
    standings = tuple((d.says, mark, _until(brief, d)) for d, mark in found)
    title = f"{count.capitalize()} {noun} in force"
    text = f"Together they bear a mean loss of {total} a year, as it was signed."
    return Section(title, (Standings(standings), Paragraph(text)))


def _promise(d: DecisionRecord) -> Inline:
    due = wording.date_long(d.promised_by) if d.promised_by else ""
    came = f"{upper_first(d.came_says.rstrip('.'))}." if d.came_says else "Nothing is known yet."
    return f"{d.says}, promised for {due}: {d.came}. {came}"


def _forecasts(forecasts: list[ForecastRecord]) -> list[Inline]:
    """Our forecasts against what came, and what pure guessing would have scored."""
    resolved = [f for f in forecasts if f.came_true is not None]
    if not resolved:
        return []
    came = sum(bool(f.came_true) for f in resolved)
    expected = sum(f.chance for f in resolved)
    gap = expected - came
    lean = "about right"
    if abs(gap) > 0.1 * len(resolved):
        lean = "too hopeful" if gap > 0 else "too careful"
    return [
        f"Of {wording.count_words(len(resolved))} things that we forecast, we expected about "
        f"{wording.count_words(round(expected))} to come and {wording.count_words(came)} did: "
        f"our forecasts were {lean}."
    ]


def _spending(brief: Briefing) -> Table:
    rows = tuple(
        (s.says, f"{s.planned / 1000:,.0f}", f"{s.spent / 1000:,.0f}", s.bought)
        for s in brief.spending[:MOST_SPENDING]
    )
    unit = f"{wording.currency_name(brief.found.currency)}, thousand"
    return Table(
        "What the money bought",
        (
            Column("What for", share=1.4),
            Column("Planned", unit, "figure", share=0.9),
            Column("Spent", unit, "figure", share=0.9),
            Column("What it bought", share=2),
        ),
        rows,
    )


def _standing(brief: Briefing, d: DecisionRecord) -> Mark:
    """Against the range that was signed: run out, outside, or within."""
    if d.until and d.until < brief.inputs.as_of:
        return Mark("beyond", "Run out")
    today = next((r for r in brief.found.risks if r.key == d.scenario), None)
    if today is None or d.chance is None:
        return Mark("unproven", "Not measured")
    state = standing(Band(today.odds.low, today.odds.high), d.chance.high)
    words = {
        Standing.WITHIN: "Within its range",
        Standing.NEAR: "Near its range",
        Standing.BEYOND: "Outside its range",
    }
    return Mark(state.value, words[state])


def _until(brief: Briefing, d: DecisionRecord) -> str:
    until = f"Until {wording.date_long(d.until)}" if d.until else "Without an end"
    odds = (
        f"; signed at {wording.odds_range(d.chance.low, d.chance.high, brief.base)}"
        if d.chance
        else ""
    )
    return f"{until}, by {lower_first(d.by)}{odds}."


def _nothing_or(count: int, one: str, many: str) -> str:
    return f"{wording.count_words(count) if count else 'no'} {one if count == 1 else many}"
