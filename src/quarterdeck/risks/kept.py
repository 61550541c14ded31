"""The assessment as pages read it: worked out by the worker, kept whole, never worked out twice."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from django.db import transaction

from quarterdeck.clients.models import Client
from quarterdeck.risks.models import Assessed, ToldPage
from quarterdeck.risks.results import Assessment, Ranked

PAGE = 50
TOLD = 2_000
FIXES = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """An assessment (its ranking apart), when it was made, and on how long a ledger."""

    found: Assessment
    made_at: datetime
    at_row: int

    @property
    def as_of(self) -> date:
        return self.found.as_of


@transaction.atomic
def keep(client: Client, found: Assessment, at_row: int) -> None:
    """Puts the assessment in the place of the one before."""
    bare = replace(found, ranking=(), fixes=found.fixes[:FIXES])
    Assessed.objects.of(client).update_or_create(
        client_id=client.pk,
        defaults={
            "as_of": found.as_of, "made_at": datetime.now(UTC), "at_row": at_row,
            "values": plain(bare),
        },
    )  # fmt: skip
    ToldPage.objects.of(client).delete()
    rows = found.ranking[:TOLD]
    ToldPage.objects.of(client).bulk_create(
        ToldPage(client=client, number=n, rows=plain(rows[n * PAGE : (n + 1) * PAGE]))
        for n in range((len(rows) + PAGE - 1) // PAGE)
    )


def kept(client: Client) -> Kept | None:
    """The last assessment; None when none was made, or by a version that told other values."""
    row = Assessed.objects.of(client).first()
    if row is None:
        return None
    try:
        found = msgspec.convert(row.values, Assessment)
    except msgspec.ValidationError:
        return None
    return Kept(found, row.made_at, row.at_row)


def told_page(client: Client, number: int) -> tuple[Ranked, ...]:
    """The told rows of ranks number × PAGE + 1 and on; none past those that are told."""
    return told_pages(client, {number})


def told_pages(client: Client, numbers: Iterable[int]) -> tuple[Ranked, ...]:
    """The told rows of several pages, in their order."""
    pages = ToldPage.objects.of(client).filter(number__in=list(numbers)).order_by("number")
    rows = [row for page in pages for row in page.rows]
    return msgspec.convert(rows, tuple[Ranked, ...])


def plain(values: Any) -> Any:
    """Frozen values as JSON values; numpy's numbers as Python's."""
    return msgspec.to_builtins(values, enc_hook=lambda value: value.item())
