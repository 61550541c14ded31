"""What can be done with initiatives: list a client's, and take some from the catalogue."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from django.db import transaction

from quarterdeck.clients import ledger
from quarterdeck.clients.folder.profile import Profile, profile_values
from quarterdeck.clients.models import Client
from quarterdeck.data.catalogue import catalogue
from quarterdeck.engine.case import Calibration, score_forecasts
from quarterdeck.plans.choosing import Ground, Unmet
from quarterdeck.plans.folder import INITIATIVES, PARTS, InitiativeRecord, SpendingRecord
from quarterdeck.plans.fundable import of_client
from quarterdeck.plans.models import Initiative
from quarterdeck.plans.offers import Offer, offers, record_of, size_of
from quarterdeck.plans.paper import Matter
from quarterdeck.plans.planned import Planned
from quarterdeck.plans.protecting import outcomes
from quarterdeck.risks.seed import SEED
from quarterdeck.risks.services import looked_at
from quarterdeck.risks.simulating import policy_in_force

TABLE, SPENT = PARTS


@dataclass(frozen=True, slots=True)
class Taken:
    """`records` are new with the client; `already` are keys that it has."""

    records: tuple[InitiativeRecord, ...]
    already: tuple[str, ...]


def initiatives_of(client: Client) -> tuple[InitiativeRecord, ...]:
    """In the order of their keys."""
    return tuple(InitiativeRecord.model_validate(row) for row in TABLE.values(client))


def ground_of(
    client: Client, as_of: date, actor: str, seed: int = SEED,
    progress: Callable[[str], None] = lambda _step: None,
) -> Ground:  # fmt: skip
    """What a plan for the client stands on. ValueError where it cannot be simulated, or has no
    initiative that may be funded."""
    progress("simulating years")
    today = looked_at(client, as_of, actor, seed)
    progress("reading what initiatives change")
    offered = of_client(today, today.inputs.of(INITIATIVES, InitiativeRecord))
    if not offered.fundable:
        offers_ = f"quarterdeck catalogue list {client.key} offers some"
        raise ValueError(f"it has no initiative that may be funded; {offers_}")
    made, policy = today.simulated, policy_in_force(today.inputs)
    conditions = policy.conditions if policy else []
    unmet = tuple(Unmet(each.says, each.due) for each in conditions if not each.met)
    return Ground(
        made.table, made.insurance, made.points, offered.fundable, offered.left_out, unmet
    )


def spending_of(client: Client) -> tuple[SpendingRecord, ...]:
    """Planned against spent, in the order of their keys."""
    return tuple(SpendingRecord.model_validate(row) for row in SPENT.values(client))


def calibration_of(client: Client) -> Calibration | None:
    """How far what initiatives that are done were to cost came out; None where none tells."""
    return score_forecasts(outcomes(initiatives_of(client), spending_of(client)))


def matter_of(client: Client, found: Planned, as_of: date) -> Matter:
    """What the client's business case is made from. ValueError where there is none."""
    return Matter(found, _profile(client), as_of, spending_of(client))


def offered_to(client: Client) -> tuple[Offer, ...]:
    """The catalogue for a client of this size. ValueError names a rate that the profile lacks."""
    return offers(size_of(_profile(client)), initiatives_of(client))


@transaction.atomic
def take(client: Client, keys: Sequence[str], actor: str) -> Taken:
    """Stores initiatives of the catalogue, and what they need, with the client, on the ledger.

    ValueError names a key that the catalogue lacks, or a rate that the profile lacks.
    """
    size, book = size_of(_profile(client)), catalogue()
    items = {item.key: item for item in book.initiatives}
    wanted = dict.fromkeys(_with_needs(keys, {k: i.needs for k, i in items.items()}))
    known = {n: r.key for r in initiatives_of(client) for n in (r.key, r.from_catalogue) if n}
    records = tuple(
        _named(record_of(items[key], size, book), known) for key in wanted if key not in known
    )
    rows = [Initiative(**TABLE.as_row(client, r.model_dump(mode="json"), {})) for r in records]
    Initiative.objects.of(client).bulk_create(rows)
    for record in records:
        ledger.append(
            client, actor, "take from catalogue", f"initiative:{record.key}", None,
            {"catalogue": book.version, "record": record.model_dump(mode="json")},
        )  # fmt: skip
    return Taken(records, tuple(key for key in wanted if key in known))


def _named(record: InitiativeRecord, known: Mapping[str, str]) -> InitiativeRecord:
    """What it needs and excludes by the client's own keys; what it excludes there only."""
    needs = [known.get(key, key) for key in record.needs]
    excludes = [known[key] for key in record.excludes if key in known]
    return record.model_copy(update={"needs": needs, "excludes": excludes})


def _with_needs(keys: Sequence[str], needs: dict[str, tuple[str, ...]]) -> list[str]:
    found: list[str] = []
    for key in keys:
        if key not in needs:
            near = get_close_matches(key, needs, 1)
            hint = f"; did you mean “{near[0]}”?" if near else ""
            raise ValueError(f"the catalogue has no initiative “{key}”{hint}")
        found += [*_with_needs(needs[key], needs), key]
    return found


def _profile(client: Client) -> Profile:
    return Profile.model_validate(profile_values(client))
