"""A recovery as JSON values; docs/cli.md has the shape."""

from dataclasses import asdict
from typing import Any

from quarterdeck.engine.cleaning import Choice
from quarterdeck.engine.recovery import Outage, Recovery
from quarterdeck.incidents.recovering import Answer


def as_data(outage: Outage, answer: Answer) -> dict[str, Any]:
    """Hours and money from now; `meter` alone counts from the fall."""
    found = answer.recovery
    return {
        "draws": len(found.money_draws),
        "money": asdict(found.money),
        "late_hours": asdict(found.late_hours),
        "meter": asdict(answer.meter),
        "order": _order(outage, found),
        "services": _services(outage, found),
        "at_means": {
            "money": found.at_means.money,
            "bound_money": found.at_means.bound_money,
            "gap_share": found.at_means.gap_share,
            "late_hours": found.at_means.late_hours,
            "proved": found.at_means.proved,
        },
        "rivals": [asdict(rival) for rival in found.rivals],
        "clean_first": _cleaning(answer.cleaning) if answer.cleaning else None,
    }


def _order(outage: Outage, found: Recovery) -> list[dict[str, Any]]:
    teams = {team.key: team.name for team in outage.teams}
    return [
        {
            "system": work.system, "system_name": outage.system[work.system].name,
            "team": work.team, "team_name": teams[work.team],
            "begins_hours": asdict(work.begins_hours), "ends_hours": asdict(work.ends_hours),
            "under_way": work.under_way,
        }
        for work in found.order
    ]  # fmt: skip


def _services(outage: Outage, found: Recovery) -> list[dict[str, Any]]:
    service = {each.key: each for each in outage.services}
    return [
        {
            "service": back.service, "name": service[back.service].name,
            "back_hours": asdict(back.hours), "money": asdict(back.money),
            "must_by_hours": service[back.service].must_by_hours,
            "late_hours": asdict(back.late_hours),
        }
        for back in found.services
    ]  # fmt: skip


def _cleaning(choice: Choice) -> dict[str, Any]:
    return {
        "best": choice.best.name,
        "still_there": choice.chance,
        "break_even": choice.break_even,
        "options": [asdict(option) for option in choice.options],
        "checks": [
            {
                "name": each.check.name,
                "says_so": each.says_so,
                "chance_if_alarm": each.chance_if_alarm,
                "chance_if_clear": each.chance_if_clear,
                "worth_money": each.worth_money,
                "net_money": each.net_money,
            }
            for each in choice.checks
        ],
        "knowing": [asdict(each) for each in choice.knowing],
    }
