"""Packs: a paper frozen with its inputs, versioned, on the ledger."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from quarterdeck.board.briefing import Briefing
from quarterdeck.board.models import Pack
from quarterdeck.clients import ledger
from quarterdeck.clients.models import Client


def figures_of(brief: Briefing) -> dict[str, Any]:
    """The figures that the paper publishes."""
    found = brief.found
    return {
        "as_of": found.as_of.isoformat(),
        "limits": [_plain(asdict(point)) for point in found.limits],
        "material": _plain(asdict(found.material)) if found.material else None,
        "mean_after_insurance": asdict(found.mean_after_insurance),
        "first_risk": found.risks[0].key if found.risks else "",
    }


def publish(
    client: Client, brief: Briefing, actor: str, more: dict[str, Any] | None = None
) -> Pack:
    """Freezes the paper. The same inputs for the same meeting give the pack that is there.

    `more` goes on the ledger with it: hashes of its files, what was overruled and why.
    """
    inputs, figures = brief.inputs.as_json(), figures_of(brief)
    mark = ledger.digest({"inputs": inputs, "figures": figures})
    meeting = brief.profile.board.next_meeting
    known = Pack.objects.of(client).filter(meeting=meeting)
    same = known.filter(hash=mark).first()
    if same:
        return same
    version = next_version(client, meeting)
    with transaction.atomic():
        pack = Pack.objects.of(client).create(
            key=f"{meeting:%Y-%m-%d}.v{version}",
            meeting=meeting,
            version=version,
            made_at=datetime.now(UTC),
            data_as_of=brief.inputs.as_of,
            figures=figures,
            inputs=inputs,
            hash=mark,
        )
        said = {"hash": mark, "figures": figures} | (more or {})
        ledger.append(client, actor, "publish", f"pack:{pack.key}", None, said)
    return pack


def latest_before(client: Client, meeting: date) -> Pack | None:
    """The last version of the last meeting before this one."""
    earlier = Pack.objects.of(client).filter(meeting__lt=meeting)
    return earlier.order_by("-meeting", "-version").first()


def next_version(client: Client, meeting: date) -> int:
    """The version that a paper for this meeting has when it is published next."""
    return Pack.objects.of(client).filter(meeting=meeting).count() + 1


def _plain(value: Any) -> Any:
    return {k: str(v) if k == "standing" else v for k, v in value.items()}
