"""Which asset a seen system is: the one that shares its most telling name, or a new one.

Two systems with different values of a more telling kind (cloud id, image, repository, FQDN,
hostname, then IP) are never one, whatever weaker names they share: addresses move.
"""

from collections import defaultdict

from quarterdeck.clients.models import Client
from quarterdeck.engine.exposure.inputs import reach_of_address
from quarterdeck.findings.models import Asset, AssetName
from quarterdeck.findings.naming import STRONG, WEAK_KINDS, Name, names_of
from quarterdeck.findings.numbers import take
from quarterdeck.findings.texts import clean, clip
from quarterdeck.readers import ScanHeader, SystemSeen

KINDS = (*STRONG, *WEAK_KINDS)
_AHEAD = 500


class Assets:
    """A client's assets by their names; those that are new or gained names are in `touched`."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.touched: set[int] = set()
        self._by_name: dict[Name, list[int]] = defaultdict(list)
        self._names: dict[int, set[Name]] = defaultdict(set)
        for asset, kind, value in (
            AssetName.objects.of(client).order_by("asset").values_list("asset", "kind", "value")
        ):
            self._learn(asset, (kind, value))
        self._keys = set(Asset.objects.of(client).values_list("key", flat=True))
        self._numbers: list[int] = []
        self._new: list[Asset] = []
        self._new_names: list[AssetName] = []

    def of(self, seen: SystemSeen, header: ScanHeader) -> int:
        """The asset's number; `flush` stores it, and names that it was not known by."""
        names = _names(seen, header)
        asset = self._known(names)
        if asset is None:
            asset = self._make(seen, names)
        fresh = [name for name in names if name not in self._names[asset]]
        if fresh:
            self._add(asset, fresh)
        return asset

    def flush(self) -> None:
        """Stores what is new. Until then the numbers point at nothing yet."""
        Asset.objects.of(self.client).bulk_create(self._new)
        AssetName.objects.of(self.client).bulk_create(self._new_names)
        self._new.clear()
        self._new_names.clear()
        self._numbers.clear()

    def _known(self, names: tuple[Name, ...]) -> int | None:
        by_kind: dict[str, set[str]] = defaultdict(set)
        for kind, value in names:
            by_kind[kind].add(value)
        strong = [kind for kind in STRONG if kind in by_kind]
        for place, kind in enumerate(strong or [k for k in WEAK_KINDS if k in by_kind]):
            found = {a for value in by_kind[kind] for a in self._by_name.get((kind, value), ())}
            stronger = set(strong[:place])
            fitting = [a for a in found if not any(k in stronger for k, _ in self._names[a])]
            if fitting:
                return max(fitting)
        return None

    def _make(self, seen: SystemSeen, names: tuple[Name, ...]) -> int:
        if not self._numbers:
            self.flush()
            self._numbers = take(Asset, _AHEAD)[::-1]
        asset = Asset(
            pk=self._numbers.pop(),
            client=self.client,
            key=self._new_key(names),
            name=clean(seen.name, 500) or "unnamed system",
            operating_system=clean(seen.operating_system, 500),
            reach=_reach(names),
        )
        self._new.append(asset)
        return int(asset.pk)

    def _new_key(self, names: tuple[Name, ...]) -> str:
        telling = [name for name in names if name[0] in KINDS]
        kind, value = min(telling, key=lambda name: KINDS.index(name[0]))
        key, number = f"{kind}:{value}", 1
        while key in self._keys:
            number += 1
            key = f"{kind}:{value}#{number}"
        self._keys.add(key)
        return key

    def _add(self, asset: int, names: list[Name]) -> None:
        self._new_names.extend(
            AssetName(client=self.client, asset_id=asset, kind=kind, value=value)
            for kind, value in names
        )
        self.touched.add(asset)
        for name in names:
            self._learn(asset, name)

    def _learn(self, asset: int, name: Name) -> None:
        self._by_name[name].append(asset)
        self._names[asset].add(name)


def _names(seen: SystemSeen, header: ScanHeader) -> tuple[Name, ...]:
    """The comparable names; what has none that tells is known by its scan and what it is called."""
    names = names_of(seen.identifiers)
    if any(kind in KINDS for kind, _ in names):
        return names
    called = f"{header.family} {header.target} {seen.name}".replace("\0", "").casefold()
    return (*names, ("called", clip(called, 400)))


def _reach(names: tuple[Name, ...]) -> str:
    reaches = [reach_of_address(value) for kind, value in names if kind == "ip"]
    return max(reaches).name.lower() if reaches else "internal"
