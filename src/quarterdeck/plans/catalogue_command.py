"""`catalogue list` and `catalogue take`: the work behind the verbs."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table as Grid

from quarterdeck.clients import ledger
from quarterdeck.clients.cli_support import Mistake, client_by_key, emit
from quarterdeck.clients.folder.record import Interval
from quarterdeck.data.catalogue import catalogue
from quarterdeck.engine import wording
from quarterdeck.plans import services
from quarterdeck.plans.folder import InitiativeRecord
from quarterdeck.plans.offers import Offer, Size, offers

DOLLAR = "USD"
TOLD = (
    "key", "name", "says", "if_wrong", "owner", "cost_once", "cost_per_year", "people_days",
    "duration_months", "effects", "needs", "excludes",
)  # fmt: skip


def show_list(key: str, people: int, as_json: bool) -> None:
    """Prints the catalogue for a client, or for a firm of so many people."""
    currency = DOLLAR
    if key:
        client = client_by_key(key)
        currency = client.currency
        try:
            found = services.offered_to(client)
        except ValueError as error:
            raise Mistake(f"The catalogue cannot be priced: {error}") from error
    else:
        found = offers(Size(people, 1.0))
    data = {
        "client": key or None, "currency": currency, "version": catalogue().version,
        "initiatives": [_told(offer) for offer in found],
    }  # fmt: skip
    emit("catalogue list", data, as_json, lambda out: _show(out, found, currency))


def take(key: str, keys: Sequence[str], as_json: bool) -> None:
    """Stores them and says which were new. Raises Mistake for a key that is not there."""
    client = client_by_key(key)
    try:
        taken = services.take(client, keys, ledger.local_actor())
    except ValueError as error:
        raise Mistake(f"Nothing was taken: {error}. quarterdeck catalogue list") from error
    new = [record.key for record in taken.records]
    data = {"client": client.key, "taken": new, "already": list(taken.already)}
    emit("catalogue take", data, as_json, lambda out: _show_taken(out, client.key, data))


def _told(offer: Offer) -> dict[str, Any]:
    values = offer.record.model_dump(mode="json", include=set(TOLD))
    return {name: values[name] for name in TOLD} | {"state": offer.state or None}


def _show(out: Console, found: Sequence[Offer], currency: str) -> None:
    grid = Grid(box=None, header_style="", pad_edge=False)
    for head in ("key", "initiative", "once", "a year", "days", "yours"):
        grid.add_column(head, overflow="fold", no_wrap=head == "key")
    for offer in found:
        record = offer.record
        once, yearly = (_money(c, currency) for c in (record.cost_once, record.cost_per_year))
        grid.add_row(record.key, record.name, once, yearly, _days(record), offer.state)
    out.print(grid)
    out.print(
        "\nRanges hold in 90 of 100 cases; sources stand in --json. "
        "Take one: quarterdeck catalogue take CLIENT KEY",
        soft_wrap=True,
    )


def _show_taken(out: Console, client: str, data: dict[str, Any]) -> None:
    if data["taken"]:
        out.print(f"Taken: {', '.join(data['taken'])}.", soft_wrap=True)
    if data["already"]:
        out.print(f"There already: {', '.join(data['already'])}.", soft_wrap=True)
    out.print(
        f"Costs and effects are the catalogue's: put your own in initiatives.yaml "
        f"(quarterdeck client export {client} FOLDER).",
        soft_wrap=True,
    )  # fmt: skip


def _money(given: Interval | None, currency: str) -> str:
    if given is None:
        return "–"
    return wording.money_range(given.low, given.high, currency).replace("\u00a0", " ")


def _days(record: InitiativeRecord) -> str:
    given = record.people_days
    return f"{given.low:g} to {given.high:g}" if given else "–"
