"""What people do about findings: assign them, take that back, keep a look at the list."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from quarterdeck.clients import ledger
from quarterdeck.clients.models import Client
from quarterdeck.findings.models import Assignment, Finding, SavedView

MOST_AT_ONCE = 5_000
LARGEST_KEY = 2**63 - 1


@transaction.atomic
def assign(
    client: Client, findings: Iterable[int], to: str, actor: str,
    *, due: date | None = None, note: str = "",
) -> int:  # fmt: skip
    """Gives findings of the client to somebody; returns how many. ValueError for nobody or none."""
    wanted = sorted({pk for pk in findings if 0 < pk <= LARGEST_KEY})[:MOST_AT_ONCE]
    known = list(Finding.objects.of(client).filter(pk__in=wanted).values_list("pk", flat=True))
    if not known:
        raise ValueError("choose at least one finding")
    if not to.strip():
        raise ValueError("say who is to mend it")
    before = _state(client, known)
    Assignment.objects.of(client).filter(finding__in=known).delete()
    now = timezone.now()
    Assignment.objects.of(client).bulk_create(
        Assignment(
            client=client,
            finding_id=pk,
            to=to.strip(),
            due=due,
            note=note.strip(),
            by=actor,
            at=now,
        )
        for pk in known
    )
    after = {"to": to.strip(), "due": due and due.isoformat(), "findings": len(known)}
    ledger.append(client, actor, "assign findings", to.strip(), before or None, after)
    return len(known)


@transaction.atomic
def unassign(client: Client, findings: Iterable[int], actor: str) -> int:
    """Takes assignments back; returns how many there were."""
    rows = Assignment.objects.of(client).filter(finding__in=list(findings))
    before = _state(client, rows.values_list("finding", flat=True))
    count, _ = rows.delete()
    if count:
        ledger.append(client, actor, "unassign findings", f"{count} findings", before, None)
    return count


def keep_view(client: Client, name: str, query: str, actor: str) -> None:
    """Keeps a look at the list under a name; the same name takes the new look."""
    SavedView.objects.of(client).update_or_create(
        name=name.strip()[:60], defaults={"query": query[:500], "by": actor, "client_id": client.pk}
    )


def drop_view(client: Client, name: str) -> None:
    """Forgets a kept look."""
    SavedView.objects.of(client).filter(name=name).delete()


def _state(client: Client, findings: Iterable[int]) -> dict[str, str]:
    """To whom findings are given now; the first hundred are enough to take a change back."""
    rows = Assignment.objects.of(client).filter(finding__in=list(findings))
    return {str(pk): to for pk, to in rows.values_list("finding", "to")[:100]}
