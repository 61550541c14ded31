"""From a draft to the pack that the board was given: frozen, with its files, on the ledger."""

from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import transaction
from django_tasks import task

from quarterdeck.board import packs
from quarterdeck.board.briefing import Briefing
from quarterdeck.board.drafting import File, Says, files_of, is_stuck, says_of, tell, unpacked
from quarterdeck.board.models import Draft, Pack, Paper
from quarterdeck.board.proposing import propose_all
from quarterdeck.board.services import write
from quarterdeck.clients.models import Client

MAY_BE_OVERRULED = frozenset({"words"})


def stops(says: Says, why_anyway: str) -> str:
    """Why a draft cannot be published, in a sentence; "" when it can."""
    hard = [o for o in says.obstacles if o.kind not in MAY_BE_OVERRULED]
    if hard:
        return f"It cannot be published before this is mended: {hard[0].says}"
    if says.obstacles and not why_anyway.strip():
        return "Mend the words, or say why they should stand: it goes on the record."
    return ""


def begin(draft: Draft, actor: str, why_anyway: str = "") -> None:
    """Asks the worker to publish. ValueError where the draft cannot be published."""
    stopped = draft.state == "publishing" and is_stuck(draft)
    if draft.state != "ready" and not stopped:
        raise ValueError("Only a draft that is ready can be published.")
    refusal = stops(says_of(draft), why_anyway)
    if refusal:
        raise ValueError(refusal)
    with transaction.atomic():
        tell(draft, "waiting for the worker", "publishing")
        make.enqueue(draft.client_id, draft.pk, actor, why_anyway.strip())


@task()
def make(client: int, draft: int, actor: str, why_anyway: str) -> str:
    """Publishes a draft; what goes wrong stands on it in words, and it stays a draft."""
    row = Draft.objects.of(client).get(pk=draft)
    try:
        return publish(row, actor, why_anyway).key
    except ValueError as error:
        tell(row, str(error), "ready")
    except Exception:
        tell(row, "It could not be published; nothing was stored. The log says why.", "ready")
        raise
    return ""


def publish(draft: Draft, actor: str, why_anyway: str = "") -> Pack:
    """Sets the papers without their mark, freezes the pack and asks what it asks.

    ValueError where an obstacle stands, or another version was published meanwhile.
    """
    says, client = says_of(draft), draft.client
    refusal = stops(says, why_anyway)
    if refusal:
        raise ValueError(refusal)
    brief = unpacked(draft.briefing)
    files = _files(draft, brief) if says.obstacles else _as_drafted(draft)
    with transaction.atomic():
        _check_version(client, brief)
        more = _on_the_ledger(files, says, actor, why_anyway)
        pack = packs.publish(client, brief, actor, more)
        Paper.objects.of(client).bulk_create(
            Paper(client=client, pack=pack, **asdict(file)) for file in files
        )
        propose_all(client, brief, actor)
        tell(draft, pack.key, "published")
    return pack


def _as_drafted(draft: Draft) -> list[File]:
    """The files of a draft that nothing stopped: they bear no mark."""
    rows = Paper.objects.of(draft.client).filter(draft=draft)
    return [File(p.copy, p.kind, p.name, bytes(p.content), p.hash) for p in rows]


def _files(draft: Draft, brief: Briefing) -> list[File]:
    """The same without the mark of a draft, whatever their words."""
    with TemporaryDirectory() as folder:
        written = write(
            brief, Path(folder), lambda step: tell(draft, step), overruled=MAY_BE_OVERRULED
        )
        return files_of(written, brief)


def _check_version(client: Client, brief: Briefing) -> None:
    meeting = brief.profile.board.next_meeting
    if packs.next_version(client, meeting) != brief.version:
        raise ValueError("Another version was published since this draft. Compose it again.")


def _on_the_ledger(files: list[File], says: Says, actor: str, why_anyway: str) -> dict[str, Any]:
    more: dict[str, Any] = {"files": {file.name: file.hash for file in files}}
    if says.obstacles:
        words = [obstacle.says for obstacle in says.obstacles]
        more["overruled"] = {"by": actor, "why": why_anyway, "what": words}
    return more
