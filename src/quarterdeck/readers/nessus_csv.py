"""Tenable CSV: Nessus (a row for every CVE), Security Center, and the findings of Tenable VM."""

from collections.abc import Iterator
from itertools import chain, groupby

from quarterdeck.readers import severity
from quarterdeck.readers.csv_table import Row, rows
from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.hosts import kind_of
from quarterdeck.readers.nessus_columns import IDENTIFIERS, said
from quarterdeck.readers.nessus_plugins import FAMILY as FAMILY
from quarterdeck.readers.nessus_plugins import (
    category_of,
    cve_names,
    cwe_names,
    cwe_numbers,
    instruction,
    links,
    vectors,
)
from quarterdeck.readers.nessus_scan_info import Host, ScanInfo, host_of, scans
from quarterdeck.readers.record import (
    FindingSeen,
    Identifier,
    Record,
    ScanHeader,
    Status,
    SystemSeen,
)
from quarterdeck.readers.sniffing import HEAD_BYTES, csv_has, csv_layout, layout_of
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import action_key, bounded, line
from quarterdeck.readers.times import moment

_LAYOUTS = (
    ("plugin id", "host", "name"),
    ("plugin", "plugin name", "ip address"),
    ("definition.id", "definition.name", "asset.name"),
)
_WEB = ("plugin id", "cvssv3")
_UNKNOWN = ScanInfo()


def sniff(head: bytes, _name: str) -> float | bool:
    return csv_layout(head, _LAYOUTS) is not None


def read(source: Source) -> Iterator[Record]:
    """A header for each way in which hosts were scanned, as late as the latest row, and a finding
    for each run of rows that differ in their CVE only."""
    layout = layout_of(source, _LAYOUTS)
    known, latest = scans(source, layout)
    is_web = csv_has(as_utf8(source.head(HEAD_BYTES)), *_WEB)

    def header(info: ScanInfo) -> ScanHeader:
        return ScanHeader(
            family=FAMILY,
            tool="Nessus",
            kind="web" if is_web else info.kind,
            policy=info.policy,
            started_at=info.started_at,
            finished_at=latest,
        )

    def seen() -> Iterator[Seen]:
        systems: dict[Host, SystemSeen] = {}
        for _, run in groupby(rows(source, layout), _subject):
            (number, row), cves = _joined(run)
            host, place = host_of(row), f"line {number:,}"
            if host not in systems:
                systems[host] = _system(row, place)
            found = _finding(source, systems[host], row, cves, place)
            yield header(known.get(host, _UNKNOWN)), found

    yield from grouped(seen(), empty=header(_UNKNOWN))


def _subject(numbered: tuple[int, Row]) -> object:
    """What the rows share that Nessus spread one item over; in other layouts a row is an item."""
    number, row = numbered
    if "plugin id" not in row:
        return number
    return tuple(said(row, name) for name in ("plugin", "host", "port", "protocol"))


def _joined(run: Iterator[tuple[int, Row]]) -> tuple[tuple[int, Row], tuple[str, ...]]:
    """The first row of a run, and the CVEs of them all."""
    first = next(run)
    named = (cve_names(said(row, "cve")) for _, row in chain([first], run))
    return first, tuple(dict.fromkeys(cve for cves in named for cve in cves))


def _system(row: Row, place: str) -> SystemSeen:
    host = line(said(row, "host"), 255)
    found: list[Identifier] = []
    for kind, columns in IDENTIFIERS:
        for word in " ".join(row.get(column, "") for column in columns).replace(",", " ").split():
            exact = kind_of(word) if kind == "fqdn" else kind
            found.append((exact, word.rpartition("\\")[2][:255]))
    if host:
        found.append((kind_of(host), host))
    return SystemSeen(
        name=host or "unnamed host",
        identifiers=tuple(dict.fromkeys(found)),
        operating_system=line(said(row, "os")),
        place=place,
    )


def _status(row: Row) -> Status:
    if said(row, "state").lower() in ("fixed", "mitigated"):
        return "fixed"
    return "muted" if said(row, "accepted").lower() in ("accepted", "yes", "true") else "open"


def _finding(
    source: Source, system: SystemSeen, row: Row, cves: tuple[str, ...], place: str
) -> FindingSeen:
    plugin = line(said(row, "plugin"))
    if not plugin:
        raise source.error(place, "lacks its plugin number.", "Export the report again.")
    word, port = said(row, "severity"), said(row, "port")
    ours = severity.from_word(word)
    solution = instruction(said(row, "fix"))
    return FindingSeen(
        system=system,
        weakness=plugin,
        title=line(said(row, "name")) or plugin,
        severity=ours,
        severity_word=word,
        score=severity.score(said(row, "score")),
        category=category_of(plugin, ours),
        status=_status(row),
        cves=cves,
        cwes=cwe_numbers(said(row, "cwe")) or cwe_names(said(row, "xref")),
        cvss=vectors(said(row, "cvss4"), said(row, "cvss3"), said(row, "cvss2")),
        location=f"{port}/{said(row, 'protocol').lower()}" if port not in ("", "0") else "",
        fix_key=action_key(solution),
        fix=solution,
        description=bounded(said(row, "description")),
        evidence=bounded(said(row, "output")),
        references=links(said(row, "links").replace(",", " ")),
        first_seen=moment(said(row, "first")),
        raw_id=said(row, "row") or plugin,
        place=place,
    )
