"""Burp's JSON: scans of its REST API, and the issues that its Enterprise edition's GraphQL gives,
bare, as a list "Issues" or within an answer."""

from collections.abc import Iterator
from html import unescape
from typing import Any

from quarterdeck.readers.burp_findings import (
    FAMILY,
    Issue,
    decoded,
    finding,
    header,
    name_of,
    system_of,
)
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import at, expect, objects, part, text
from quarterdeck.readers.record import Record, ScanHeader, SystemSeen
from quarterdeck.readers.sniffing import json_has
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line
from quarterdeck.readers.times import moment

__all__ = ["FAMILY", "read", "sniff"]

_EVENTS = "issue_events.item"
_ISSUES = ("Issues.item", "issues.item", "data.scan.issues.item", "data.issue")
_LISTS = tuple(path.removesuffix(".item") for path in (_EVENTS, *_ISSUES))
_STATUS = ("scan_status", "data.scan.status", "data.scan.end_time")
_DONE = ("", "succeeded", "paused", "finished")
_MEND = "Export the issues again."


def sniff(head: bytes, _name: str) -> float | bool:
    scans = ("issue_events", "scan_metrics"), ("issue_events.item.issue.type_index",)
    if any(json_has(head, *paths) for paths in (*scans, ("data.scan.issues",))):
        return True
    told = any(json_has(head, f"{path}.issue_type", f"{path}.origin") for path in _ISSUES)
    return told or b"".join(head.split()) == b'{"Issues":[]}'


def read(source: Source) -> Iterator[Record]:
    """One header, then every site before its first issue."""
    yield _header(source)
    systems: dict[str, SystemSeen] = {}
    for path, place, value in walk(source, (_EVENTS, *_ISSUES)):
        raw = expect(source, value, place)
        if path == _EVENTS:
            if at(raw, "type") not in ("", "issue_found"):
                continue
            raw = expect(source, raw.get("issue"), f"{place}, issue")
        issue = _issue(source, raw, place)
        if issue.origin not in systems:
            systems[issue.origin] = system_of(issue)
            yield systems[issue.origin]
        yield finding(systems[issue.origin], issue)


def _header(source: Source) -> ScanHeader:
    """The scan; what is still running may not call what it lacks fixed, so its policy says so."""
    facts: dict[str, str] = {}
    origins: set[str] = set()
    there = False
    paths = {f"{path}.origin" for path in _ISSUES} | {f"{_EVENTS}.issue.origin", *_STATUS}
    for path, _, value in walk(source, paths, marks=_LISTS):
        if path in _LISTS:
            there = True
        elif path in _STATUS:
            facts[path] = text(value)
        elif len(origins) < 2:
            origins.add(line(text(value), 255))
    if not there:
        raise source.error("", "holds no list of Burp's issues.", _MEND)
    status = facts.get("scan_status") or facts.get("data.scan.status", "")
    return header(
        finished_at=moment(facts.get("data.scan.end_time", "")),
        target=origins.pop() if len(origins) == 1 else "",
        policy="" if status.lower() in _DONE else f"({status})",
    )


def _issue(source: Source, raw: dict[str, Any], place: str) -> Issue:
    kind = part(raw, "issue_type")
    type_ = line(at(raw, "type_index") or at(kind, "type_index"))
    background = at(raw, "issue_background") or at(kind, "description_html")
    detail = at(raw, "description") or at(raw, "description_html")
    name = name_of(at(raw, "name") or at(kind, "name"), type_, detail, background)
    if not name:
        raise source.error(place, "an issue has neither name nor type.", _MEND)
    evidence = list(objects(source, raw.get("evidence"), f"{place}, evidence"))
    return Issue(
        name=name,
        type=type_,
        origin=line(at(raw, "origin"), 255),
        where=line(at(raw, "caption") or at(raw, "path")),
        severity=line(at(raw, "severity")),
        confidence=line(at(raw, "confidence")),
        background=background,
        detail=detail,
        fix_background=at(raw, "remediation_background") or at(kind, "remediation_html"),
        fix_detail=at(raw, "remediation") or at(raw, "remediation_html"),
        classes=at(raw, "vulnerability_classifications")
        or at(kind, "vulnerability_classifications_html"),
        references=at(raw, "references") or at(kind, "references_html"),
        request=_message(evidence, "request"),
        response=_message(evidence, "response"),
        accepted=raw.get("accepted_risk") is True,
        serial=line(at(raw, "serial_number")),
        place=place,
    )


def _message(evidence: list[dict[str, Any]], name: str) -> str:
    """The first request (response) in the evidence, put together from its segments."""
    for piece in evidence:
        found = part(piece, "request_response").get(name)
        whole = isinstance(found, list)
        segments = found if whole else piece.get(f"{name}_segments")
        if isinstance(segments, list) and segments:
            said = (_segment(segment, whole) for segment in segments[:50])
            return "".join(said)
    return ""


def _segment(segment: Any, encoded: bool) -> str:
    if encoded:
        return decoded(at(segment, "data"))
    return unescape(at(segment, "data_html") or at(segment, "highlight_html"))
