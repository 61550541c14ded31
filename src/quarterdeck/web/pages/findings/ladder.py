"""The rungs between the board's sentence and the scanner's record, always the same ones.

A rung that is missing says what would fill it; none is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from quarterdeck.board.standing import Told, current
from quarterdeck.business.models import Obligation, Service, System
from quarterdeck.clients.models import Client
from quarterdeck.engine import wording
from quarterdeck.risks.kept import kept
from quarterdeck.risks.results import Ranked, RiskResult


@dataclass(frozen=True, slots=True)
class Rung:
    """A step: its name at the side, the sentence and what supports it, and the figure at the end.

    `standing` puts a mark before the figure, `board` sets the sentence in the board's voice, `url`
    leads on, `missing` tells what would fill the rung.
    """

    side: str
    says: str = ""
    more: str = ""
    figure: str = ""
    under: str = ""
    standing: str = ""
    board: bool = False
    url: str = ""
    missing: str = ""


def up(client: Client, told: Ranked | None, system: System | None) -> list[Rung]:
    """What it threatens: board sentence, obligation, risk, service, path."""
    standing, found = current(client), kept(client)
    risks = found.found.risks if found else ()
    risk = next((r for r in risks if told and r.key == told.scenario), None)
    return [
        _board(standing.told if standing else None),
        _obligation(client, risk),
        _risk(client, risk),
        *_services(client, risk, system),
        _path(client, told, system),
    ]


def _board(told: Told | None) -> Rung:
    side = "What the board reads"
    if told is None:
        return Rung(side, missing="The answers have not been worked out yet.")
    first = told.answers[0]
    return Rung(
        side, f"{first.answer} {first.rest}".strip(), figure=first.mark, standing=first.standing,
        under=first.side[0].partition(".")[0] if first.side else "", board=True,
    )  # fmt: skip


def _obligation(client: Client, risk: RiskResult | None) -> Rung:
    side = "Obligation"
    key = risk.obligation if risk else ""
    row = Obligation.objects.of(client).filter(key=key).first() if key else None
    if row is None:
        return Rung(side, missing="No obligation hangs on this directly.")
    url = reverse("business:obligations", kwargs={"address": client.address})
    due = wording.date_long(row.due) if row.due else ""
    return Rung(side, row.name, row.consequence, f"due {due}" if due else "", board=True, url=url)


def _risk(client: Client, risk: RiskResult | None) -> Rung:
    side = "Risk"
    if risk is None:
        return Rung(side, missing="It opens no way to a loss that is in the register.")
    money = wording.money_range(risk.event_cost.low, risk.event_cost.high, client.currency)
    base = wording.common_base([risk.odds.chance])
    url = reverse("risks:index", kwargs={"address": client.address})
    return Rung(side, risk.name, risk.story, wording.odds(risk.odds.chance, base), money, url=url)


def _services(client: Client, risk: RiskResult | None, system: System | None) -> Iterator[Rung]:
    keys = list(risk.services) if risk else []
    keys = keys or (list(system.services) if system else [])
    found = list(Service.objects.of(client).filter(key__in=keys))
    if not found:
        yield Rung("Service", missing="No service is listed on this system: add it to the map.")
        return
    first = max(found, key=lambda service: service.revenue_share)
    names = " and ".join(service.name for service in found[:2])
    rest = f" and {len(found) - 2} more" if len(found) > 2 else ""
    income = first.revenue_share * client.revenue_per_year
    figure = wording.money(income, client.currency) if income else ""
    owner = f"Owner: {first.owner}." if first.owner else ""
    url = reverse("business:index", kwargs={"address": client.address})
    says = f"{first.says.rstrip('.')}. {owner}".strip(". ") + "."
    yield Rung("Service", names + rest, says, figure,
               "income a year" if figure else "", url=url)  # fmt: skip


def _path(client: Client, told: Ranked | None, system: System | None) -> Rung:
    reach = f"reach: {system.reach}" if system else ""
    if told is None:
        return Rung("Path", missing="It stands beyond the rows that are told with their reasons.")
    names = dict(System.objects.of(client).filter(key__in=told.path).values_list("key", "name"))
    hops = [names.get(key, key) for key in told.path]
    if told.what == "gap":
        return Rung("Path", "Straight to whoever may call us to account", figure="no step between")
    says = ", then ".join(hops) if hops else "The system itself"
    steps = max(len(hops) - 1, 0)
    count = "no step between" if not steps else wording.count_things(steps, "step")
    return Rung("Path", says, figure=count, under=reach)
