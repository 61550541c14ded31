"""The client's ledger: who changed what, when, from what to what, each row chained to the last."""

import getpass
import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from quarterdeck.clients.models import Client, LedgerRow

FIRST = "0" * 64
FIELDS = ("number", "at", "actor", "action", "subject", "before", "after", "previous_hash")


class LedgerFault(NamedTuple):
    """A row that does not fit the chain, and why."""

    number: int
    says: str


class LedgerForkedError(ValueError):
    """A travelled ledger that contradicts the one that is stored."""


def canonical(value: Any) -> str:
    """JSON with sorted keys and no blanks: equal for equal values."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(value: Any) -> str:
    """SHA-256 of the canonical JSON."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def local_actor() -> str:
    """Whom the command line acts as: the firm's local owner."""
    try:
        return f"cli:{getpass.getuser()}"
    except (KeyError, OSError):
        return "cli:unknown"


def append(
    client: Client, actor: str, action: str, subject: str, before: Any = None, after: Any = None
) -> LedgerRow:
    """One row at the end of the client's chain. Call it in the transaction of the change."""
    last = LedgerRow.objects.of(client).order_by("-number").first()
    row = LedgerRow(
        client=client,
        number=last.number + 1 if last else 1,
        at=datetime.now(UTC),
        actor=actor,
        action=action,
        subject=subject,
        before=before,
        after=after,
        previous_hash=last.hash if last else FIRST,
    )
    row.hash = digest(as_line(row))
    row.save()
    return row


def as_line(row: LedgerRow) -> dict[str, Any]:
    """The row as it travels, without its own hash."""
    return {name: getattr(row, name) for name in FIELDS} | {"at": row.at.isoformat()}


def verify(client: Client) -> list[LedgerFault]:
    """Every place where the stored chain is broken: altered, missing or reordered rows."""
    return list(faults(export(client)))


def export(client: Client) -> Iterator[dict[str, Any]]:
    """The rows as they travel, with their hashes, oldest first."""
    for row in LedgerRow.objects.of(client).order_by("number").iterator():
        yield as_line(row) | {"hash": row.hash}


def length(client: Client) -> int:
    """How many rows the client's chain has."""
    return LedgerRow.objects.of(client).count()


def last_state(client: Client) -> str:
    """The state that the ledger last recorded; "" when none."""
    for row in LedgerRow.objects.of(client).order_by("-number").iterator():
        if isinstance(row.after, dict) and "state" in row.after:
            return str(row.after["state"])
    return ""


def faults(lines: Iterable[dict[str, Any]]) -> Iterator[LedgerFault]:
    """What is wrong with a chain of travelled rows."""
    previous, expected = FIRST, 1
    for line in lines:
        number = line["number"]
        if number != expected:
            yield LedgerFault(number, f"row {expected} is missing: the chain goes on at {number}")
        elif line["previous_hash"] != previous:
            yield LedgerFault(number, f"row {number} does not follow the row before it")
        if digest({name: line[name] for name in FIELDS}) != line["hash"]:
            yield LedgerFault(number, f"row {number} was altered after it was written")
        previous, expected = line["hash"], number + 1


def adopt(client: Client, lines: list[dict[str, Any]]) -> int:
    """Appends what a travelled, verified ledger has beyond the stored one; returns how many rows.

    Raises LedgerForkedError when the two contradict each other.
    """
    stored = [row["hash"] for row in export(client)]
    common = min(len(stored), len(lines))
    for number, (ours, theirs) in enumerate(zip(stored, lines, strict=False), start=1):
        if ours != theirs["hash"]:
            raise LedgerForkedError(
                f"row {number} of the file is not row {number} of what is stored"
            )
    LedgerRow.objects.of(client).bulk_create(
        LedgerRow(client=client, **line | {"at": datetime.fromisoformat(line["at"])})
        for line in lines[common:]
    )
    return len(lines) - common
