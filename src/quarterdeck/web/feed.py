"""What happened lately at a client, from its ledger, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quarterdeck.clients.models import Client, LedgerRow

MOST = 6


@dataclass(frozen=True, slots=True)
class Happened:
    """One row of the ledger, told."""

    at: datetime
    what: str
    says: str
    by: str


def recent(client: Client, most: int = MOST) -> list[Happened]:
    """The last rows of the ledger, the newest first."""
    rows = LedgerRow.objects.of(client).order_by("-number")[:most]
    return [told(row) for row in rows]


def told(row: LedgerRow) -> Happened:
    """A row in words; one whose kind has no words of its own tells its subject."""
    what, says = TELL.get(row.action, (row.action.capitalize(), _subject))
    return Happened(row.at, what, says(row.subject, row.after or {}), row.actor)


def _subject(subject: str, _after: dict[str, Any]) -> str:
    return subject.partition(":")[2] or subject


def _scan(_subject: str, after: dict[str, Any]) -> str:
    counts = after.get("counts", {})
    parts = (("new", "new"), ("fixed", "gone"), ("reopened", "back"))
    moved = ", ".join(f"{counts[key]} {word}" for key, word in parts if counts.get(key))
    return f"{after.get('file', '')}: {moved or 'nothing new'}"


def _folder(subject: str, after: dict[str, Any]) -> str:
    files = after.get("new_and_changed", {}).values()
    new, changed = (sum(pair[n] for pair in files) for n in (0, 1))
    return f"{subject.partition(':')[2]}: {new} new records, {changed} changed"


def _why(_subject: str, after: dict[str, Any]) -> str:
    return str(after.get("why", ""))


def _decided(_subject: str, after: dict[str, Any]) -> str:
    return f"{after.get('says', '')}, by {after.get('by', '')}"


def _title(_subject: str, after: dict[str, Any]) -> str:
    return str(after.get("title", ""))


def _said(_subject: str, after: dict[str, Any]) -> str:
    return f"{after.get('title', '')}: “{after.get('words', '')}”"


TELL: dict[str, tuple[str, Callable[[str, dict[str, Any]], str]]] = {
    "import": ("Client folder read", _folder),
    "import scan": ("Scan read", _scan),
    "publish": ("Brief published", _subject),
    "freeze reference": ("What counts as usual was set", _why),
    "new client": ("Client added", _subject),
    "decide": ("Decided", _decided),
    "close decision": ("Decided again", _subject),
    "ask for a decision": ("The board was asked", _title),
    "withdraw": ("No longer asked", _title),
    "question": ("A director asked", _said),
    "reply": ("Management replied", _said),
    "declined": ("The board declined", _said),
}
