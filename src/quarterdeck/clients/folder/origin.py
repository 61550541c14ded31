"""Where an import comes from: a client folder, or the workbook that `client export` wrote."""

import json
from pathlib import Path
from typing import Any, Protocol

from quarterdeck.clients import ledger
from quarterdeck.clients.folder import registry
from quarterdeck.clients.folder.part import Files, Table
from quarterdeck.clients.folder.problems import FolderError, Report
from quarterdeck.clients.folder.profile import (
    PROFILE,
    PROFILE_PART,
    Profile,
    profile_of,
    profile_values,
    read_profile,
)
from quarterdeck.clients.folder.reading import Read, checked, read_table, sheet_path
from quarterdeck.clients.folder.sheets.columns import fits
from quarterdeck.clients.folder.sheets.files import Book, open_book
from quarterdeck.clients.folder.sheets.parts import START, sheets_of
from quarterdeck.clients.models import Client, Firm

LEDGER = "ledger.jsonl"


class Origin(Protocol):
    """What an import reads. `says` names it on the ledger, `folder` is where its `files` lie."""

    says: str
    folder: Path
    files: tuple[Files, ...]

    def profile(self, firm: Firm, report: Report) -> Profile | None: ...

    def read(self, table: Table, client: Client | None, report: Report) -> Read: ...

    def ledger(self, report: Report) -> list[dict[str, Any]]: ...

    def warn_of_strangers(self, report: Report) -> None: ...


def origin_of(path: Path) -> Origin:
    """Raises FolderError for what is neither a folder nor a workbook."""
    report = Report()
    if path.is_dir():
        return FromFolder(path)
    if path.is_file() and path.suffix.lower() == ".xlsx":
        book = open_book(path, report)
        if book:
            return FromBook(path, book)
    else:
        report.error(str(path), 0, "", "must be a client folder, or a workbook that ends in .xlsx")
    raise FolderError(report)


class FromFolder:
    """A client folder; it stands for itself, whatever is stored."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.files = folder, registry.files()
        self.says = f"folder:{folder.resolve().name}"

    def profile(self, _firm: Firm, report: Report) -> Profile | None:
        return read_profile(self.folder, report)

    def read(self, table: Table, _client: Client | None, report: Report) -> Read:
        return read_table(self.folder, table, report)

    def ledger(self, report: Report) -> list[dict[str, Any]]:
        path = self.folder / LEDGER
        if not path.exists():
            return []
        try:
            text = path.read_text(encoding="utf-8")
            lines = [json.loads(line) for line in text.splitlines() if line.strip()]
            for fault in ledger.faults(lines):
                report.error(LEDGER, fault.number, "", fault.says)
        except (ValueError, KeyError, TypeError) as error:
            report.error(LEDGER, 0, "", f"must be as `client export` wrote it ({error})")
            return []
        return lines

    def warn_of_strangers(self, report: Report) -> None:
        ours = {PROFILE, LEDGER, "README.md"}
        ours |= {part.file.split("/")[0] for part in registry.parts()}
        ours |= {sheet_path(self.folder, t).name for t in (PROFILE_PART, *registry.tables())}
        for path in sorted(self.folder.iterdir()):
            if path.name not in ours and not path.name.startswith("."):
                report.warn(path.name, 0, "", "is no file of a client folder and was passed over")


class FromBook:
    """A workbook; what it has no sheet, row or column for stays as it is stored."""

    def __init__(self, path: Path, book: Book) -> None:
        self.folder, self.book = path.parent, book
        self.says = f"workbook:{path.name}"
        self.files: tuple[Files, ...] = ()

    def profile(self, firm: Firm, report: Report) -> Profile | None:
        if not self.book.has(PROFILE_PART):
            expected = "is missing: it says who the client is; begin with `client export --xlsx`"
            report.error(self.book.where("profile"), 0, "", expected)
            return None
        raw, _ = self.book.records(PROFILE_PART, {}, Report())
        key = str(raw[0].get("key", "")) if raw else ""
        client = Client.objects.filter(firm=firm, key=key).first()
        stored = {key: profile_values(client)} if client else {}
        raw, lines = self.book.records(PROFILE_PART, stored, report)
        return profile_of(checked(PROFILE_PART, raw, lines, report), report)

    def read(self, table: Table, client: Client | None, report: Report) -> Read:
        if not self.book.has(table):
            return Read(table, {}, {}, {}, given=False)
        stored = {values["key"]: values for values in table.values(client)} if client else {}
        return checked(table, *self.book.records(table, stored, report), report)

    def ledger(self, _report: Report) -> list[dict[str, Any]]:
        return []

    def warn_of_strangers(self, report: Report) -> None:
        tables = (PROFILE_PART, *registry.tables())
        ours = {sheet for table in tables if fits(table.schema) for sheet in sheets_of(table)}
        for sheet in self.book.sheets.keys() - ours - {START.lower()}:
            expected = "is no sheet of a client's workbook and was passed over"
            report.warn(self.book.where(sheet), 0, "", expected)
