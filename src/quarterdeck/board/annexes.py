"""Annexes: losses against tolerance, assumptions, method, and management's ten fixes."""

from collections.abc import Iterator
from itertools import pairwise

from quarterdeck.board.briefing import Briefing, listed, upper_first
from quarterdeck.engine import wording
from quarterdeck.papers.blocks import Block, Chart, Column, FactList, Inline, Paragraph, Table
from quarterdeck.papers.drawings import CurvePoint, Exceedance, LimitPoint, QuantileDots
from quarterdeck.papers.pages import Section
from quarterdeck.risks.results import Assumption, Fix, LimitResult

MILLION = 1e6
LOWEST_CHANCE = 0.002
MOST_ASSUMPTIONS = 8
MOST_FIXES = 10
MOST_PLACES = 3
IN_WORDS = (10, 50, 100)
APART = 0.08  # of the axis


def annexes(brief: Briefing, copy: str) -> tuple[Section, ...]:
    found = [losses(brief), assumptions(brief), method(brief)]
    if copy == "management":
        found.append(fixes(brief))
    return tuple(found)


def losses(brief: Briefing) -> Section:
    blocks: list[Block] = [
        Paragraph(
            "The curve falls from left to right, because dearer years are rarer. The band holds "
            "the truth in 90 of 100 cases."
        )
    ]
    if brief.found.curve:
        blocks.append(_exceedance(brief))
    blocks.append(_dots(brief))
    return Section(
        "The whole range of losses stands against your limits", tuple(blocks), None, True
    )


def _exceedance(brief: Briefing) -> Chart:
    curve = [c for c in brief.found.curve if c.odds.chance >= LOWEST_CHANCE]
    unit = brief.unit("million")
    points = tuple(
        CurvePoint(c.loss / MILLION, c.odds.chance, c.odds.low, c.odds.high) for c in curve
    )
    yearly = _on_the_curve(brief)
    limits = tuple(
        LimitPoint(
            p.loss / MILLION,
            p.limit,
            p.standing.value,  # type: ignore[arg-type]
            f"your limit: {brief.in_base(p.limit)} above {brief.set_money(p.loss)}",
        )
        for p in yearly
    )
    widest = max((*(p.loss for p in points), *(p.loss for p in limits)), default=0.0)
    words = tuple(
        (loss, chance, f"{brief.odds(chance)} cost over {brief.money(loss * MILLION)}")
        for loss, chance in _apart(brief, widest * APART)
    )
    rows = tuple(
        (
            brief.money(span.middle),
            brief.odds(1 / one_in),
            wording.money_range(span.low, span.high, brief.found.currency),
        )
        for one_in, span in brief.found.quantiles
    )
    return Chart(
        title=_curve_title(brief),
        subtitle="Chance that a year costs more than a sum "
        f"{brief.found.insurance} insurance, {unit}",
        source=f"Source: {brief.found.simulated_years:,} possible years, worked out on "
        f"{wording.date_long(brief.inputs.as_of)}.",
        alternative="The chance that a year costs more than a sum, falling as the sum grows: "
        + "; ".join(f"{odds} above {loss}" for loss, odds, _ in rows)
        + ".",
        drawing=Exceedance(points, limits, words, unit),
        behind=Table(
            "Losses by how often a year costs more",
            (
                Column("A year costs more than", kind="range"),
                Column("How often", kind="range"),
                Column("Range of the sum", kind="range", share=1.5),
            ),
            rows,
        ),
    )


def _on_the_curve(brief: Briefing) -> list[LimitResult]:
    """The limits on a year's losses, on the curve's side of insurance."""
    found = brief.found
    return [
        p
        for p in found.limits
        if p.basis == "year"
        and (p.insurance == found.insurance or not found.insurance_pays_per_year)
    ]


def _apart(brief: Briefing, least: float) -> Iterator[tuple[float, float]]:
    """The points of the curve that are told in words: loss in millions, and chance.

    Only those at least so far apart that their words do not crowd.
    """
    last = -least
    for one_in, span in brief.found.quantiles:
        loss = span.middle / MILLION
        if one_in in IN_WORDS and loss > 0 and loss - last >= least:
            yield loss, 1 / one_in
            last = loss


def _curve_title(brief: Briefing) -> str:
    if not brief.found.limits:
        return "No limit is set yet: the curve stands alone"
    yearly = _on_the_curve(brief)
    if not yearly:
        return "Your limit is on one event: the curve of whole years stands beside it"
    worst = yearly[0]
    place = {
        "within": "stays under your limit",
        "near": "runs close to your limit",
        "beyond": "runs above your limit",
    }[worst.standing.value]
    return f"The curve {place} at {brief.set_money(worst.loss)}"


def _dots(brief: Briefing) -> Chart:
    values = brief.found.dots
    limit = next(iter(_on_the_curve(brief)), None)
    unit = brief.unit("million")
    free = sum(value <= 0 for value in values)
    each = f"{wording.count_words(len(values)).capitalize()} possible years of equal chance"
    return Chart(
        title=f"{free} of {len(values)} possible years bring no loss at all",
        subtitle=f"{each}, each by what it could cost {brief.found.insurance} insurance, {unit}",
        source=f"Source: {brief.found.simulated_years:,} possible years.",
        alternative=f"{len(values)} dots of equal chance; {free} stand at no loss, the dearest at "
        f"{brief.money(max(values))}.",
        drawing=QuantileDots(
            tuple(value / MILLION for value in values),
            unit,
            limit.loss / MILLION if limit else None,
            f"your limit: {brief.set_money(limit.loss)}" if limit else "",
        ),
        behind=Table(
            "Possible years by what they cost",
            (Column("What a year costs"), Column("Years", f"of {len(values)}", "figure")),
            _bins(brief, values),
        ),
    )


def _bins(brief: Briefing, values: tuple[float, ...]) -> tuple[tuple[Inline, Inline], ...]:
    edges = (0.0, 1e5, 1e6, 5e6, float("inf"))
    rows: list[tuple[Inline, Inline]] = [("nothing", str(sum(v <= 0 for v in values)))]
    for low, high in pairwise(edges):
        count = sum(low < v <= high for v in values)
        if low == 0:
            says = f"up to {brief.money(high)}"
        elif high == float("inf"):
            says = f"more than {brief.money(low)}"
        else:
            says = wording.money_range(low, high, brief.found.currency)
        rows.append((says, str(count)))
    return tuple(rows)


def assumptions(brief: Briefing) -> Section:
    shown = brief.found.assumptions[:MOST_ASSUMPTIONS]
    if not shown:
        return Section("No assumption carries the answer")
    shares = [a.share for a in shown]
    rest = max(0.0, 1 - sum(shares))
    whole = wording.largest_remainder_shares([*shares, rest])
    rows = [
        (upper_first(a.says), _range(brief, a), str(part), _rests_on(brief, a))
        for a, part in zip(shown, whole, strict=False)
    ]
    rows.append(("All others together", "", str(whole[-1]), ""))
    table = Table(
        "What the first answer hangs on, the largest share of its spread first",
        (
            Column("Assumption", share=2.2),
            Column("Range", kind="range", share=1.4),
            Column("Share", "in 100", "figure", share=0),
            Column("Rests on", share=2.2),
        ),
        tuple(rows),
        total=True,
    )
    first = wording.count_words(min(3, len(shown))).capitalize()
    carried = sum(whole[: min(3, len(shown))])
    title = f"{first} assumptions carry {carried} in 100 of our doubt"
    return Section(title, (table, FactList(_data_quality(brief))))


def _range(brief: Briefing, assumed: Assumption) -> str:
    return _in_words(brief, assumed, assumed.low, assumed.high)


def _rests_on(brief: Briefing, assumed: Assumption) -> str:
    """Its source and proof, and a most likely value that does not fit its range."""
    says = f"{upper_first(assumed.source)} ({assumed.proof})"
    if assumed.odd is None:
        return says
    odd = _in_words(brief, assumed, assumed.odd, assumed.odd)
    return f"{says}. The most likely figure given, {odd}, lies outside the range and is not used"


def _in_words(brief: Briefing, assumed: Assumption, low: float, high: float) -> str:
    if assumed.of == "money":
        return wording.money_range(low, high, brief.found.currency)
    return brief.odds_of(low, high, "years" if assumed.of == "years" else "such events")


def _data_quality(brief: Briefing) -> tuple[tuple[str, Inline], ...]:
    scope = brief.found.scope
    rows: list[tuple[str, Inline]] = [
        ("Systems looked at", f"{scope.scanned} of {scope.systems} in the last four months"),
    ]
    if scope.not_in_list:
        rows.append(
            (
                "Not in our list",
                f"{wording.count_things(len(scope.not_in_list), 'system')}, counted all the same",
            )
        )
    if scope.epss_on:
        when = wording.date_long(scope.epss_on)
        rows.append(("Forecast of attacks", f"as published on {when}"))
    if scope.kev_on:
        when = wording.date_long(scope.kev_on)
        rows.append(("List of attacks seen", f"as published on {when}"))
    return tuple(rows)


def method(brief: Briefing) -> Section:
    found = brief.found
    error = wording.money(found.standard_error, found.currency)
    texts = (
        "We draw what we do not know first and luck second. Each possible year is played out from "
        "single events, so that most years have no loss at all and a few have several.",
        "Weaknesses and gaps move how often events come, against a day on which we froze what is "
        "usual. Looking harder does not move it. What nobody has looked at counts as no better "
        "than what stands near it.",
        f"We worked out {found.simulated_years:,} possible years. Doing it again with other luck "
        f"would move the mean loss of a year by about {error}. The same inputs always give the "
        "same figures.",
    )
    return Section("We play out possible years instead of averages", tuple(map(Paragraph, texts)))


def fixes(brief: Briefing) -> Section:
    """Management's copy only: it names systems and open holes."""
    shown = brief.found.fixes[:MOST_FIXES]
    if not shown:
        return Section("No fix is waiting", (), None, True)
    names = {row.system: row.system_name for row in brief.found.ranking}
    rows = tuple(
        (
            fix.says,
            _where(fix, names),
            wording.money_range(fix.saving.low, fix.saving.high, brief.found.currency),
            _place(fix.rank_by_severity, fix.highest_severity),
            fix.why,
        )
        for fix in shown
    )
    table = Table(
        "",
        (
            Column("Fix", share=1.7),
            Column("Where", share=1.1),
            Column("Saves a year", kind="range", share=1),
            Column("By severity", share=0.9),
            Column("Why it is here", share=3),
        ),
        rows,
    )
    count = wording.count_words(len(shown)).capitalize()
    verb = "fix comes" if len(shown) == 1 else "fixes come"
    return Section(f"{count} {verb} first, whatever their severity says", (table,), None, True)


def _where(fix: Fix, names: dict[str, str]) -> str:
    """Up to three systems or duties by name, and how many more."""
    more = len(fix.systems) - MOST_PLACES
    shown = [names[key] for key in fix.systems[:MOST_PLACES]]
    return listed([*shown, f"{wording.count_words(more)} more"] if more > 0 else shown)


def _place(rank: int, severity: str) -> str:
    return f"{ordinal(rank)} ({severity})" if severity else "no severity"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
