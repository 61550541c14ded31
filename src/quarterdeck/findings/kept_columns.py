"""The columns kept packed beside the findings, so that a new scan reads only what it looked at."""

import numpy as np
from django.db.models import Count

from quarterdeck.clients.models import Client
from quarterdeck.findings.column_rows import read
from quarterdeck.findings.columns import Columns, Sharing, joined, packed, unpacked
from quarterdeck.findings.models import Asset, Look, PackedColumns, ScanFile

_RELOAD_AT = 0.25
"""From this part of all assets on, reading everything again is faster."""


def columns(client: Client) -> Columns:
    """The columns as they are now; read again only where scans came, or assets became one system
    or ceased to be, since they were kept."""
    kept = PackedColumns.objects.of(client).first()
    files = tuple(ScanFile.objects.of(client).order_by("pk").values_list("pk", flat=True))
    sharing = _sharing(client)
    old = unpacked(bytes(kept.packed)) if kept else None
    if old is not None and (old.files, old.sharing) == (files, sharing):
        return old
    found = read(client, files, sharing) if old is None else _refreshed(client, old, files, sharing)
    PackedColumns.objects.of(client).update_or_create(
        client_id=client.pk, defaults={"packed": packed(found)}
    )
    return found


def _refreshed(client: Client, old: Columns, files: tuple[int, ...], sharing: Sharing) -> Columns:
    touched = _touched(client, old, files, sharing)
    many = len(touched) > _RELOAD_AT * Asset.objects.of(client).count()
    if many or not set(old.files) <= set(files):
        return read(client, files, sharing)
    stays = np.array([asset not in touched for asset in old.assets], dtype=bool)
    return joined(old, stays[old.asset], read(client, files, sharing, touched))


def _touched(client: Client, old: Columns, files: tuple[int, ...], sharing: Sharing) -> set[int]:
    """The assets that new files looked at, those that share a system otherwise than before, and
    all that share one with any of them.

    Elsewhere a new file turns "open" into "not seen since" at most, and both are weaknesses.
    """
    new = set(files) - set(old.files)
    looks = Look.objects.of(client).filter(file__in=new)
    touched = set(looks.values_list("asset_id", flat=True))
    touched |= {asset for asset, _ in set(old.sharing) ^ set(sharing)}
    both = {*old.sharing, *sharing}
    systems = {system for asset, system in both if asset in touched}
    return touched | {asset for asset, system in both if system in systems}


def _sharing(client: Client) -> Sharing:
    assets = Asset.objects.of(client).filter(system__isnull=False)
    shared = assets.values("system").annotate(count=Count("pk")).filter(count__gt=1)
    rows = assets.filter(system__in=shared.values("system")).order_by("pk")
    return tuple(rows.values_list("pk", "system_id"))
