"""One result of Nuclei as a system and a finding, whichever version wrote it."""

import re
from typing import Any
from urllib.parse import urlsplit

from quarterdeck.readers import severity
from quarterdeck.readers.artefacts import folder
from quarterdeck.readers.hosts import kind_of
from quarterdeck.readers.hosts import system_of as host
from quarterdeck.readers.json_value import at, part, texts
from quarterdeck.readers.record import Category, FindingSeen, Severity, Status, SystemSeen
from quarterdeck.readers.sites import site, spot, website
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import action_key, addresses, bounded, cves, cwes, distinct, line

FAMILY = "nuclei"
_CATEGORIES: tuple[tuple[str, Category], ...] = (
    ("misconfig", "misconfiguration"), ("misconfiguration", "misconfiguration"),
    ("exposure", "exposure"), ("exposures", "exposure"),
)  # fmt: skip
_ADDRESS = re.compile(r"https?://[^\s,<>\"]+")
_LONGEST_MESSAGE = 1_000


def system_of(raw: dict[str, Any]) -> SystemSeen:
    """The site that a result is about, else the host, else (for files) the scanned folder."""
    if at(raw, "type") == "file":
        return folder("")
    ip = at(raw, "ip").strip(" .")
    for address in (_matched(raw), at(raw, "url"), at(raw, "host")):
        if known := site(address):
            return website(known, ip)
    name = _host(at(raw, "host") or _matched(raw))
    return host([(kind_of(name), name), ("ip", ip)]) or SystemSeen(name="unnamed host")


def templates_of(raw: dict[str, Any]) -> str:
    """The folder and severity of a result's template, by which runs choose what to try: its folder
    in Nuclei's own collection without the year, else the protocol."""
    path = at(raw, "template")
    own = not path.startswith(("/", "\\", ".")) and ":" not in path
    folders = [name for name in path.split("/")[:-1] if not name.isdigit()][:2] if own else []
    where = "/".join(folders) or at(raw, "type") or "templates"
    return line(f"{where}, {at(raw, 'info', 'severity') or 'unknown'}").lower()


def _said(raw: dict[str, Any], *names: str) -> str:
    return next((said for name in names if (said := at(raw, name).strip())), "")


def _matched(raw: dict[str, Any]) -> str:
    return _said(raw, "matched-at", "matched", "matched_at")


def _split(address: str) -> tuple[str, str]:
    """Host and port of "host:port"; of what is no address, itself."""
    try:
        parts = urlsplit(f"//{address.rpartition('//')[2]}")
        return parts.hostname or address, str(parts.port or "")
    except ValueError:
        return address, ""


def _host(address: str) -> str:
    return line(_split(address)[0], 255)


def finding(source: Source, system: SystemSeen, raw: dict[str, Any], place: str) -> FindingSeen:
    """The finding of one result. A template's matchers find different things, so its name goes
    with theirs, unless it is about one CVE."""
    template = line(_said(raw, "template-id", "templateID", "templateId"))
    if not template:
        raise source.error(place, "names no template.", "Run Nuclei again, with -jsonl.")
    info = part(raw, "info")
    facts = part(info, "classification")
    known = cves(template, *texts(facts.get("cve-id")))
    matcher = line(_said(raw, "matcher-name", "matcher_name"))
    ours = severity.from_word(at(info, "severity"))
    fix = bounded(at(info, "remediation"))
    path = _matched(raw) if at(raw, "type") == "file" else ""
    return FindingSeen(
        system=system,
        weakness=line(known[0] if len(known) == 1 else f"{template} {matcher} {path}"),
        title=line(f"{at(info, 'name') or template} {f'({matcher})' if matcher else ''}"),
        severity=ours,
        severity_word=line(at(info, "severity")),
        score=severity.score(at(facts, "cvss-score")),
        category=_category(info, ours),
        status=_status(raw),
        cves=known,
        cwes=cwes(*texts(facts.get("cwe-id"))),
        cvss=distinct([line(at(facts, "cvss-metrics"), 200)]),
        location=_location(raw),
        fix_key=action_key(fix),
        fix=fix,
        description=bounded("\n".join(filter(None, (at(info, "description").strip(),
                                                    at(info, "impact").strip())))),
        evidence=_evidence(raw),
        references=addresses(_ADDRESS.findall(" ".join(texts(info.get("reference"))))),
        raw_id=template,
        place=place,
    )  # fmt: skip


def _category(info: dict[str, Any], ours: Severity) -> Category:
    if ours == "none":
        return "information"
    tags = {tag.strip() for said in texts(info.get("tags")) for tag in said.split(",")}
    return next((category for tag, category in _CATEGORIES if tag in tags), "vulnerability")


def _status(raw: dict[str, Any]) -> Status:
    """Whether the template matched: asked for it, Nuclei lists those that did not."""
    if raw.get("matcher-status") is False:
        return "manual" if at(raw, "error") else "passed"
    return "open"


def _location(raw: dict[str, Any]) -> str:
    matched = _matched(raw)
    if site(matched):
        return spot(matched, _said(raw, "fuzzing_parameter", "fuzzing-parameter"))
    port = "" if at(raw, "type") in ("dns", "file") else _split(matched)[1] or at(raw, "port")
    return f"{line(port, 20)}/tcp" if port else line(matched)


def _evidence(raw: dict[str, Any]) -> str:
    extracted = raw.get("extracted-results") or raw.get("extracted_results")
    parts = ["\n".join(texts(extracted)), *(at(raw, name) for name in ("request", "response"))]
    return bounded("\n".join(filter(None, (bounded(said, _LONGEST_MESSAGE) for said in parts))))
