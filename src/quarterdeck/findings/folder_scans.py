"""`scans/`: raw scan files, and `scans.csv`, which says when each was imported."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from quarterdeck import readers
from quarterdeck.clients.folder import csv_lines
from quarterdeck.clients.folder.part import Loaded
from quarterdeck.clients.folder.problems import Line, Report
from quarterdeck.clients.folder.sheets.files import read_rows
from quarterdeck.clients.folder.yaml_lines import Lines
from quarterdeck.clients.models import Client
from quarterdeck.findings import raw, states
from quarterdeck.findings.importing import import_scan
from quarterdeck.findings.matching import rematch
from quarterdeck.findings.models import ScanFile

MANIFEST, SHEET = "scans.csv", "scans.xlsx"
COLUMNS = ["file", "sha256", "imported_at", "format"]
_PASSED_OVER = (MANIFEST, SHEET, "README.md")


@dataclass(frozen=True, slots=True)
class Listed:
    """A scan file of the folder with what the manifest says of it, if anything."""

    name: str
    path: Path
    line: Line = 0
    sha256: str = ""
    imported_at: datetime | None = None
    format: str | None = None


class ScansPart:
    """Files are known by their hash and replayed in the order in which they were imported; what
    the manifest does not date goes by the time that the scan itself names."""

    file = "scans/"
    says = (
        "Scanner exports, raw. scans.csv dates them and may be left out (format: only where it is\n"
        "not to be found out; imported_at: also the time of scans that name none)."
    )

    def check(self, folder: Path, report: Report) -> None:
        """Every file must be readable to its end; those that are kept already were."""
        for listed in _listed(folder / self.file, report):
            where = self.file + listed.name
            if listed.format and listed.format not in readers.registry():
                known = f"must be one of: {', '.join(readers.registry())}"
                report.error(self.file + MANIFEST, listed.line, "format", known, listed.format)
            elif not listed.path.is_file():
                expected = "must name a file of this folder"
                report.error(self.file + MANIFEST, listed.line, "file", expected, listed.name)
            elif listed.sha256 not in ("", raw.digest(listed.path)):
                report.error(where, 0, "", "is not the file that scans.csv names: its hash differs")
            elif not raw.path_of(raw.digest(listed.path)).exists():
                _check_reads(listed, where, report)

    def load(self, client: Client, folder: Path, actor: str) -> Loaded:
        """Replays the files that the client does not have yet."""
        stored = set(ScanFile.objects.of(client).values_list("sha256", flat=True))
        listed = list(_listed(folder / self.file, Report()))
        fresh = {raw.digest(one.path): one for one in listed}
        fresh = {sha256: one for sha256, one in fresh.items() if sha256 not in stored}
        for one in sorted(fresh.values(), key=_when):
            import_scan(
                client, one.path, actor, format=one.format, imported_at=one.imported_at
            )  # fmt: skip
        rematch(client)
        return Loaded(new=len(fresh), same=len(listed) - len(fresh))

    def dump(self, client: Client, folder: Path) -> int:
        """Writes the raw files and their manifest."""
        rows: list[dict[str, Any]] = []
        names: set[str] = {name.casefold() for name in _PASSED_OVER}
        for file in ScanFile.objects.of(client).order_by("imported_at", "pk"):
            (folder / self.file).mkdir(exist_ok=True)
            name = file.name
            if name.casefold() in names or name.startswith("."):
                name = f"{file.sha256[:12]}-{name.lstrip('.')}"
            names.add(name.casefold())
            raw.unpack(file.sha256, folder / self.file / name)
            rows.append({"file": name, "sha256": file.sha256, "format": file.format,
                         "imported_at": file.imported_at.isoformat()})  # fmt: skip
        if rows:
            csv_lines.write(folder / self.file / MANIFEST, COLUMNS, rows, self.says)
        return len(rows)

    def state(self, client: Client) -> Any:
        """The files that were imported, and what came of them."""
        files = ScanFile.objects.of(client).order_by("sha256").values_list("sha256", flat=True)
        return {"files": list(files), "states": states.states_hash(client.pk)}


def _listed(folder: Path, report: Report) -> Iterator[Listed]:
    """What the manifest lists, then the files that it leaves out."""
    named: set[str] = set()
    rows, lines = _manifest(folder, report)
    for index, row in enumerate(rows):
        listed = _row(folder, row, lines.get((index,), 0), report)
        if listed is not None:
            named.add(listed.name)
            yield listed
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        hidden = any(part.startswith(".") for part in Path(name).parts)
        if path.is_file() and not hidden and name not in named and name not in _PASSED_OVER:
            yield Listed(name, path)


def _manifest(folder: Path, report: Report) -> tuple[list[dict[str, Any]], Lines]:
    """The rows of scans.csv, or of the spreadsheet in its place."""
    path, sheet = folder / MANIFEST, folder / SHEET
    if path.is_file() and sheet.is_file():
        expected = f"must not stand beside {MANIFEST}: remove the one that does not count"
        report.error(f"{folder.name}/{SHEET}", 0, "", expected)
    elif sheet.is_file():
        return read_rows(sheet, COLUMNS, report)
    return csv_lines.read(path, f"{folder.name}/{MANIFEST}", report) if path.is_file() else ([], {})


def _row(folder: Path, row: dict[str, Any], line: Line, report: Report) -> Listed | None:
    where, name = f"{folder.name}/{MANIFEST}", row.get("file", "")
    path = folder / name
    if not name or not path.resolve().is_relative_to(folder.resolve()):
        report.error(where, line, "file", "must name a file of this folder", name)
        return None
    imported_at = None
    if "imported_at" in row:
        try:
            imported_at = datetime.fromisoformat(row["imported_at"])
        except ValueError:
            expected = "must be a time such as 2026-03-31T09:00:00+00:00"
            report.error(where, line, "imported_at", expected, row["imported_at"])
    if imported_at is not None and imported_at.tzinfo is None:
        imported_at = imported_at.replace(tzinfo=UTC)
    return Listed(name, path, line, row.get("sha256", ""), imported_at, row.get("format"))


def _check_reads(listed: Listed, where: str, report: Report) -> None:
    try:
        _own_time(listed.path, raw.digest(listed.path), listed.format)
    except readers.ReadError as error:
        said = f"{error.place}: {error.problem} {error.mend}".strip(": ")
        report.error(where, 0, "", said)


def _when(listed: Listed) -> tuple[datetime, str]:
    own = listed.imported_at or _own_time(listed.path, raw.digest(listed.path), listed.format)
    return own or datetime.now(UTC), listed.name


@lru_cache(maxsize=1024)
def _own_time(path: Path, _sha256: str, format: str | None) -> datetime | None:  # noqa: A002
    """The latest time that the file names; read to its end. Raises ReadError."""
    latest: deque[datetime] = deque(maxlen=1)
    for record in readers.read(path, format):
        if isinstance(record, readers.ScanHeader):
            at = record.finished_at or record.started_at
            if at is not None and (not latest or at > latest[0]):
                latest.append(at)
    return latest[0] if latest else None
