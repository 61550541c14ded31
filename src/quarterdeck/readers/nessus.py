"""Tenable Nessus: `.nessus` XML (v2). Every host is a scan of its own: it has its own times and was
signed in to or not."""

import re
from collections.abc import Iterator
from datetime import datetime

from quarterdeck.readers import severity
from quarterdeck.readers.nessus_plugins import CHECK_STATUS, category_of, links, vectors
from quarterdeck.readers.record import (
    FindingSeen,
    Identifier,
    IdentifierKind,
    Record,
    ScanHeader,
    Severity,
    SystemSeen,
)
from quarterdeck.readers.sniffing import xml_root
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import action_key, bounded, line
from quarterdeck.readers.times import moment
from quarterdeck.readers.xml_stream import Element, walk

FAMILY = "nessus"
_TAGS = ("NessusClientData_v2", "policyName", "ReportHost", "HostProperties", "ReportItem")
_SEVERITIES: dict[str | None, Severity] = {
    "0": "none", "1": "low", "2": "medium", "3": "high", "4": "critical",
}  # fmt: skip
_REPEATED = frozenset(("cve", "cwe", "see_also"))
_COMPLIANCE = "{http://www.nessus.org/cm}compliance-"
_PROPERTIES: tuple[tuple[IdentifierKind, tuple[str, ...]], ...] = (
    ("cloud_id", ("aws-instance-instanceId", "aws-instance-id", "azure-instance-vmId",
                  "gcp-instance-instanceId")),
    ("fqdn", ("host-fqdn",)),
    ("hostname", ("hostname", "netbios-name")),
    ("ip", ("host-ip",)),
    ("mac", ("mac-address",)),
    ("other", ("host-rdns",)),
)  # fmt: skip
_IP = re.compile(r"[0-9.]{7,15}|[0-9a-fA-F]*:[0-9a-fA-F:.]+")


def sniff(head: bytes, _name: str) -> float | bool:
    return xml_root(head) == "NessusClientData_v2"


def read(source: Source) -> Iterator[Record]:
    """A header, the system and its findings for every ReportHost; one bare header if none."""
    policy = host = ""
    system: SystemSeen | None = None
    hosts = items = 0
    for event, element in walk(source, _TAGS):
        tag = element.tag
        if tag == "ReportItem":
            if event == "end":
                items += 1
                if system is None:
                    system = _system(host, {}, "")
                    yield ScanHeader(family=FAMILY, tool="Nessus", kind="network", policy=policy)
                    yield system
                yield _finding(source, system, element, f"ReportItem {items:,}")
        elif tag == "ReportHost" and event == "start":
            host, system, hosts = element.get("name") or "", None, hosts + 1
        elif tag == "HostProperties" and event == "end":
            properties = {tag.get("name") or "": (tag.text or "").strip() for tag in element}
            place = f"ReportHost {hosts:,}"
            system = _system(host, properties, place)
            yield _header(properties, policy, place)
            yield system
        elif tag == "policyName" and event == "end":
            policy = line(element.text)
        elif tag == "NessusClientData_v2" and event == "end" and not hosts:
            yield ScanHeader(family=FAMILY, tool="Nessus", kind="network", policy=policy)


def _header(properties: dict[str, str], policy: str, place: str) -> ScanHeader:
    signed_in = properties.get("Credentialed_Scan", "").lower() == "true"
    return ScanHeader(
        family=FAMILY,
        tool="Nessus",
        started_at=_time(properties, "HOST_START"),
        finished_at=_time(properties, "HOST_END"),
        kind="network-credentialed" if signed_in else "network",
        policy=properties.get("policy-used") or policy,
        place=place,
    )


def _time(properties: dict[str, str], name: str) -> datetime | None:
    return moment(properties.get(f"{name}_TIMESTAMP") or properties.get(name, ""))


def _system(host: str, properties: dict[str, str], place: str) -> SystemSeen:
    found: list[Identifier] = [
        (kind, value)
        for kind, names in _PROPERTIES
        for name in names
        for value in properties.get(name, "").split()
    ]
    if host:
        found.append(("ip" if _IP.fullmatch(host) else "fqdn" if "." in host else "hostname", host))
    return SystemSeen(
        name=host or properties.get("host-fqdn") or properties.get("host-ip", "") or "unnamed host",
        identifiers=tuple(dict.fromkeys(found)),
        operating_system=line(properties.get("operating-system")),
        place=place,
    )


def _finding(source: Source, system: SystemSeen, item: Element, place: str) -> FindingSeen:
    fields: dict[str, str] = {}
    repeated: dict[str, list[str]] = {"cve": [], "cwe": [], "see_also": []}
    for child in item:
        text = child.text
        if text:
            tag = child.tag
            if tag in _REPEATED:
                repeated[tag].append(text)
            else:
                fields[tag] = text
    if fields.get("compliance") or _COMPLIANCE + "result" in fields:
        return _check(system, item, fields, place)
    get = fields.get
    attributes = item.attrib
    plugin = attributes.get("pluginID", "")
    if not plugin:
        raise source.error(place, "a ReportItem lacks its pluginID.", "Export the report again.")
    word = get("risk_factor", "").strip()
    ours = _SEVERITIES.get(attributes.get("severity")) or severity.from_word(word)
    solution = bounded(get("solution"))
    port = attributes.get("port", "0")
    return FindingSeen(
        system=system,
        weakness=plugin,
        title=attributes.get("pluginName") or line(get("plugin_name")) or plugin,
        severity=ours,
        severity_word=word,
        score=severity.score(get("cvss3_base_score") or get("cvss_base_score")),
        category=category_of(plugin, ours),
        cves=tuple(dict.fromkeys(repeated["cve"])),
        cwes=tuple(dict.fromkeys(map("CWE-{}".format, repeated["cwe"]))),
        cvss=vectors(get("cvss4_vector"), get("cvss3_vector"), get("cvss_vector")),
        location=f"{port}/{attributes.get('protocol', '')}" if port != "0" else "",
        fix_key=action_key(solution),
        fix=solution,
        description=bounded(get("description") or get("synopsis")),
        evidence=bounded(get("plugin_output")),
        references=links(repeated["see_also"][0]) if repeated["see_also"] else (),
        raw_id=plugin,
        place=place,
    )


def _check(system: SystemSeen, item: Element, fields: dict[str, str], place: str) -> FindingSeen:
    """A line of a compliance audit: the severity Nessus gives it says only passed or failed."""

    def said(name: str) -> str:
        return bounded(fields.get(_COMPLIANCE + name))

    name = line(said("check-name")) or item.get("pluginName") or "unnamed check"
    result = said("result").upper()
    return FindingSeen(
        system=system,
        weakness=f"{item.get('pluginID') or ''} {said('check-id') or name}".strip(),
        title=name,
        severity="medium" if result == "FAILED" else "unknown",
        severity_word=result,
        category="misconfiguration",
        status=CHECK_STATUS.get(result, "manual"),
        fix_key=action_key(said("solution")),
        fix=said("solution"),
        description=said("info") or bounded(fields.get("description")),
        evidence=said("actual-value"),
        references=links(said("see-also")),
        raw_id=item.get("pluginID") or "",
        place=place,
    )
