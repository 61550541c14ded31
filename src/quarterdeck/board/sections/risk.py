"""The most significant risk as a business story."""

from quarterdeck.board.answers import Answer
from quarterdeck.board.briefing import Briefing, listed, lower_first, upper_first
from quarterdeck.engine import wording
from quarterdeck.papers.blocks import (
    Block,
    Chart,
    Column,
    Inline,
    Opens,
    Paragraph,
    Side,
    Strong,
    Table,
)
from quarterdeck.papers.drawings import Bars
from quarterdeck.papers.pages import Section
from quarterdeck.risks.results import RiskResult

MOST_BARS = 5
DATA = {
    "payment_card": "card data",
    "health": "patient data",
    "personal": "personal data",
    "financial": "financial data",
    "credentials": "passwords",
    "intellectual_property": "designs",
    "confidential": "confidential papers",
}


def section(brief: Briefing, answer: Answer) -> Section:
    if not brief.found.risks:
        return Section("Nothing that could happen has been listed yet")
    risk = brief.found.risks[0]
    side = Side(
        answer.verdict.side.mark,
        (
            f"Range {brief.odds_range(risk.odds)}, right in 90 of 100 cases.",
            f"Confidence {answer.confidence.word}.",
            f"{upper_first(answer.confidence.kind.value)}.",
        ),
    )
    blocks: list[Block] = [Paragraph(_story(brief, risk)), Paragraph(_cost(brief, risk))]
    blocks += [Paragraph(text) for text in _people_and_days(brief, risk)]
    blocks.append(bars(brief))
    return Section(_title(risk), tuple(blocks), side)


def _title(risk: RiskResult) -> str:
    return f"What matters most: {lower_first(risk.name.rstrip('.'))}"


def _story(brief: Briefing, risk: RiskResult) -> Inline:
    if risk.story:
        return risk.story.strip()
    names = [
        lower_first(brief.services[key].name) for key in risk.services if key in brief.services
    ]
    touched = f" It would touch {listed(names)}." if names else ""
    return (
        f"{risk.name.rstrip('.')}.{touched} "
        "This is a starting description, taken from your business map; nobody here has told it yet."
    )


def _cost(brief: Briefing, risk: RiskResult) -> Inline:
    forms = [f"{d.says} ({_hundredths(d.share)})" for d in risk.drivers[:3] if d.share >= 0.05]
    made_of = f", mostly {listed(forms)}" if forms else ""
    return (
        Strong(f"It would come in {brief.of_years(risk.odds.chance)} and cost "),
        Opens(brief.span(risk.event_cost), "significant", strong=True),
        f"{made_of}. It bears {_hundredths(risk.beyond)} of what we lose beyond your limit.",
    )


def _people_and_days(brief: Briefing, risk: RiskResult) -> list[Inline]:
    said: list[str] = []
    if risk.days_out:
        out = wording.duration_range(risk.days_out.low * 24, risk.days_out.high * 24)
        said.append(f"Work stands still for {out}.")
    if risk.people_affected:
        low, high = (_round(x) for x in (risk.people_affected.low, risk.people_affected.high))
        said.append(f"It touches {low:,} to {high:,} people.")
    for key in risk.services[:2]:
        service = brief.services.get(key)
        if service and service.people_affected:
            said.append(f"{service.name}: {service.people_affected}.")
        if service and service.safety:
            said.append(f"{upper_first(service.safety)}.")
    if risk.harm:
        said.append(f"{upper_first(risk.harm.rstrip('.'))}.")
    said += _proven(brief, risk)
    return [" ".join(dict.fromkeys(said))] if said else []


def _proven(brief: Briefing, risk: RiskResult) -> list[str]:
    """What was promised of the service, and what a test has shown."""
    for key in risk.services:
        service = brief.services.get(key)
        tests = sorted((t for t in brief.recovery_tests if t.service == key), key=lambda t: t.on)
        if not service or service.rto_hours is None:
            continue
        promised = wording.duration(service.rto_hours)
        if not tests:
            return [f"We promised to be back in {promised}; no test has shown it."]
        last = tests[-1]
        watched = f", watched by {last.watched_by}" if last.watched_by else ""
        return [
            f"We promised to be back in {promised}. The test on {wording.date_long(last.on)} took "
            f"{wording.duration(last.hours)}{watched}."
        ]
    return []


def bars(brief: Briefing) -> Chart:
    """Mean loss a year by cause, the largest first."""
    risks = sorted(brief.found.risks, key=lambda r: -r.mean_per_year.middle)
    shown, rest = risks[:MOST_BARS], risks[MOST_BARS:]
    rows = [(label(brief, r), r.mean_per_year.middle / 1000) for r in shown]
    if rest:
        other = sum(r.mean_per_year.middle for r in rest) / 1000
        rows.append((f"{wording.count_words(len(rest)).capitalize()} others", other))
    total = sum(value for _, value in rows)
    first = rows[0]
    title = f"{upper_first(_hundredths(first[1] / total))} of the mean loss {_has(first[0])}"
    unit = f"{wording.currency_name(brief.found.currency)}, thousand a year"
    cells = tuple((name, value, f"{_round(value):,}") for name, value in rows)
    return Chart(
        title=title,
        subtitle=f"Mean loss before insurance, {unit}",
        source="Source: our own estimates and the published figures named in the annex.",
        alternative="Bars of mean loss a year: "
        + ", ".join(f"{name} {cell}" for name, _, cell in cells)
        + ".",
        drawing=Bars(cells, unit=unit, meant=first[0]),
        behind=Table(
            "Mean loss by cause",
            (Column("Cause", share=2), Column("Mean loss", unit, "figure")),
            tuple((name, cell) for name, _, cell in cells),
        ),
    )


def _has(name: str) -> str:
    return f"comes from one cause: {lower_first(name)}"


def label(brief: Briefing, risk: RiskResult) -> str:
    """The risk in three or four words, for a chart."""
    about = [brief.services[key].name for key in risk.services if key in brief.services]
    first = about[0] if about else ""
    owed = {o.key: o.name for o in brief.obligations}
    names = {s.key: s.name for s in brief.suppliers}
    held = DATA.get(risk.data_classes[0], "data") if risk.data_classes else "data"
    return {
        "theft": f"{upper_first(held)} taken",
        "extortion": f"{first or 'Systems'}: locked",
        "outage": f"{first or 'Systems'}: stopped",
        "fraud": "False payments",
        "insider": "Misuse from inside",
        "supplier": f"{names.get(risk.supplier, 'A supplier')} fails",
        "enforcement": owed.get(risk.obligation, "A duty enforced"),
    }[risk.kind]


def _hundredths(share: float) -> str:
    whole = max(1, round(share * 100))
    return f"{whole} in 100" if whole < 100 else "all"


def _round(value: float) -> int:
    """To two significant digits."""
    if value < 100:
        return round(value)
    size = 10 ** (len(str(int(value))) - 2)
    return int(round(value / size) * size)
