"""Burp Suite's XML of issues, with requests and responses in base64 or plain, of all versions. Its
sites stand among the issues, so the file is walked twice."""

from collections.abc import Iterator

from quarterdeck.readers.burp_findings import (
    FAMILY,
    Issue,
    decoded,
    finding,
    header,
    name_of,
    system_of,
)
from quarterdeck.readers.record import Record, ScanHeader, SystemSeen
from quarterdeck.readers.sniffing import xml_root, xml_start
from quarterdeck.readers.source import Source
from quarterdeck.readers.spelled_times import spelled
from quarterdeck.readers.text import line
from quarterdeck.readers.xml_stream import Element, walk

__all__ = ["FAMILY", "read", "sniff"]

_TAGS = ("issues", "issue")
_MEND = "Export the issues again."


def sniff(head: bytes, _name: str) -> float | bool:
    if xml_root(head) != "issues":
        return False
    has_issues = b"<host" in head and (b"<serialNumber>" in head or b"<type>" in head)
    return "burpVersion" in xml_start(head) or has_issues


def read(source: Source) -> Iterator[Record]:
    """One header, then every site before its first issue."""
    yield _header(source)
    systems: dict[tuple[str, str], SystemSeen] = {}
    count = 0
    for _, element in walk(source, _TAGS, ("end",), whole=("issue",)):
        if element.tag == "issue":
            count += 1
            issue = _issue(source, element, f"issue {count:,}")
            key = (issue.origin, issue.ip)
            if key not in systems:
                systems[key] = system_of(issue)
                yield systems[key]
            yield finding(systems[key], issue)


def _header(source: Source) -> ScanHeader:
    """The scan; its target is the site when all issues are on one."""
    version = exported = ""
    origins: set[str] = set()
    for kind, element in walk(source, _TAGS, whole=("issue",)):
        if element.tag == "issue" and kind == "end" and len(origins) < 2:
            origins.add(line(element.findtext("host"), 255))
        elif element.tag == "issues" and kind == "start":
            version, exported = element.get("burpVersion", ""), element.get("exportTime", "")
    target = origins.pop() if len(origins) == 1 else ""
    return header(line(version), spelled(exported), target)


def _issue(source: Source, element: Element, place: str) -> Issue:
    def said(path: str) -> str:
        return (element.findtext(path) or "").strip()

    type_ = line(said("type"))
    name = name_of(said("name"), type_)
    if not name:
        raise source.error(place, "an issue has neither name nor type.", _MEND)
    host = element.find("host")
    items = (item.text or "" for item in element.iterfind("issueDetailItems/issueDetailItem"))
    return Issue(
        name=name,
        type=type_,
        origin=line(said("host"), 255),
        ip=line("" if host is None else host.get("ip"), 255),
        where=line(said("location") or said("path")),
        severity=line(said("severity")),
        confidence=line(said("confidence")),
        background=said("issueBackground"),
        detail="<br>".join(filter(None, (said("issueDetail"), *items))),
        fix_background=said("remediationBackground"),
        fix_detail=said("remediationDetail"),
        classes=said("vulnerabilityClassifications"),
        references=said("references"),
        request=_message(element.find("requestresponse/request")),
        response=_message(element.find("requestresponse/response")),
        serial=line(said("serialNumber")),
        place=place,
    )


def _message(part: Element | None) -> str:
    if part is None:
        return ""
    text = part.text or ""
    return decoded(text) if part.get("base64") == "true" else text
