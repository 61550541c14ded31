"""Everything an assessment is worked out from, as values: gathered once, frozen in packs.

`records` are the client's records as its folder has them, by file. A pack keeps inputs as JSON,
and today's engine reads them back.
"""

from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from quarterdeck.clients.folder import registry
from quarterdeck.clients.folder.profile import PROFILE, Profile, profile_values
from quarterdeck.clients.folder.record import Record
from quarterdeck.clients.models import Client
from quarterdeck.data import priors as shipped
from quarterdeck.data.priors import Priors
from quarterdeck.findings import services as findings
from quarterdeck.risks.inventory import INVENTORY, InventoryRow

Read = TypeVar("Read", bound=Record | InventoryRow)
FLOORS = ("business", "risks", "plans", "incidents")


class Weakness(msgspec.Struct, frozen=True, gc=False):
    """An open finding, as exposure needs it. `system` is "" where the inventory knows none."""

    key: str
    system: str
    asset: str
    reach: str
    zone: str
    title: str
    severity: str
    score: float | None
    category: str
    cves: tuple[str, ...]
    cvss: tuple[str, ...]
    epss: float | None
    known_exploited: bool
    fix_key: str
    fix: str
    tool: str
    looks: tuple[str, ...]
    place: str


class Looked(msgspec.Struct, frozen=True):
    """When a system was last seen by which kind of look ("nessus network-credentialed")."""

    system: str
    by: str
    on: date


class Inputs(msgspec.Struct, frozen=True, dict=True):
    """What is known on a day; records are read once."""

    as_of: date
    seed: int
    records: dict[str, Any]
    weaknesses: tuple[Weakness, ...]
    looked: tuple[Looked, ...]
    priors: dict[str, Any]
    reference: dict[str, Any] | None
    epss_on: date | None = None
    kev_on: date | None = None

    @property
    def profile(self) -> Profile:
        return Profile.model_validate(self.records[PROFILE])

    def of(self, file: str, schema: type[Read]) -> list[Read]:
        """The records of one file."""
        read = self._read
        if (file, schema) not in read:
            read[file, schema] = _read_as(schema, self.records.get(file, []))
        return read[file, schema]

    @cached_property
    def _read(self) -> dict[tuple[str, type[Any]], list[Any]]:
        return {}

    def one(self, file: str, schema: type[Read]) -> Read | None:
        """The record of a file that holds one; None where it is not filled in."""
        return next(iter(self.of(file, schema)), None)

    @property
    def parsed_priors(self) -> Priors:
        return shipped.parse(self.priors)

    def with_records(self, records: dict[str, Any]) -> "Inputs":
        """The same with other records in some files."""
        return msgspec.structs.replace(self, records=self.records | records)

    def with_weaknesses(self, weaknesses: tuple[Weakness, ...]) -> "Inputs":
        return msgspec.structs.replace(self, weaknesses=weaknesses)

    def as_json(self) -> dict[str, Any]:
        return msgspec.to_builtins(self)  # type: ignore[no-any-return]


def from_json(values: dict[str, Any]) -> Inputs:
    """The inputs of a pack. Raises msgspec.ValidationError where they are not such."""
    return msgspec.convert(values, Inputs)


def gather(
    client: Client, as_of: date, *, seed: int, reference: dict[str, Any] | None,
    lean: bool = False,
) -> Inputs:  # fmt: skip
    """What is stored about the client, and what the world says, on that day.

    `lean` is for ranking by columns: no weaknesses are listed, and of the inventory no more than
    its `InventoryRow`s, as they are stored.
    """
    records: dict[str, Any] = {PROFILE: profile_values(client)}
    for table in registry.tables():
        if table.model._meta.app_label in FLOORS:
            row = INVENTORY.get(table.file) if lean else None
            records[table.file] = table.rows(client, row) if row else table.values(client)
    age = findings.intelligence_age()
    return Inputs(
        as_of=as_of,
        seed=seed,
        records=records,
        weaknesses=() if lean else tuple(map(_weakness, findings.weaknesses(client))),
        looked=tuple(Looked(*look) for look in findings.looked(client)),
        priors=shipped.raw(),
        reference=reference,
        epss_on=age.epss_on,
        kev_on=age.kev_on,
    )


def _read_as(schema: type[Any], rows: list[Any]) -> list[Any]:
    if issubclass(schema, Record):
        return [schema.model_validate(values) for values in rows]
    return msgspec.convert(rows, list[schema])


def _weakness(row: findings.Weakness) -> Weakness:
    return Weakness(
        key=f"{row.system or row.asset_key} {row.key}",
        **{name: getattr(row, name) for name in Weakness.__struct_fields__ if name != "key"},
    )
