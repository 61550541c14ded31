"""Checkov's JUnit XML: a suite a framework, a case a check, named "[SEVERITY][RULE] words"."""

import re
from collections.abc import Iterator
from typing import Any

from quarterdeck.readers.artefacts import folder
from quarterdeck.readers.checkov_checks import FAMILY, finding
from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.record import Record, ScanHeader, Status, SystemSeen
from quarterdeck.readers.sniffing import xml_root
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line
from quarterdeck.readers.xml_stream import Element, walk

__all__ = ["FAMILY", "read", "sniff"]

_MEND = "Export the report again."
_CASE = re.compile(r"\[([A-Z]*)\]\[([^\]]{1,200})\] ?(.*)", re.DOTALL)
_SUITE = re.compile(rb'<testsuite\s[^<>]{0,200}?name="[a-z_]{1,40} scan"')
_SAID = re.compile(r"^(Resource|File|Guideline|Description|Link|Base Score|Vector): (.*)$", re.M)
_SPAN = re.compile(r"(.*): (\d{1,9})-\d{1,9}")
_PACKAGES = ("sca_package", "sca_image")


def sniff(head: bytes, _name: str) -> float | bool:
    return xml_root(head) in ("testsuites", "testsuite") and bool(_SUITE.search(head))


def read(source: Source) -> Iterator[Record]:
    """For every suite a header and its system, then a finding for every case."""
    yield from grouped(_seen(source), empty=_header("", {}))


def _seen(source: Source) -> Iterator[Seen]:
    framework, settings, cases = "", dict[str, str](), 0
    for event, element in walk(source, ("testsuite", "property", "testcase"), whole=("testcase",)):
        if event == "start" and element.tag == "testsuite":
            framework, settings = line((element.get("name") or "").removesuffix(" scan")), {}
        elif event == "end" and element.tag == "property":
            settings[element.get("name") or ""] = line(element.get("value"))
        elif event == "end" and element.tag == "testcase":
            cases += 1
            place = f"testcase {cases:,}"
            check, system = _check(source, element, framework, place), _system(settings)
            found = finding(source, system, framework, check, _status(element), place)
            yield _header(framework, settings), found
        elif event == "end":
            yield _header(framework, settings), _system(settings)


def _system(settings: dict[str, str]) -> SystemSeen:
    """What the run's settings say was scanned."""
    return folder(settings.get("repo_id") or settings.get("directory", "").strip("[]'"))


def _header(framework: str, settings: dict[str, str]) -> ScanHeader:
    return ScanHeader(
        family=FAMILY,
        tool="Checkov",
        target=_system(settings).name,
        kind="repository",
        policy=framework,
    )


def _status(case: Element) -> Status:
    if case.find("failure") is not None:
        return "open"
    return "muted" if case.find("skipped") is not None else "passed"


def _check(source: Source, case: Element, framework: str, place: str) -> dict[str, Any]:
    """The case as Checkov's JSON has it."""
    named = _CASE.fullmatch(case.get("name") or "")
    if not named:
        raise source.error(place, "is named by no rule of Checkov's.", _MEND)
    word, rule, title = named.groups()
    failure = case.find("failure")
    said = dict(_SAID.findall((failure.text or "")[:20_000] if failure is not None else ""))
    path = case.get("file") or ""
    span = _SPAN.fullmatch(said.get("File", ""))
    check: dict[str, Any] = {
        "check_id": rule,
        "check_name": title,
        "severity": "" if word == "NONE" else word,
        "file_path": path,
        "file_line_range": [span[2]] if span else [],
        "resource": (case.get("classname") or "").removeprefix(path).lstrip("."),
        "guideline": said.get("Guideline", "").removeprefix("None"),
    }
    if framework not in _PACKAGES:
        return check
    package, _, version = title.rpartition(": ")
    details = {"id": rule, "package_name": package, "package_version": version}
    keys = {"description": "Description", "link": "Link", "cvss": "Base Score", "vector": "Vector"}
    details |= {key: said[name] for key, name in keys.items() if said.get(name, "None") != "None"}
    return check | {"vulnerability_details": details}
