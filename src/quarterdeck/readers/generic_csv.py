"""Our own CSV: a finding a row, in columns that people can fill in; `docs/readers.md` has them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, get_args

from quarterdeck.readers import severity
from quarterdeck.readers.csv_table import Row, rows
from quarterdeck.readers.packages import upgrade_words
from quarterdeck.readers.record import (
    Category,
    FindingSeen,
    Identifier,
    IdentifierKind,
    Record,
    ScanHeader,
    ScanKind,
    Severity,
    Status,
    SystemSeen,
)
from quarterdeck.readers.sniffing import csv_has
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import action_key, addresses, bounded, cves, cwes, distinct, line
from quarterdeck.readers.times import moment

FAMILY = "generic"
REQUIRED = ("system", "title", "severity")
SCAN = ("tool", "tool_version", "scanned_at", "target", "scan_kind", "policy")
_KINDS: tuple[IdentifierKind, ...] = get_args(IdentifierKind)


def sniff(head: bytes, _name: str) -> float | bool:
    return 0.5 if csv_has(head, *REQUIRED) else 0.0


def read(source: Source) -> Iterator[Record]:
    """A header for each run of rows with the same scan columns, each system once under it."""
    scan: tuple[str, ...] | None = None
    systems: dict[SystemSeen, SystemSeen] = {}
    for number, row in rows(source, REQUIRED):
        place = f"line {number:,}"
        said = tuple(row.get(column, "").strip() for column in SCAN)
        if said != scan:
            scan = said
            systems.clear()
            yield _header(source, row, place)
        system = _system(source, row, place)
        if system not in systems:
            systems[system] = system
            yield system
        if _has_finding(row):
            yield _finding(source, row, systems[system], place)
    if scan is None:
        yield ScanHeader(family=FAMILY, tool=FAMILY)


def _has_finding(row: Row) -> bool:
    return any(_said(row, name) for name in ("title", "weakness", "cve"))


def _said(row: Row, name: str) -> str:
    return row.get(name, "").strip()


def _chosen(source: Source, row: Row, name: str, kinds: Any, default: str, place: str) -> Any:
    """The row's word at `name` if it is one of the literal's, `default` for a blank."""
    word, allowed = _said(row, name).lower() or default, get_args(kinds)
    if word not in allowed:
        problem = f"{name} is “{word[:60]}”."
        raise source.error(place, problem, f"Choose one of: {', '.join(allowed)}.")
    return word


def _time(source: Source, row: Row, name: str, place: str) -> datetime | None:
    word = _said(row, name)
    found = moment(word)
    if word and found is None:
        problem = f"{name} is “{word[:60]}”, which is no date or time."
        raise source.error(place, problem, "Write it as 2026-03-31 or 2026-03-31T14:05:00Z.")
    return found


def _header(source: Source, row: Row, place: str) -> ScanHeader:
    tool = line(_said(row, "tool"), 100)
    kind: ScanKind = _chosen(source, row, "scan_kind", ScanKind, "other", place)
    return ScanHeader(
        family=tool.lower() or FAMILY,
        tool=tool or FAMILY,
        tool_version=line(_said(row, "tool_version"), 100),
        finished_at=_time(source, row, "scanned_at", place),
        target=line(_said(row, "target")),
        kind=kind,
        policy=line(_said(row, "policy")),
        place=place,
    )


def _system(source: Source, row: Row, place: str) -> SystemSeen:
    name = line(_said(row, "system"), 255)
    found: list[Identifier] = [
        (kind, word[:255]) for kind in _KINDS for word in _said(row, kind).split()
    ]
    if not name and not found:
        raise source.error(place, "names no system.", "Fill in the column “system”.")
    return SystemSeen(
        name=name or found[0][1],
        identifiers=tuple(dict.fromkeys(found)),
        operating_system=line(_said(row, "operating_system")),
    )


def _finding(source: Source, row: Row, system: SystemSeen, place: str) -> FindingSeen:
    known = cves(_said(row, "cve"))
    title = line(_said(row, "title")) or line(_said(row, "weakness")) or next(iter(known), "")
    if not title:
        problem = f"cve is “{_said(row, 'cve')[:60]}”, which names no CVE."
        raise source.error(place, problem, "Write it as CVE-2026-12345, or fill in the title.")
    score, word = severity.score(_said(row, "score")), _said(row, "severity")
    rated = severity.from_word(word) if word else severity.from_score(score)
    if rated == "unknown" and word.lower() not in ("", "unknown"):
        _chosen(source, row, "severity", Severity, "unknown", place)
    category: Category = _chosen(source, row, "category", Category, "vulnerability", place)
    status: Status = _chosen(source, row, "status", Status, "open", place)
    package, fixed = line(_said(row, "package")), line(_said(row, "fixed_version"))
    fix = bounded(_said(row, "fix")) or upgrade_words(package, fixed)
    return FindingSeen(
        system=system,
        weakness=line(_said(row, "weakness")) or (known[0] if len(known) == 1 else title),
        title=title,
        severity=rated,
        severity_word=word,
        score=score,
        category=category,
        status=status,
        cves=known,
        cwes=cwes(_said(row, "cwe")),
        cvss=distinct(_said(row, "cvss").split()),
        location=line(_said(row, "location")),
        package=package,
        package_version=line(_said(row, "package_version")),
        fixed_version=fixed,
        fix_key=action_key(fix),
        fix=fix,
        description=bounded(_said(row, "description")),
        evidence=bounded(_said(row, "evidence")),
        references=addresses(_said(row, "references").split()),
        first_seen=_time(source, row, "first_seen", place),
        raw_id=line(_said(row, "id")),
        place=place,
    )
