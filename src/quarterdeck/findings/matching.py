"""Which inventory system an asset is: any name they share tells, the most telling first."""

from collections import defaultdict
from collections.abc import Iterable

from quarterdeck.business.models import System
from quarterdeck.clients.models import Client
from quarterdeck.findings.models import Asset, AssetName
from quarterdeck.findings.naming import STRONG, Name, loose_names, names_of

LISTED = ("hostname", "fqdn", "ip", "cloud_id", "repository", "image")
ORDER = (*STRONG, "cloud_account")
_BATCH = 500


class Inventory:
    """A client's systems by their names, exact and loose."""

    def __init__(self, client: Client) -> None:
        self._exact: dict[Name, set[int]] = defaultdict(set)
        self._loose: dict[Name, set[int]] = defaultdict(set)
        for pk, *lists in System.objects.of(client).values_list("pk", *LISTED):
            names = names_of(
                (kind, str(value))
                for kind, values in zip(LISTED, lists, strict=True)
                for value in values
            )
            for name in names:
                self._exact[name].add(pk)
            for name in loose_names(names):
                self._loose[name].add(pk)
            for value in lists[LISTED.index("cloud_id")]:
                self._exact["cloud_account", str(value).casefold()].add(pk)

    def system_of(self, names: Iterable[Name]) -> int | None:
        """The one system that shares a name; None when none does, or several do equally."""
        known = sorted(
            (name for name in names if name[0] in ORDER), key=lambda name: ORDER.index(name[0])
        )
        for table, tried in ((self._exact, known), (self._loose, list(loose_names(known)))):
            for kind in dict.fromkeys(kind for kind, _ in tried):
                found = {pk for name in tried if name[0] == kind for pk in table.get(name, ())}
                if len(found) == 1:
                    return found.pop()
        return None


def rematch(client: Client, assets: Iterable[int] | None = None) -> int:
    """Links assets (all by default) to the inventory as it is now; returns how many changed."""
    inventory = Inventory(client)
    wanted = None if assets is None else list(assets)
    changed = 0
    if wanted is None:
        wanted = list(Asset.objects.of(client).values_list("pk", flat=True))
    for start in range(0, len(wanted), _BATCH):
        changed += _rematch(client, inventory, wanted[start : start + _BATCH])
    return changed


def _rematch(client: Client, inventory: Inventory, assets: list[int]) -> int:
    names: dict[int, list[Name]] = defaultdict(list)
    rows = AssetName.objects.of(client).filter(asset__in=assets).order_by("pk")
    for asset, kind, value in rows.values_list("asset", "kind", "value"):
        names[asset].append((kind, value))
    changed = []
    for row in Asset.objects.of(client).filter(pk__in=assets).only("pk", "system"):
        found = inventory.system_of(names[row.pk])
        if found != row.system_id:
            row.system_id = found
            changed.append(row)
    Asset.objects.of(client).bulk_update(changed, ["system"], batch_size=_BATCH)
    return len(changed)
