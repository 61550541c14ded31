"""The most significant risk as a business story."""

from collections.abc import Iterator

from quarterdeck.board.answers import Answer
from quarterdeck.board.briefing import Briefing, listed, sentence, upper_first
from quarterdeck.board.sections.recovery import promised
from quarterdeck.business.folder import ServiceRecord
from quarterdeck.engine import wording
from quarterdeck.papers.blocks import (
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
MOST_NAMES = 4
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
    people = " ".join(dict.fromkeys(_people_and_days(brief, risk)))
    texts = [_story(brief, risk), _cost(brief, risk), people]
    paragraphs = tuple(Paragraph(text) for text in texts if text)
    return Section(_title(risk), (*paragraphs, bars(brief, risk)), side)


def _title(risk: RiskResult) -> str:
    return f"What matters most: {wording.lower_first(risk.name.rstrip('.'))}"


def _story(brief: Briefing, risk: RiskResult) -> str:
    """As somebody told it; else what the business map says that it would touch."""
    if risk.story:
        return sentence(" ".join(risk.story.split()))
    names = [
        wording.lower_first(brief.services[key].name)
        for key in risk.services
        if key in brief.services
    ]
    if len(names) > MOST_NAMES:
        others = len(names) - MOST_NAMES + 1
        names = [*names[: MOST_NAMES - 1], f"{wording.count_words(others)} other services"]
    touched = f"It would touch {listed(names)}. " if names else ""
    return f"{touched}This is drawn from our business map; nobody has told it yet."


def _cost(brief: Briefing, risk: RiskResult) -> Inline:
    forms = [f"{_hundredths(d.share)} of it {d.says}" for d in risk.drivers[:3] if d.share >= 0.05]
    made_of = f", {listed(forms)}" if forms else ""
    what = "what we lose beyond your limit" if brief.found.limits else "what the worst years cost"
    return (
        Strong("It would cost "),
        Opens(brief.span(risk.event_cost), "significant", strong=True),
        f"{made_of}. It bears {_hundredths(risk.beyond)} of {what}.",
    )


def _people_and_days(brief: Briefing, risk: RiskResult) -> Iterator[str]:
    if risk.days_out:
        out = wording.duration_range(risk.days_out.low * 24, risk.days_out.high * 24)
        yield f"Work would stand still for {out}."
    if risk.people_affected:
        low, high = (_round(x) for x in (risk.people_affected.low, risk.people_affected.high))
        yield (
            f"It would touch {low:,} to {high:,} people."
            if low < high
            else (f"It would touch {low:,} people.")
        )
    if risk.harm:
        yield sentence(risk.harm)
    touched = [brief.services[key] for key in risk.services if key in brief.services]
    for service in touched[:2]:
        if service.people_affected:
            yield f"{service.name}: {wording.lower_first(service.people_affected).rstrip('.')}."
        if service.safety:
            yield sentence(service.safety)
    yield from _not_shown(brief, touched)


def _not_shown(brief: Briefing, touched: list[ServiceRecord]) -> Iterator[str]:
    """The first promise to be back in time that no test bears out."""
    for shown in promised(brief, touched):
        if shown.test is None:
            yield (
                f"We promised {wording.lower_first(shown.service.name)} back in {shown.promise}; "
                "no test of the last year shows it."
            )
            return
        if not shown.kept:
            yield (
                f"We promised {wording.lower_first(shown.service.name)} back in {shown.promise}; "
                f"the last test took {shown.proof}."
            )
            return


def bars(brief: Briefing, meant: RiskResult) -> Chart:
    """Mean loss a year by cause, the largest first; the one that is meant is always among them."""
    risks = sorted(brief.found.risks, key=lambda r: -r.mean_per_year.middle)
    shown = [r for n, r in enumerate(risks) if n < MOST_BARS - 1 or r is meant][:MOST_BARS]
    rest = [r for r in risks if r not in shown]
    rows = [(label(brief, r), r.mean_per_year.middle / 1000) for r in shown]
    if rest:
        noun = "other cause" if len(rest) == 1 else "other causes"
        other = sum(r.mean_per_year.middle for r in rest) / 1000
        rows.append((f"{wording.count_words(len(rest)).capitalize()} {noun}", other))
    unit = f"{brief.unit('thousand')} a year"
    cells = tuple((name, value, f"{_round(value):,}") for name, value in rows)
    return Chart(
        title=f"It bears {_hundredths(meant.share_of_mean)} of our mean yearly loss",
        subtitle=f"Mean loss before insurance, {unit}",
        source="Source: estimates named in the annex.",
        alternative="Bars of mean loss a year: "
        + ", ".join(f"{name} {cell}" for name, _, cell in cells)
        + ".",
        drawing=Bars(cells, unit=unit, meant=label(brief, meant)),
        behind=Table(
            "Mean loss by cause",
            (Column("Cause", share=2), Column("Mean loss", unit, "figure")),
            tuple((name, cell) for name, _, cell in cells),
        ),
    )


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
