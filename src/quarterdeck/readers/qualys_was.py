"""Qualys Web Application Scanning: reports on scans and on applications. What a QID means stands
after the findings, so the file is walked twice."""

from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from msgspec.structs import replace

from quarterdeck.readers.qualys_findings import FAMILY, Check, Detection, finding, said
from quarterdeck.readers.record import FindingSeen, Record, ScanHeader, SystemSeen
from quarterdeck.readers.sites import site, website
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import bounded, cves, cwes, line
from quarterdeck.readers.times import moment
from quarterdeck.readers.xml_stream import Element, walk

ROOTS = ("WAS_SCAN_REPORT", "WAS_WEBAPP_REPORT")
_TYPES = {"VULNERABILITY": "Vuln", "SENSITIVE_CONTENT": "Vuln", "INFORMATION_GATHERED": "Ig"}
_TIMES = ("LAST_TIME_DETECTED", "DETECTION_DATE", "FIRST_TIME_DETECTED")
_BASES = ("CVSS_V3/BASE", "CVSS3_BASE", "CVSS_BASE")


@dataclass(slots=True)
class _Frame:
    """What stands around the findings."""

    target: str = ""
    generated: datetime | None = None
    latest: datetime | None = None
    sites: dict[str, None] = field(default_factory=dict)
    checks: dict[str, Check] = field(default_factory=dict)

    def system(self, address: str) -> SystemSeen:
        """The site of a finding, else the report's first one, else what the report is called."""
        known = site(address) or next(iter(self.sites), "")
        if known:
            return website(known)
        name = line(self.target, 255) or "unnamed web application"
        return SystemSeen(name=name, identifiers=(("other", name),))


def read(source: Source) -> Iterator[Record]:
    """One header, every site, and its findings."""
    frame = _frame(source)
    first = frame.system("")
    yield ScanHeader(
        family=FAMILY,
        tool="Qualys Web Application Scanning",
        finished_at=frame.latest or frame.generated,
        target=first.name,
        kind="web",
    )
    yield from [website(known) for known in frame.sites] or [first]
    for number, element in enumerate(_entries(source), start=1):
        yield _finding(source, frame, element, f"finding {number:,}")


def _entries(source: Source) -> Iterator[Element]:
    """The findings; the summary counts them under the same tags."""
    for _, element in walk(source, tuple(_TYPES), ("end",), whole=tuple(_TYPES)):
        if len(element):
            yield element


def _frame(source: Source) -> _Frame:
    frame = _Frame()
    tags = (*_TYPES, "HEADER", "TARGET", "QID_LIST")
    for _, element in walk(source, tags, ("end",), whole=(*_TYPES, "QID_LIST")):
        tag = element.tag
        if tag == "QID_LIST":
            frame.checks |= {line(e.findtext("QID")): _check(e) for e in element.iterfind("QID")}
        elif tag == "HEADER":
            frame.generated = moment(line(element.findtext("GENERATION_DATETIME")))
        elif tag == "TARGET":
            frame.target = line(" ".join(map(str, element.itertext())))
        elif len(element):
            seen = moment(_time(element))
            frame.latest = max(filter(None, (frame.latest, seen)), default=None)
            if known := site(line(element.findtext("URL"))):
                frame.sites[known] = None
    return frame


def _time(element: Element) -> str:
    return next((text for name in _TIMES if (text := line(element.findtext(name)))), "")


def _check(known: Element) -> Check:
    return Check(
        title=line(known.findtext("TITLE")),
        level=line(known.findtext("SEVERITY")),
        cves=cves(*(e.text or "" for e in known.iterfind(".//CVE"))),
        cwes=cwes(*(f"CWE-{e.text}" for e in known.iterfind("CWE"))),
        base=tuple(text for path in _BASES if (text := line(known.findtext(path)))),
        description=said(known.findtext("DESCRIPTION"), known.findtext("IMPACT")),
        fix=said(known.findtext("SOLUTION")),
    )


def _finding(source: Source, frame: _Frame, element: Element, place: str) -> FindingSeen:
    qid = line(element.findtext("QID"))
    if not qid:
        raise source.error(place, "lacks its QID.", "Export the report again.")
    address, parameter = line(element.findtext("URL")), line(element.findtext("PARAM"))
    detection = Detection(
        qid=qid,
        type="Practice" if element.findtext("POTENTIAL") == "true" else _TYPES[str(element.tag)],
        status=line(element.findtext("STATUS")),
        muted=line(element.findtext("IGNORED")).lower() == "true",
        result=_evidence(element),
        first_found=line(element.findtext("FIRST_TIME_DETECTED")),
        place=place,
    )
    found = finding(frame.system(address), frame.checks.get(qid) or Check(), detection)
    where = f"{address} ({parameter})" if parameter else address
    category = "exposure" if element.tag == "SENSITIVE_CONTENT" else found.category
    return replace(found, location=where, category=category)


def _evidence(element: Element) -> str:
    """What was sent, and what came back."""
    parts = [element.find(path) for path in ("PAYLOADS/PAYLOAD/PAYLOAD", "DATA")]
    parts += [
        element.find(f"PAYLOADS/PAYLOAD/RESPONSE/{name}") for name in ("EVIDENCE", "CONTENTS")
    ]
    return bounded("\n".join(filter(None, (_decoded(part) for part in parts))))


def _decoded(part: Element | None) -> str:
    text = "" if part is None else (part.text or "").strip()
    if part is None or part.get("base64") != "true":
        return "" if text == "N/A" else text
    try:
        return b64decode("".join(text.split())[:8_000]).decode("utf-8", "replace").strip()
    except (Error, ValueError):
        return ""
