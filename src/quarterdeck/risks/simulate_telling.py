"""The figures of simulated years, as JSON values and as a page of plain text."""

from collections.abc import Mapping
from dataclasses import asdict
from math import floor, isfinite, log10
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table as Grid

from quarterdeck.engine import wording
from quarterdeck.engine.loss import Curve, Figure, Quantile, Results, Side

BASE = 1_000
ROWS, BAR = 9, 24
RAREST = 0.001
Names = Mapping[str, str]


def as_data(results: Results, names: Names) -> dict[str, Any]:
    """As docs/cli.md has it; sums and chances are a year's."""
    material = results.material
    return {
        "seed": results.seed,
        "worlds": results.worlds,
        "years": results.years,
        "before_insurance": _side(results.gross),
        "after_insurance": _side(results.net) if results.net else None,
        "scenarios": [
            {"key": s.key, "name": names[s.key], "average": s.mean, "share_of_average": s.of_mean,
             "share_of_worst_years": s.of_tail}
            for s in results.shares
        ],
        "tolerance": [
            asdict(p.point) | {"found": _figure(p.chance), "within": p.confidence,
                               "standing": p.standing}
            for p in results.points
        ],
        "material": material and {
            "loss": material.threshold,
            "one_year": _figure(material.one_year),
            "three_years": _figure(material.three_years),
        },
    }  # fmt: skip


def _side(side: Side) -> dict[str, Any]:
    return {
        "average": _figure(side.average),
        "no_loss": _figure(side.no_loss),
        "quantiles": [_quantile(q) for q in side.quantiles],
        "event_quantiles": [_quantile(q) for q in side.event_quantiles],
        "curve": asdict(side.aep),
        "event_curve": asdict(side.oep),
    }


def _quantile(found: Quantile) -> dict[str, Any]:
    return {
        "chance": 1 / found.one_in,
        "loss": _figure(found.loss),
        "beyond": _figure(found.beyond),
    }


def _figure(figure: Figure) -> dict[str, float]:
    return {
        "value": figure.value, "error": figure.error,
        "low": figure.band.low, "high": figure.band.high,
    }  # fmt: skip


def show(out: Console, name: str, currency: str, results: Results, names: Names) -> None:
    """Averages, odds, quantiles, the curve and each scenario's share."""
    years = results.worlds * results.years
    out.print(
        f"{name}: {years:,} simulated years ({results.worlds:,} worlds of {results.years:,}), "
        f"seed {results.seed}.\nIn brackets: the range that holds in 90 of 100 worlds.\n",
        soft_wrap=True,
    )  # fmt: skip
    sides = {"Before insurance": results.gross} | (
        {"After insurance": results.net} if results.net else {}
    )
    out.print(_summary(sides, currency))
    last = results.net or results.gross
    if sums := _round_losses(last.aep):
        out.print(f"\nHow often a year costs more, {list(sides)[-1].lower()}:")
        out.print(_curve(last.aep, sums, currency))
    out.print("\nWhere the loss comes from, before insurance:")
    out.print(_shares(results, names, currency))
    _show_limits(out, results, currency)


def _summary(sides: Mapping[str, Side], currency: str) -> Grid:
    grid = _grid("", *sides)
    found = list(sides.values())
    grid.add_row("Average a year", *(_money(side.average, currency) for side in found))
    grid.add_row("Years without loss", *(_odds(side.no_loss) for side in found))
    for rows in zip(*(side.quantiles for side in found), strict=True):
        label = f"{_said(wording.odds(1 / rows[0].one_in, BASE))}: more than"
        grid.add_row(label, *(_money(q.loss, currency) for q in rows))
    return grid


def _curve(curve: Curve, sums: list[float], currency: str) -> Grid:
    grid = _grid("Sum", "In 1,000 years", "")
    for loss in sums:
        chance, low, high = (
            float(np.interp(loss, curve.losses, c)) for c in (curve.chance, curve.low, curve.high)
        )
        bar = "█" * round(BAR * chance / curve.chance[0])
        says = _counts(chance, low, high).replace(f" in {BASE:,} years", "")
        grid.add_row(_said(wording.money(loss, currency)), says, bar or "▏")
    return grid


def _round_losses(curve: Curve) -> list[float]:
    """At most nine round sums between the curve's ends, as far as the rarest chance shown."""
    seen = [x for x, c in zip(curve.losses, curve.chance, strict=True) if c >= RAREST and x >= 1]
    if not seen:
        return []
    decades = range(floor(log10(seen[0])), floor(log10(seen[-1])) + 1)
    sums = [step * 10.0**decade for decade in decades for step in (1, 2, 5)]
    inside = [x for x in sums if seen[0] <= x <= seen[-1]]
    return inside[:: -(-len(inside) // ROWS) or 1]


def _shares(results: Results, names: Names, currency: str) -> Grid:
    grid = _grid("Scenario", "Average a year", "Of the average", "Of the worst 10 in 1,000 years")
    for share in sorted(results.shares, key=lambda s: -s.mean):
        grid.add_row(
            names[share.key][:60],
            _sum(share.mean, currency),
            _part(share.of_mean),
            _part(share.of_tail),
        )
    return grid


def _show_limits(out: Console, results: Results, currency: str) -> None:
    if results.points:
        out.print("\nAgainst the limits:")
    for found in results.points:
        point = found.point
        what = "a year" if point.basis == "year" else "one event"
        when = "after insurance" if point.after_insurance and results.net else "before insurance"
        out.print(
            f"  {what} above {_said(wording.money(point.loss, currency, digits=None))} {when}, "
            f"at most {point.chance * BASE:g} in {BASE:,} years: {found.standing}. "
            f"It is {_odds(found.chance)}; "
            f"within the limit in {round(100 * found.confidence)} of 100 worlds.",
            soft_wrap=True,
        )  # fmt: skip
    if material := results.material:
        three = wording.odds(material.three_years.value, BASE, "such firms")
        loss = _said(wording.money(material.threshold, currency, digits=None))
        out.print(
            f"\nOne event above {loss}, before insurance: {_odds(material.one_year)}; "
            f"within three years {_said(three)}.",
            soft_wrap=True,
        )  # fmt: skip


def _money(figure: Figure, currency: str) -> str:
    if not isfinite(figure.value):
        return "no finite average"
    low, high = figure.band.low, figure.band.high
    band = wording.money_range(low, high, currency) if isfinite(high) else "no finite end"
    return _said(f"{wording.money(figure.value, currency)} ({band})")


def _sum(amount: float, currency: str) -> str:
    return _said(wording.money(amount, currency)) if isfinite(amount) else "no finite average"


def _odds(figure: Figure) -> str:
    return _counts(figure.value, figure.band.low, figure.band.high)


def _counts(chance: float, low: float, high: float) -> str:
    """ "7 in 1,000 years (1 to 20)"."""
    band = _said(wording.odds_range(low, high, BASE)).removesuffix(f" in {BASE:,} years")
    return f"{_said(wording.odds(chance, BASE))} ({band})"


def _part(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _said(text: str) -> str:
    """Without no-break spaces, which terminals copy."""
    return text.replace("\u00a0", " ")


def _grid(*heads: str) -> Grid:
    grid = Grid(box=None, header_style="", pad_edge=False)
    for head in heads:
        grid.add_column(head, overflow="fold", no_wrap=not grid.columns)
    return grid
