"""Changing scenarios and tolerance: checked as the folder is, each change on the ledger."""

from typing import Any

from django.db import transaction
from django.forms.models import model_to_dict
from pydantic import ValidationError

from quarterdeck.business.models import Service, Supplier, System
from quarterdeck.clients import ledger
from quarterdeck.clients.models import Client
from quarterdeck.risks.folder import AppetiteRecord, ScenarioRecord
from quarterdeck.risks.models import Appetite, Scenario


def scenario_of(values: dict[str, Any]) -> ScenarioRecord:
    """The checked record. ValueError with what is wrong, a field and a sentence each."""
    try:
        return ScenarioRecord.model_validate(values)
    except ValidationError as error:
        raise ValueError(_told(error)) from error


@transaction.atomic
def save_scenario(client: Client, record: ScenarioRecord, actor: str) -> Scenario:
    """Stores the scenario under its key. ValueError for services or systems that are not there."""
    _refer(client, record)
    row = Scenario.objects.of(client).filter(key=record.key).first()
    before = _values(row) if row else None
    values = record.model_dump(mode="json")
    if before == values and row:
        return row
    found, _ = Scenario.objects.of(client).update_or_create(
        key=record.key,
        defaults={**values, "estimated_on": record.estimated_on, "client_id": client.pk},
    )
    ledger.append(client, actor, "change scenario", f"scenario:{record.key}", before, values)
    return found


@transaction.atomic
def remove_scenario(client: Client, key: str, actor: str) -> dict[str, Any]:
    """Takes it out of the register; returns what it was, so that it can be put back."""
    row = Scenario.objects.of(client).get(key=key)
    values = _values(row)
    ledger.append(client, actor, "remove scenario", f"scenario:{key}", values, None)
    row.delete()
    return values


@transaction.atomic
def set_appetite(client: Client, values: dict[str, Any], actor: str) -> None:
    """What the board can bear, whole. ValueError where the points contradict each other."""
    try:
        record = AppetiteRecord.model_validate({"key": "appetite", **values})
    except ValidationError as error:
        raise ValueError(_told(error)) from error
    row = Appetite.objects.of(client).first()
    before = _plain(AppetiteRecord, row) if row else None
    after = record.model_dump(mode="json")
    Appetite.objects.of(client).update_or_create(
        key=row.key if row else "appetite",
        defaults={k: v for k, v in after.items() if k not in ("key", "set_on")}
        | {"set_on": record.set_on, "client_id": client.pk},
    )
    ledger.append(client, actor, "set tolerance", "appetite", before, after)


def appetite_values(client: Client) -> dict[str, Any]:
    """The stored tolerance as the record's JSON values; empty points where none is set."""
    row = Appetite.objects.of(client).first()
    return (
        _plain(AppetiteRecord, row)
        if row
        else AppetiteRecord(key="appetite").model_dump(mode="json")
    )


def scenario_values(client: Client, key: str) -> dict[str, Any] | None:
    """The stored scenario as the record's JSON values."""
    row = Scenario.objects.of(client).filter(key=key).first()
    return _values(row) if row else None


def _values(row: Scenario) -> dict[str, Any]:
    return _plain(ScenarioRecord, row)


def _plain(schema: Any, row: Any) -> dict[str, Any]:
    given = model_to_dict(row, exclude=["id", "client"])
    found: dict[str, Any] = schema.model_validate(given).model_dump(mode="json")
    return found


def _refer(client: Client, record: ScenarioRecord) -> None:
    for name, model in (("services", Service), ("systems", System)):
        known = set(model.objects.of(client).values_list("key", flat=True))
        strange = [key for key in getattr(record, name) if key not in known]
        if strange:
            raise ValueError(f"{name}: “{strange[0]}” is not in your list of {name}")
    if record.supplier and not Supplier.objects.of(client).filter(key=record.supplier).exists():
        raise ValueError(f"supplier: “{record.supplier}” is not in your list of suppliers")


def _told(error: ValidationError) -> str:
    parts = []
    for fault in error.errors():
        place = ", ".join(str(part) for part in fault["loc"])
        parts.append(f"{place}: {fault['msg'].removeprefix('Value error, ')}")
    return "; ".join(parts)
