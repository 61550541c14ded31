"""The scanner's own record of a finding, read again from the file as it was given."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from quarterdeck.clients.models import Client
from quarterdeck.findings import raw
from quarterdeck.findings.models import Finding, ScanFile, Sighting
from quarterdeck.readers import ReadError, read
from quarterdeck.readers.record import FindingSeen

MOST_BYTES = 64 * 1024**2
MOST_LINES = 12
SHOWN = (
    "title", "weakness", "severity_word", "score", "cvss", "cves", "location", "package",
    "package_version", "fixed_version", "evidence", "description", "raw_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """The file and, where it can be read here, the record's fields in the scanner's words."""

    file: ScanFile
    place: str
    fields: tuple[tuple[str, str], ...]
    why_not: str = ""


def evidence(client: Client, finding: Finding) -> Evidence | None:
    """Of the last sighting; None where no sighting is stored."""
    last = (
        Sighting.objects.of(client)
        .filter(finding=finding)
        .select_related("file")
        .order_by("-seen_at")
        .first()
    )
    if last is None:
        return None
    file = last.file
    if file.size_bytes > MOST_BYTES:
        return Evidence(file, finding.place, (), "The file is large: open it to see the record.")
    try:
        record = next(_records(file, finding), None)
    except (ReadError, OSError):
        return Evidence(file, finding.place, (), "The kept file cannot be read here any more.")
    if record is None:
        return Evidence(file, finding.place, (), "The record is not where it was: open the file.")
    return Evidence(file, record.place or finding.place, tuple(_fields(record)))


def _records(file: ScanFile, finding: Finding) -> Iterator[FindingSeen]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(file.name).name
        raw.unpack(file.sha256, path)
        for record in read(path, file.format or None):
            if isinstance(record, FindingSeen) and _is(record, finding):
                yield record


def _is(record: FindingSeen, finding: Finding) -> bool:
    """The same title on the same place; CVEs where there are any."""
    if record.title[:500] != finding.title:
        return False
    if finding.place and record.place:
        return record.place == finding.place
    return not finding.cves or " ".join(record.cves) == finding.cves


def _fields(record: FindingSeen) -> Iterator[tuple[str, str]]:
    yield (
        "system",
        ", ".join(
            dict.fromkeys([record.system.name, *(value for _, value in record.system.identifiers)])
        ),
    )
    values = msgspec.structs.asdict(record)
    for name in SHOWN:
        value = values[name]
        text = "  ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")
        if text.strip():
            lines = text.strip().splitlines()
            more = " …" if len(lines) > MOST_LINES else ""
            yield name.replace("_", " "), "\n".join(lines[:MOST_LINES]) + more
