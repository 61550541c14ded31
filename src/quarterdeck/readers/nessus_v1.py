"""Nessus XML of its first version (NessusClient 3 and 4): what a plugin says is one text, with the
synopsis, the solution and the risk under headings in it."""

import re
from collections.abc import Iterator

from quarterdeck.readers import severity
from quarterdeck.readers.hosts import kind_of, system_of
from quarterdeck.readers.nessus_plugins import (
    FAMILY,
    category_of,
    cve_names,
    instruction,
    links,
    vectors,
)
from quarterdeck.readers.nessus_v1_data import parts
from quarterdeck.readers.record import (
    FindingSeen,
    Identifier,
    Record,
    ScanHeader,
    Severity,
    SystemSeen,
)
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import action_key, bounded, line
from quarterdeck.readers.times import moment
from quarterdeck.readers.xml_stream import Element, walk

__all__ = ["FAMILY", "ROOT", "read"]

ROOT = "NessusClientData"
_TAGS = (ROOT, "policyName", "ReportHost", "ReportItem", "HostName", "startTime", "stopTime",
         "netbios_name", "mac_addr", "dns_name", "os_name")  # fmt: skip
_PORT = re.compile(r"(\d{1,5})/(\w{1,10})\)?$")
_BY_NUMBER: dict[str, Severity] = {"0": "none", "1": "none", "2": "medium", "3": "high"}
_UNKNOWN = ("(unknown)", "unknown")


def read(source: Source) -> Iterator[Record]:
    """A header, the system and its findings for every ReportHost; one bare header if none."""
    policy, host = "", dict[str, str]()
    system: SystemSeen | None = None
    hosts = items = 0
    for event, element in walk(source, _TAGS):
        tag = element.tag
        if event == "start":
            if tag == "ReportHost":
                system, host, hosts = None, {}, hosts + 1
        elif tag == "policyName":
            policy = policy or line(element.text)
        elif tag in ("ReportItem", "ReportHost") and hosts:
            if system is None:
                system = _system(host, f"ReportHost {hosts:,}")
                yield _header(host, policy, system.place)
                yield system
            if tag == "ReportItem":
                items += 1
                yield _finding(source, system, element, f"ReportItem {items:,}")
        elif tag == ROOT and not hosts:
            yield _header({}, policy, "")
        elif tag != ROOT:
            said = line((element.text or "").replace("\\n", "\n"), 255)
            host[str(tag)] = "" if said in _UNKNOWN else said


def _header(host: dict[str, str], policy: str, place: str) -> ScanHeader:
    return ScanHeader(
        family=FAMILY,
        tool="Nessus",
        started_at=moment(host.get("startTime", "")),
        finished_at=moment(host.get("stopTime", "")),
        kind="network",
        policy=policy,
        place=place,
    )


def _system(host: dict[str, str], place: str) -> SystemSeen:
    name, own = host.get("HostName", ""), host.get("dns_name", "").rstrip(".")
    netbios = host.get("netbios_name", "").rpartition("\\")[2]
    found: list[Identifier] = [(kind_of(own), own), ("hostname", netbios), (kind_of(name), name)]
    found.append(("mac", host.get("mac_addr", "")))
    system = system_of(found, host.get("os_name", ""), place)
    return system or SystemSeen(name="unnamed host", place=place)


def _finding(source: Source, system: SystemSeen, item: Element, place: str) -> FindingSeen:
    plugin = line(item.findtext("pluginID"))
    if not plugin:
        raise source.error(place, "a ReportItem lacks its pluginID.", "Export the report again.")
    said = parts(item.findtext("data") or "")
    word = line(said.get("risk factor"))
    ours = severity.from_word(word)
    if ours == "unknown":  # 1 is a note or a low risk, and a low risk says so
        ours = _BY_NUMBER.get(line(item.findtext("severity")), "unknown")
    port = _PORT.search(line(item.findtext("port")))
    solution = instruction(said.get("solution"))
    return FindingSeen(
        system=system,
        weakness=plugin,
        title=line(item.findtext("pluginName")) or plugin,
        severity=ours,
        severity_word=word or line(item.findtext("severity")),
        score=severity.score(said.get("cvss base score", "").partition("\n")[0].strip()),
        category=category_of(plugin, ours),
        cves=cve_names(said.get("cve", "")),
        cvss=vectors(said.get("vector")),
        location=f"{port[1]}/{port[2]}" if port and port[1] != "0" else "",
        fix_key=action_key(solution),
        fix=solution,
        description=bounded(said.get("description") or said.get("synopsis") or said[""]),
        evidence=bounded(said.get("plugin output")),
        references=links(said.get("see also", "")),
        raw_id=plugin,
        place=place,
    )
