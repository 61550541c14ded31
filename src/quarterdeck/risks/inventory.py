"""What the arithmetic reads of the inventory, of which a client may have very many lines."""

from collections.abc import Mapping
from typing import TypeAlias

import msgspec


class SystemRow(msgspec.Struct, frozen=True, gc=False):
    """Of systems.csv."""

    key: str
    name: str
    reach: str
    zone: str = ""
    services: list[str] = []


class EdgeRow(msgspec.Struct, frozen=True, gc=False):
    """Of edges.csv; `trust` lies between 0 and 1, None for the default of its kind."""

    key: str
    source: str
    target: str
    kind: str
    trust: float | None = None


class HoldingRow(msgspec.Struct, frozen=True, gc=False):
    """Of holdings.csv."""

    key: str
    system: str
    data_class: str
    records: int


InventoryRow: TypeAlias = SystemRow | EdgeRow | HoldingRow
INVENTORY: Mapping[str, type[InventoryRow]] = {
    "systems.csv": SystemRow,
    "edges.csv": EdgeRow,
    "holdings.csv": HoldingRow,
}
