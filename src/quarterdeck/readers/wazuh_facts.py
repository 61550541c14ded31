"""What Wazuh says of one vulnerability, in each of its layouts."""

import re
from dataclasses import dataclass
from typing import Any

from quarterdeck.readers import severity
from quarterdeck.readers.hosts import kind_of
from quarterdeck.readers.json_value import at, part, texts
from quarterdeck.readers.packages import ecosystem, place_of, upgrade_key, upgrade_words
from quarterdeck.readers.record import FindingSeen, Identifier, Status, SystemSeen
from quarterdeck.readers.text import addresses, bounded, cves, cwes, line
from quarterdeck.readers.times import moment

FAMILY = "wazuh"
_BELOW = re.compile(r"Package less than (?!or )(\S+)", re.IGNORECASE)
_STATUSES: dict[str, Status] = {"solved": "fixed", "obsolete": "fixed"}


@dataclass(frozen=True, slots=True)
class Facts:
    """A vulnerability as text; `scores` from the newest CVSS version on."""

    cve: str
    package: str = ""
    version: str = ""
    kind: str = ""
    title: str = ""
    severity: str = ""
    scores: tuple[str, ...] = ()
    condition: str = ""
    status: str = ""
    detected: str = ""
    description: str = ""
    cwe: str = ""
    references: tuple[str, ...] = ()
    uid: str = ""


def of_api(raw: dict[str, Any]) -> Facts:
    """An item of the API of versions 4.0 to 4.7."""
    return Facts(
        cve=at(raw, "cve"),
        package=at(raw, "name"),
        version=at(raw, "version"),
        title=at(raw, "title"),
        severity=at(raw, "severity"),
        scores=(at(raw, "cvss3_score"), at(raw, "cvss2_score")),
        condition=at(raw, "condition"),
        status=at(raw, "status"),
        detected=at(raw, "detection_time"),
        references=tuple(texts(raw.get("external_references"))),
    )


def of_state(raw: dict[str, Any]) -> Facts:
    """A document of the index of states, version 4.8 on."""
    found, package = part(raw, "vulnerability"), part(raw, "package")
    links = [*at(found, "reference").split(","), at(found, "scanner", "reference")]
    return Facts(
        cve=at(found, "id"),
        package=at(package, "name"),
        version=at(package, "version"),
        kind=at(package, "type"),
        severity=at(found, "severity"),
        scores=(at(found, "score", "base"),),
        condition=at(found, "scanner", "condition"),
        detected=at(found, "detected_at"),
        description=at(found, "description"),
        references=tuple(link.strip() for link in links),
    )


def of_alert(raw: dict[str, Any]) -> Facts:
    """An alert of the vulnerability detector, version 3 on."""
    found = part(raw, "data", "vulnerability")
    package = part(found, "package")
    ratings = [at(found, "cvss", name, "base_score") for name in ("cvss3", "cvss2")]
    links = [*texts(found.get("references")), at(found, "reference")]
    return Facts(
        cve=at(found, "cve"),
        package=at(package, "name"),
        version=at(package, "version"),
        title=at(found, "title"),
        severity=at(found, "severity"),
        scores=(*ratings, at(found, "score", "base")),
        condition=at(package, "condition") or at(found, "scanner", "condition"),
        status=at(found, "status"),
        detected=at(raw, "timestamp"),
        description=at(found, "rationale") or at(found, "description"),
        cwe=at(found, "cwe_reference"),
        references=tuple(links),
        uid=at(raw, "id"),
    )


def agent(raw: dict[str, Any], otherwise: str) -> SystemSeen:
    """The machine that an agent watches; named `otherwise` where the file does not say which."""
    said = part(raw, "agent")
    name = line(at(said, "name") or at(raw, "agent_name"), 255)
    addresses_of = [at(said, "ip"), at(raw, "agent_ip"), *texts(part(raw, "host").get("ip"))]
    found: list[Identifier] = [(kind_of(name), name)] if name else []
    found += [("ip", line(one, 100)) for one in addresses_of if one and one != "any"]
    number = at(said, "id") or at(raw, "agent_id")
    if number:
        cluster = at(raw, "wazuh", "cluster", "name") or at(raw, "manager", "name")
        found.append(("other", line(f"wazuh {cluster} agent {number}", 255)))
    return SystemSeen(
        name=name or otherwise,
        identifiers=tuple(dict.fromkeys(found)),
        operating_system=line(at(raw, "host", "os", "full")),
    )


def finding(facts: Facts, system: SystemSeen, place: str) -> FindingSeen:
    """`facts` as a record; severity by the score where no word is given."""
    known, package, version = cves(facts.cve), line(facts.package), line(facts.version)
    below = _BELOW.match(facts.condition)
    fixed = line(below[1]) if below else ""
    name = line(facts.cve)
    scores = [severity.score(one) for one in facts.scores]
    score = next((one for one in scores if one), None)
    ours = severity.from_word(facts.severity)
    return FindingSeen(
        system=system,
        weakness=known[0] if len(known) == 1 else name,
        title=line(facts.title) or (f"{name} in {package}" if package else name),
        severity=ours if ours != "unknown" else severity.from_score(score),
        severity_word=line(facts.severity, 100),
        score=score,
        status=_STATUSES.get(facts.status.lower(), "open"),
        cves=known,
        cwes=cwes(facts.cwe),
        location=place_of(package, version),
        package=package,
        package_version=version,
        fixed_version=fixed,
        fix_key=upgrade_key(ecosystem("", facts.kind), package),
        fix=upgrade_words(package, fixed),
        description=bounded(facts.description),
        references=addresses([link for link in facts.references if "://" in link]),
        first_seen=moment(facts.detected),
        raw_id=line(facts.uid) or name,
        place=place,
    )
