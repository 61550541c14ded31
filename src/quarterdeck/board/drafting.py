"""Drafts: a brief composed by the worker, kept with its files, its obstacles and its figures."""

import zlib
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from quarterdeck.board.brief import compose
from quarterdeck.board.briefing import Before, Briefing
from quarterdeck.board.checks import Obstacle
from quarterdeck.board.evidence import weak
from quarterdeck.board.models import Draft, Paper
from quarterdeck.board.packs import figures_of
from quarterdeck.board.page_one import change_sum
from quarterdeck.board.services import Written, prepare, write
from quarterdeck.clients.ledger import length
from quarterdeck.clients.models import Client
from quarterdeck.papers import html
from quarterdeck.risks.inputs import Inputs
from quarterdeck.risks.kept import plain
from quarterdeck.risks.results import Assessment

KEPT = 5
STUCK = timedelta(minutes=15)
AT_WORK = ("working", "publishing")


@dataclass(frozen=True, slots=True)
class Says:
    """What a draft's page tells without setting the brief again."""

    meeting: date
    version: int
    as_of: date
    at_row: int
    obstacles: tuple[Obstacle, ...]
    weak: tuple[str, ...]
    figures: dict[str, Any]
    change_title: str
    change: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file as `models.Paper` keeps it."""

    copy: str
    kind: str
    name: str
    content: bytes
    hash: str

    @classmethod
    def of(cls, kind: str, name: str, content: bytes) -> "File":
        """Whose copy it is stands in its name."""
        copy = "management" if "management" in name else "board"
        return cls(copy, kind, name, content, sha256(content).hexdigest())


def begin(client: Client, actor: str) -> Draft:
    """Asks the worker for a draft; where one is being composed, that one."""
    running = working(client)
    if running is not None:
        return running
    with transaction.atomic():
        draft: Draft = Draft.objects.of(client).create(by=actor, step="waiting for the worker")
        make.enqueue(client.pk, draft.pk, timezone.localdate().isoformat())
    return draft


def working(client: Client) -> Draft | None:
    """The draft that is being composed or published now; one that is stuck does not count."""
    since = timezone.now() - STUCK
    rows = Draft.objects.of(client).filter(state__in=AT_WORK, moved_at__gte=since)
    return rows.order_by("-pk").defer("briefing").first()


def drafts(client: Client) -> list[Draft]:
    """The drafts that are kept, the newest first."""
    return list(Draft.objects.of(client).order_by("-pk").defer("briefing")[:KEPT])


@task()
def make(client: int, draft: int, as_of: str) -> str:
    """Composes a draft; what goes wrong stands on it in words."""
    row = Draft.objects.of(client).get(pk=draft)
    try:
        fill(row, date.fromisoformat(as_of))
    except ValueError as error:
        tell(row, str(error), "failed")
    except Exception:
        tell(row, "Something went wrong that is not yours to mend; the log has it.", "failed")
        raise
    return row.state


def fill(row: Draft, as_of: date) -> None:
    """The work of `make`. ValueError as in `services.prepare`."""
    at_row = length(row.client)
    brief = prepare(row.client, as_of, row.by, lambda step: tell(row, step))
    with TemporaryDirectory() as folder:
        written = write(brief, Path(folder), lambda step: tell(row, step), draft=True)
        keep(row, brief, written, at_row)


@transaction.atomic
def keep(row: Draft, brief: Briefing, written: Written, at_row: int) -> None:
    """Stores what was composed on the draft; the oldest drafts go."""
    Paper.objects.of(row.client).bulk_create(
        Paper(client=row.client, draft=row, **asdict(file)) for file in files_of(written, brief)
    )
    row.says = plain(_says(brief, written, at_row))
    row.briefing = packed(brief)
    row.state, row.step = "ready", ""
    row.save()
    _forget_old(row.client)


def files_of(written: Written, brief: Briefing) -> list[File]:
    """The files that were written, and the board's copy as a part of a page."""
    page = html.fragment(compose(brief, "board")).encode()
    return [File.of("page", "brief-page.html", page)] + [
        File.of(path.suffix[1:], path.name, path.read_bytes()) for path in written.files
    ]


def says_of(draft: Draft) -> Says:
    """What a draft that is ready tells."""
    return msgspec.convert(draft.says, Says)


def packed(brief: Briefing) -> bytes:
    """All that a briefing is made of, in few bytes."""
    parts = {"inputs": brief.inputs, "found": brief.found, "before": brief.before,
             "version": brief.version}  # fmt: skip
    return zlib.compress(msgspec.json.encode(plain(parts)))


def unpacked(content: bytes) -> Briefing:
    """The briefing of `packed`. msgspec.ValidationError where a version told other values."""
    parts = msgspec.json.decode(zlib.decompress(content))
    return Briefing(
        msgspec.convert(parts["inputs"], Inputs),
        msgspec.convert(parts["found"], Assessment),
        msgspec.convert(parts["before"], Before | None),
        parts["version"],
    )


def tell(row: Draft, step: str, state: str = "") -> None:
    """Writes down how far a draft is."""
    row.step, row.state, row.moved_at = step[:500], state or row.state, timezone.now()
    row.save(update_fields=["step", "state", "moved_at"])


def is_stuck(row: Draft) -> bool:
    """Whether the worker was at it and has said nothing for long: it was stopped."""
    return row.state in AT_WORK and timezone.now() - row.moved_at > STUCK


def _says(brief: Briefing, written: Written, at_row: int) -> Says:
    change = change_sum(brief)
    return Says(
        meeting=brief.profile.board.next_meeting,
        version=brief.version,
        as_of=brief.inputs.as_of,
        at_row=at_row,
        obstacles=written.obstacles,
        weak=tuple(weak(brief)),
        figures=plain(figures_of(brief)),
        change_title=change.title,
        change=change.steps,
    )


def _forget_old(client: Client) -> None:
    kept = Draft.objects.of(client).order_by("-pk").values_list("pk", flat=True)[:KEPT]
    Draft.objects.of(client).exclude(pk__in=list(kept)).delete()


def obstacle_count(draft: Draft) -> int | None:
    """How many obstacles a draft that is ready has."""
    return len(says_of(draft).obstacles) if draft.says else None
