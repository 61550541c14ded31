"""Greenbone (OpenVAS) XML: reports of the protocols OMP and GMP, bare, one in another, or in the
answers `get_reports` and `get_results`. What a report says of its hosts stands behind the results,
so the file is walked twice, and once more when some hosts were signed in to and some not."""

from collections.abc import Iterator

from quarterdeck.readers.openvas_findings import FAMILY, finding
from quarterdeck.readers.openvas_frame import SCOPES, TAGS, WHOLE, Frame, frames
from quarterdeck.readers.openvas_hosts import address_of
from quarterdeck.readers.openvas_results import result_of
from quarterdeck.readers.record import Record, SystemSeen
from quarterdeck.readers.sniffing import xml_root, xml_start
from quarterdeck.readers.source import Source
from quarterdeck.readers.xml_stream import walk

__all__ = ["FAMILY", "read", "sniff"]

_MARKS = (b"<gmp>", b"<omp>", b"<nvt ", b"<nvt>", b"<scan_run_status>", b"<result_count>")
_MEND = "Export it as XML, with its details."


def sniff(head: bytes, _name: str) -> float | bool:
    root = xml_root(head)
    if root == "report":
        start = xml_start(head)
        return "format_id=" in start or any(mark in head for mark in _MARKS)
    return root in ("get_reports_response", "get_results_response")


def read(source: Source) -> Iterator[Record]:
    """A header for every report and way of looking, its hosts, and their results."""
    reports = frames(source)
    if not any(report.whole for report in reports):
        raise source.error("", "holds no OpenVAS report with a list of results.", _MEND)
    for report in reports:
        if report.whole and report.counted and not report.results:
            problem = f"counts {report.counted:,} results, but lists none."
            raise source.error("", problem, _MEND)
    for turn in range(max(len(report.kinds()) for report in reports)):
        yield from _turn(source, reports, turn)


def _turn(source: Source, reports: list[Frame], turn: int) -> Iterator[Record]:
    """The hosts of every report's first (second) way of looking, and what was found there."""
    begun = results = 0
    open_systems: list[dict[str, SystemSeen]] = []
    for kind, element in walk(source, TAGS, whole=WHOLE):
        if element.tag in SCOPES:
            if kind == "end":
                open_systems.pop()
                continue
            report, begun = reports[begun], begun + 1
            open_systems.append({})
            if report.whole and turn < len(report.kinds()):
                way = report.kinds()[turn]
                yield report.header(way)
                open_systems[-1].update(report.systems(way))
                yield from open_systems[-1].values()
        elif kind == "end" and element.tag == "result" and open_systems:
            results += 1
            system = open_systems[-1].get(address_of(element))
            if system:
                yield finding(system, result_of(source, element, f"result {results:,}"))
