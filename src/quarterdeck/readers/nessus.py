"""Tenable Nessus: `.nessus` XML, version 2 here, 1 in `nessus_v1`. Every host is a scan of its own:
it has its own times and was signed in to or not."""

from collections.abc import Iterator

from quarterdeck.readers import nessus_v1, severity
from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.nessus_hosts import header, named
from quarterdeck.readers.nessus_plugins import (
    CHECK_STATUS,
    SEVERITIES,
    category_of,
    cve_names,
    cwe_names,
    cwe_numbers,
    instruction,
    links,
    vectors,
)
from quarterdeck.readers.nessus_plugins import FAMILY as FAMILY
from quarterdeck.readers.record import (
    FindingSeen,
    Record,
    SystemSeen,
)
from quarterdeck.readers.sniffing import HEAD_BYTES, xml_root
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import action_key, bounded, line
from quarterdeck.readers.xml_stream import Element, walk

_TAGS = ("NessusClientData_v2", "policyName", "ReportHost", "HostProperties", "ReportItem")
_COMPLIANCE = "{http://www.nessus.org/cm}compliance-"
_FIELDS = frozenset((
    "cve", "cwe", "see_also", "risk_factor", "plugin_name", "cvss4_vector", "cvss3_vector",
    "cvss_vector", "cvss3_base_score", "cvss_base_score", "cvssv3", "cvss", "description",
    "synopsis", "solution", "plugin_output", "xref", "compliance", _COMPLIANCE + "result",
))  # fmt: skip
_LONGEST_JOINED = 64_000
LONGEST_TITLE = 500


def sniff(head: bytes, _name: str) -> float | bool:
    return xml_root(head) in (nessus_v1.ROOT, "NessusClientData_v2")


def read(source: Source) -> Iterator[Record]:
    """A header, the system and its findings for every ReportHost; one bare header if none."""
    if xml_root(as_utf8(source.head(HEAD_BYTES))) == nessus_v1.ROOT:
        yield from nessus_v1.read(source)
    else:
        yield from _read(source)


def _read(source: Source) -> Iterator[Record]:
    policy = ""
    system: SystemSeen | None = None
    hosts = items = 0
    for _, element in walk(source, _TAGS, ("end",)):
        tag = element.tag
        if tag == "ReportItem":
            items += 1
            if system is None:
                system = named(_host(element), {}, f"ReportHost {hosts + 1:,}")
                yield header({}, policy, system.place)
                yield system
            yield _finding(source, system, element, f"ReportItem {items:,}")
        elif tag == "HostProperties":
            properties = {tag.get("name") or "": (tag.text or "").strip() for tag in element}
            system = named(_host(element), properties, f"ReportHost {hosts + 1:,}")
            yield header(properties, policy, system.place)
            yield system
        elif tag == "ReportHost":
            if system is None:
                yield header({}, policy, f"ReportHost {hosts + 1:,}")
                yield named(element.get("name") or "", {}, f"ReportHost {hosts + 1:,}")
            system, hosts = None, hosts + 1
        elif tag == "policyName":
            policy = line(element.text)
        elif not hosts:
            yield header({}, policy)


def _host(inside: Element) -> str:
    host = inside.getparent()
    return "" if host is None else host.get("name") or ""


def _fields(item: Element) -> dict[str, str]:
    """The texts of the fields we use; those that come several times on lines of their own."""
    fields: dict[str, str] = {}
    for child in item:
        tag = child.tag
        if tag in _FIELDS:
            text = child.text
            if text:
                said = fields.get(tag)
                if said is None:
                    fields[tag] = text
                elif len(said) < _LONGEST_JOINED:
                    fields[tag] = f"{said}\n{text}"
    return fields


def _finding(source: Source, system: SystemSeen, item: Element, place: str) -> FindingSeen:
    fields = _fields(item)
    if "compliance" in fields or _COMPLIANCE + "result" in fields:
        return _check(system, item, place)
    get = fields.get
    plugin = item.get("pluginID", "")[:LONGEST_TITLE]
    if not plugin:
        raise source.error(place, "a ReportItem lacks its pluginID.", "Export the report again.")
    word = get("risk_factor", "").strip()
    ours = SEVERITIES.get(item.get("severity")) or severity.from_word(word)
    solution = instruction(get("solution"))
    port = item.get("port", "0")
    return FindingSeen(
        system=system,
        weakness=plugin,
        title=(item.get("pluginName") or line(get("plugin_name")) or plugin)[:LONGEST_TITLE],
        severity=ours,
        severity_word=word,
        score=_score(fields),
        category=category_of(plugin, ours),
        cves=cve_names(get("cve", "")),
        cwes=cwe_numbers(get("cwe", "")) or cwe_names(get("xref", "")),
        cvss=vectors(get("cvss4_vector"), get("cvss3_vector"), get("cvss_vector")),
        location=f"{port}/{item.get('protocol', '')}" if port != "0" else "",
        fix_key=action_key(solution),
        fix=solution,
        description=bounded(get("description") or get("synopsis")),
        evidence=bounded(get("plugin_output")),
        references=links(get("see_also", "")),
        raw_id=plugin,
        place=place,
    )


def _score(fields: dict[str, str]) -> float | None:
    """The CVSS base score; Web App Scanning has other tags for it."""
    names = ("cvss3_base_score", "cvssv3", "cvss_base_score", "cvss")
    return severity.score(next(filter(None, map(fields.get, names)), None))


def _check(system: SystemSeen, item: Element, place: str) -> FindingSeen:
    """A line of a compliance audit: the severity Nessus gives it says only passed or failed."""
    fields = {child.tag: child.text for child in item.iterchildren("*")}

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
