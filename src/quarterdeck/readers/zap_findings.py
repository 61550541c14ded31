"""What ZAP's layouts share: an alert, a place where it was raised, and the finding of both.

Risk runs from 0 (informational) to 3 (high), confidence from 0 (a false positive) to 4 (confirmed).
"""

import re
from dataclasses import dataclass
from typing import Any

from quarterdeck.readers import severity
from quarterdeck.readers.hosts import kind_of, system_of
from quarterdeck.readers.json_value import at, texts
from quarterdeck.readers.markup import links, plain
from quarterdeck.readers.record import FindingSeen, Severity, SystemSeen
from quarterdeck.readers.sites import site, spot, website
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import action_key, addresses, bounded, cves, line

FAMILY = "zap"
_RISKS: dict[str, Severity] = {"0": "none", "1": "low", "2": "medium", "3": "high"}
_FALSE = ("0", "false positive", "falsepositive")
_ADDRESS = re.compile(r"https?://(?:(?!https?://)[^\s<>\"'])+")
_LONGEST_PART = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What an alert says wherever it is raised; texts may be HTML. `tags` by their names."""

    plugin: str
    name: str
    risk: str = ""
    risk_words: str = ""
    confidence: str = ""
    description: str = ""
    solution: str = ""
    reference: str = ""
    other: str = ""
    cwe: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One place where an alert was raised."""

    address: str = ""
    method: str = ""
    parameter: str = ""
    attack: str = ""
    evidence: str = ""
    other: str = ""


def alert_of(source: Source, raw: dict[str, Any], place: str) -> Alert:
    """The alert with these facts, named as ZAP's reports or its API name them."""
    plugin = line(at(raw, "alertRef") or at(raw, "pluginid") or at(raw, "pluginId"))
    name = line(at(raw, "name") or at(raw, "alert"))
    if not plugin and not name:
        problem = "an alert has neither number nor name."
        raise source.error(place, problem, "Export the report again.")
    tags = raw.get("tags")
    listed = tags if isinstance(tags, list) else []
    return Alert(
        plugin=plugin,
        name=name,
        risk=line(at(raw, "riskcode") or at(raw, "risk")),
        risk_words=line(at(raw, "riskdesc")),
        confidence=line(at(raw, "confidence") or at(raw, "reliability")),
        description=at(raw, "desc") or at(raw, "description"),
        solution=at(raw, "solution"),
        reference=at(raw, "reference"),
        other=at(raw, "otherinfo"),
        cwe=line(at(raw, "cweid")),
        tags=(*(tags if isinstance(tags, dict) else texts(listed)),
              *(at(tag, "tag") or at(tag, "name") for tag in listed)),
    )  # fmt: skip


def instance_of(raw: dict[str, Any]) -> Instance:
    """The place with these facts."""
    return Instance(
        address=line(at(raw, "uri") or at(raw, "url"), 2_000),
        method=at(raw, "method"),
        parameter=at(raw, "param"),
        attack=at(raw, "attack"),
        evidence=at(raw, "evidence"),
        other=at(raw, "otherinfo") or at(raw, "other"),
    )


def system(name: str) -> SystemSeen:
    """The site that a report names by its address, or by its host alone."""
    known = site(name)
    if known:
        return website(known)
    return system_of([(kind_of(name), name)]) or SystemSeen(name="unnamed site")


def finding(where: SystemSeen, alert: Alert, instance: Instance, place: str) -> FindingSeen:
    """The finding of one instance of an alert. What mends one site does not mend another."""
    ours = _RISKS.get(alert.risk) or severity.from_word(alert.risk)
    false = alert.confidence.lower() in _FALSE
    solution = plain(alert.solution)
    fix = "" if solution.upper() in ("TBA", "N/A") else solution
    number = alert.cwe if alert.cwe.isascii() and alert.cwe.isdigit() else "0"
    return FindingSeen(
        system=where,
        weakness=alert.plugin or alert.name,
        title=alert.name or f"ZAP alert {alert.plugin}",
        severity=ours,
        severity_word=alert.risk_words or alert.risk,
        category="information" if ours == "none" and not false else "vulnerability",
        status="muted" if false else "open",
        cves=cves(*alert.tags),
        cwes=(f"CWE-{int(number)}",) if int(number[:6]) > 0 else (),
        location=_location(instance),
        fix_key=action_key(f"{where.name} {fix}") if fix else "",
        fix=fix,
        description=plain(alert.description),
        evidence=_evidence(alert, instance),
        references=addresses([*links(alert.reference), *_ADDRESS.findall(plain(alert.reference))]),
        raw_id=alert.plugin,
        place=place,
    )


def _location(instance: Instance) -> str:
    if not instance.address:
        return line(instance.parameter)
    where = spot(instance.address, instance.parameter)
    return f"{line(instance.method, 20)} {where}".strip()


def _evidence(alert: Alert, instance: Instance) -> str:
    parts = (instance.attack, instance.evidence, plain(instance.other or alert.other))
    return bounded("\n".join(filter(None, (bounded(part, _LONGEST_PART) for part in parts))))
