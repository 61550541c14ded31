"""A plan as JSON values, as docs/cli.md has them."""

from dataclasses import asdict
from datetime import date
from typing import Any

from quarterdeck.engine.case import Information
from quarterdeck.plans.calendar import quarter
from quarterdeck.plans.planned import Case, Chosen, Other, Planned, Point, Short
from quarterdeck.plans.scoring import Scored

ASKED = ("budget", "per", "periods", "people_days", "objective", "weight")


def as_data(found: Planned, source: str, currency: str, as_of: date) -> dict[str, Any]:
    chosen = found.chosen
    return {
        "source": source,
        "currency": currency,
        "as_of": as_of,
        "asked": {name: getattr(found.ask, name) for name in ASKED},
        "today": _scored(found.today),
        "plan": _plan(chosen, as_of) if isinstance(chosen, Chosen) else None,
        "short": _short(chosen) if isinstance(chosen, Short) else None,
        "initiatives": [_case(case, as_of) for case in found.cases],
        "ceiling_per_year": found.ceiling_per_year,
        "left_out": [{"key": key, "why": why} for key, why in sorted(found.left_out.items())],
        "demanded": found.demanded and _chosen(found.demanded),
        "more": found.more and _other(found.more),
        "less": found.less and _other(found.less),
        "frontier": [_point(point) for point in found.frontier],
        "recommended": found.recommended and asdict(found.recommended),
        "insurance": found.insurance and asdict(found.insurance),
        "responses": [asdict(each) for each in found.responses],
        "worth_finding_out": _information(found.information),
    }


def _plan(plan: Chosen, as_of: date) -> dict[str, Any]:
    return {
        "quarters": [
            {"begins": quarter(as_of, number), "money": money, "people_days": days}
            for number, (money, days) in enumerate(zip(plan.money, plan.people_days, strict=True))
        ],
        "money": sum(plan.money),
        "people_days": sum(plan.people_days),
        "loss_before": plan.loss_before,
        "loss_after": plan.loss_after,
        "gap_share": plan.gap_share,
        "worth": asdict(plan.worth),
        "then": _scored(plan.scored),
    }


def _short(short: Short) -> dict[str, Any]:
    return {
        "money": short.money, "people_days": short.people_days,
        "rules_clash": short.rules_clash, "proved": short.proved,
    }  # fmt: skip


def _scored(scored: Scored) -> dict[str, Any]:
    return {
        "loss_per_year": asdict(scored.loss_per_year),
        "avoids_per_year": asdict(scored.avoids_per_year),
        "limits": [asdict(limit) for limit in scored.limits],
    }


def _case(case: Case, as_of: date) -> dict[str, Any]:
    values = asdict(case)
    for name in ("start", "in_force"):
        number = values[name]
        values[name] = None if number is None else quarter(as_of, number)
    return values | {"fund": case.start is not None}


def _other(other: Other) -> dict[str, Any]:
    """A plan for another budget, and what going there would change."""
    apart = other.difference and asdict(other.difference)
    return _point(other.point) | {"difference": apart}


def _point(point: Point) -> dict[str, Any]:
    if isinstance(point, Short):
        return {"budget": point.budget, "short": _short(point), "plan": None}
    return {"budget": point.budget, "short": None, "plan": _chosen(point)}


def _chosen(plan: Chosen) -> dict[str, Any]:
    """In short: what is funded, what it takes, leaves and is worth."""
    return {
        "initiatives": sorted(plan.starts), "money": sum(plan.money),
        "loss_after": plan.loss_after, "gap_share": plan.gap_share, "worth": asdict(plan.worth),
        "then": _scored(plan.scored),
    }  # fmt: skip


def _information(found: Information) -> dict[str, Any]:
    return {
        "decided": found.decided,
        "everything": found.everything_money,
        "unknowns": [asdict(each) | {"matters": each.matters} for each in found.unknowns],
    }
