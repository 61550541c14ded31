"""Changing a table record by record: checked as an import is, with one row on the ledger."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import models, transaction

from quarterdeck.clients import ledger
from quarterdeck.clients.folder import registry
from quarterdeck.clients.folder.drafting import Draft, as_before
from quarterdeck.clients.folder.importing import Imported, store_table
from quarterdeck.clients.folder.part import Table, Values
from quarterdeck.clients.folder.problems import FolderError, Report
from quarterdeck.clients.folder.profile import Profile, profile_values
from quarterdeck.clients.folder.reading import Read, check_refs, checked
from quarterdeck.clients.folder.whole import Whole
from quarterdeck.clients.models import Client, LedgerRow

ACTION = "change records"
MOST_ASKED = 500  # keys in one question to the database


@dataclass(frozen=True, slots=True)
class Edit:
    """The records that an edit touches, by key; None of one that was not there, or is no more.

    `row` is its number on the ledger; 0 of one that was not stored, or changed nothing.
    """

    table: Table
    before: dict[str, Values | None]
    after: dict[str, Values | None]
    row: int = 0

    @property
    def subject(self) -> str:
        """How the ledger names it: `services:orders`, or `services` of several records."""
        stem = Path(self.table.file).stem
        return f"{stem}:{next(iter(self.after))}" if len(self.after) == 1 else stem


def look(client: Client, draft: Draft) -> Edit:
    """What storing the draft would change. Raises FolderError with every problem at once."""
    return _checked(client, draft)[1]


@transaction.atomic
def store(client: Client, draft: Draft, actor: str) -> Edit:
    """Stores the draft. Raises FolderError with every problem at once; then nothing was stored."""
    given, edit = _checked(client, draft)
    if edit.after:
        table, gone = draft.table, [key for key, values in edit.after.items() if values is None]
        table.model.objects.of(client).filter(key__in=gone).delete()
        few = given.records if len(given.records) <= MOST_ASKED else None
        store_table(client, given, _pointed_to(client, table), False, Imported(client), few)
        row = ledger.append(client, actor, ACTION, edit.subject, edit.before, edit.after)
        for follow in registry.followers():
            follow(client, table)
        return replace(edit, row=row.number)
    return edit


@transaction.atomic
def take_back(client: Client, number: int, actor: str) -> Edit:
    """Stores the records as they were before the edit in that row of the ledger.

    Raises LookupError where there is no such edit; FolderError as `store`, and when a record was
    changed since.
    """
    row = LedgerRow.objects.of(client).filter(number=number, action=ACTION).first()
    tables = {Path(table.file).stem: table for table in registry.tables()}
    table = tables.get(row.subject.partition(":")[0]) if row else None
    if row is None or table is None:
        raise LookupError(number)
    now = _stored(client, table, row.after)
    report = Report()
    for key in sorted(key for key, values in row.after.items() if now.get(key) != values):
        report.error(table.file, 0, "key", f"“{key}” was changed since", key)
    if report.errors:
        raise FolderError(report)
    return store(client, as_before(table, row.before), actor)


def _checked(client: Client, draft: Draft) -> tuple[Read, Edit]:
    table, report = draft.table, Report(errors=list(draft.faults))
    given = checked(table, list(draft.raws), draft.lines, report)
    touched = draft.gone | given.records.keys()
    stored = _stored(client, table, touched)
    gone = stored.keys() - given.records.keys()
    _check_free(draft, given, stored, report)
    check_refs(given, _known(client, given, gone), report)
    if not report.errors:
        _check_not_named(client, given, gone, report)
    if not report.errors:
        _check_whole(client, given, gone, report)
    if report.errors:
        raise FolderError(report)
    return given, _edit(given, stored, touched)


def _stored(client: Client, table: Table, keys: Collection[str]) -> dict[str, Values]:
    """The stored records among the keys."""
    asked = keys if len(keys) <= MOST_ASKED else None
    return {v["key"]: v for v in table.values(client, asked) if v["key"] in keys}


def _edit(given: Read, stored: dict[str, Values], touched: Collection[str]) -> Edit:
    before = {key: stored.get(key) for key in sorted(touched)}
    after = {key: given.values(key) if key in given.records else None for key in before}
    same = {key for key in before if before[key] == after[key]}
    return Edit(
        given.table,
        {key: values for key, values in before.items() if key not in same},
        {key: values for key, values in after.items() if key not in same},
    )


def _check_free(draft: Draft, given: Read, stored: dict[str, Values], report: Report) -> None:
    """A record that is added must not stand in the place of another."""
    if draft.over is not None:
        for key in sorted((given.records.keys() & stored.keys()) - draft.over):
            expected = "is taken by another record; choose another"
            report.error(draft.table.file, given.line(key, "key"), "key", expected, key)


def _check_not_named(client: Client, given: Read, gone: set[str], report: Report) -> None:
    """A record that goes must not be named by those that stay."""
    for other in registry.tables() if gone else ():
        names = [name for name, ref in other.refs().items() if ref.file == given.table.file]
        for values in other.values(client) if names else ():
            named = {
                key
                for name in names
                for key in (values[name] if isinstance(values[name], list) else [values[name]])
            }
            for key in sorted(named & gone):
                expected = f"is still named by “{values['key']}” in {other.file}; change that first"
                report.error(given.table.file, 0, "key", expected, key)


def _check_whole(client: Client, given: Read, gone: set[str], report: Report) -> None:
    """What only all tables show; what was wrong before the edit does not stop it."""
    after, before = Report(), Report()
    whole = _whole(client, given, gone)
    for check in registry.checks():
        check(whole, after)
    whole = _whole(client, Read(given.table, {}, {}, {}), set())
    for check in registry.checks() if after.errors else ():
        check(whole, before)
    known = {(p.file, p.field, p.expected, p.found) for p in before.errors}
    report.errors += [
        p for p in after.errors if (p.file, p.field, p.expected, p.found) not in known
    ]


def _whole(client: Client, given: Read, gone: set[str]) -> Whole:
    profile = Profile.model_validate(profile_values(client))
    others = (table for table in registry.tables() if table.file != given.table.file)
    reads = (given, *(Read(table, {}, {}, {}) for table in others))
    removed = frozenset((given.table.file, key) for key in gone)
    return Whole(profile, reads, client, replace=False, gone=removed)


def _known(client: Client, given: Read, gone: set[str]) -> dict[str, set[str]]:
    """The keys of the tables that the records point to, as they will be."""
    files = {ref.file for ref in given.table.refs().values()}
    found = {
        table.file: set(table.model.objects.of(client).values_list("key", flat=True))
        for table in registry.tables()
        if table.file in files
    }
    if given.table.file in found:
        found[given.table.file] = found[given.table.file] - gone | given.records.keys()
    return found


def _pointed_to(client: Client, table: Table) -> dict[type, dict[str, Any]]:
    """The stored rows of the tables that the records point to."""
    fields = [f for f in table.model._meta.fields if isinstance(f, models.ForeignKey)]
    related: set[Any] = {field.related_model for field in fields} - {Client}
    return {model: {row.key: row for row in model.objects.of(client)} for model in related}
