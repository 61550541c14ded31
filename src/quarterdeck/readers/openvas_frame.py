"""Greenbone XML: what stands around the results of a report, partly behind them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quarterdeck.readers.openvas_findings import FAMILY
from quarterdeck.readers.openvas_hosts import Host, address_of
from quarterdeck.readers.record import ScanHeader, ScanKind, SystemSeen
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line
from quarterdeck.readers.times import moment
from quarterdeck.readers.xml_stream import Element, walk

SCOPES = ("report", "get_results_response")
WHOLE = ("result", "port", "error", "task", "filters", "detail", "result_count")
_TEXTS = ("scan_start", "scan_end", "timestamp", "scan_run_status")
TAGS = (*SCOPES, *WHOLE, *_TEXTS, "results", "host", "ip", "asset")
_DISPLAY = re.compile(
    r"(?<!\S)(?:sort|sort-reverse|notes|overrides|first|result_hosts_only|timezone|details|"
    r"ignore_pagination|delta_states|rows=-1)\b\S*"
)


@dataclass(slots=True)
class Frame:
    """One report. `whole` says whether it lists results, be it none; reports also wrap others."""

    whole: bool = False
    texts: dict[str, str] = field(default_factory=dict)
    task: str = ""
    target: str = ""
    filter: str = ""
    counted: int = 0
    results: int = 0
    hosts: dict[str, Host] = field(default_factory=dict)
    described: Host = field(default_factory=Host)

    def kinds(self) -> list[ScanKind]:
        """How deep its hosts were looked into: signed in or not."""
        signed_in = {host.signed_in for host in self.hosts.values()} or {False}
        return ["network-credentialed" if signed else "network" for signed in sorted(signed_in)]

    def header(self, kind: ScanKind) -> ScanHeader:
        """The scan. A filter hides results, and so does an end before all was done: neither may
        call what it does not list fixed, so both are parts of the policy."""
        status = self.texts.get("scan_run_status", "")
        ended = "" if status in ("", "Done") else f"({status.lower()})"
        return ScanHeader(
            family=FAMILY,
            tool="Greenbone OpenVAS",
            started_at=moment(self.texts.get("scan_start") or self.texts.get("timestamp", "")),
            finished_at=moment(self.texts.get("scan_end", "")),
            target=self.target or self.task,
            kind=kind,
            policy=" ".join(filter(None, (self.task, self.filter, ended))),
        )

    def systems(self, kind: ScanKind) -> Iterator[tuple[str, SystemSeen]]:
        """The hosts of one kind, by the address that results name them by."""
        signed_in = kind == "network-credentialed"
        for address, host in self.hosts.items():
            if host.signed_in == signed_in:
                yield address, host.system(address)


def frames(source: Source) -> list[Frame]:
    """The reports in the order in which they begin."""
    found: list[Frame] = []
    open_frames: list[Frame] = []
    for kind, element in walk(source, TAGS, whole=WHOLE):
        if element.tag in SCOPES:
            if kind == "start":
                open_frames.append(Frame(whole=element.tag != "report"))
                found.append(open_frames[-1])
            else:
                open_frames.pop()
        elif open_frames and (kind == "end" or element.tag == "results"):
            _take(open_frames[-1], element)
    return found


def _take(frame: Frame, element: Element) -> None:
    parent = element.getparent()
    tag = str(element.tag)
    if tag == "result":
        frame.whole = True
        frame.results += 1
        frame.hosts.setdefault(address_of(element), Host()).name(element)
    elif tag == "results":
        frame.whole = True
    elif parent is not None and parent.tag == "host":
        _describe(frame, element)
    elif parent is None or parent.tag != "report":
        return
    elif tag == "task":
        frame.task = line(element.findtext("name"))
        frame.target = line(element.findtext("target/name"))
    elif tag == "filters":
        frame.filter = line(_DISPLAY.sub("", element.findtext("term") or ""))
    elif tag == "result_count":
        count = (element.findtext("filtered") or "").strip()
        frame.counted = int(count) if count.isascii() and count.isdigit() and len(count) < 10 else 0
    elif tag in _TEXTS:
        frame.texts[tag] = line(element.text)


def _describe(frame: Frame, element: Element) -> None:
    """Takes a part of what a report's own entry for a host says; its address comes first."""
    if element.tag == "ip":
        address = line(element.text, 255)
        frame.described = frame.hosts.setdefault(address, Host()) if address else Host()
    else:
        frame.described.describe(element)
