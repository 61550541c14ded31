"""Who opened which pack, and when first. Only members of the board count as its readers."""

from datetime import datetime

from quarterdeck.board.models import Pack, Reading
from quarterdeck.clients.access import Visit
from quarterdeck.clients.models import Role


def mark_read(visit: Visit, pack: Pack) -> datetime | None:
    """When this director first opened the pack: now, or before. None for anybody else."""
    if visit.role != Role.DIRECTOR:
        return None
    row, _ = Reading.objects.of(visit.client).get_or_create(
        pack=pack, person=visit.person,
        defaults={"client_id": visit.client.pk, "title": visit.title},
    )  # fmt: skip
    return row.at  # type: ignore[no-any-return]
