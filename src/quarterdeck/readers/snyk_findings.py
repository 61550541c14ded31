"""One issue of the Snyk command line: a vulnerable package, a licence, a configuration."""

from typing import Any

from quarterdeck.readers import severity
from quarterdeck.readers.json_value import at, part, texts
from quarterdeck.readers.packages import ecosystem, place_of, upgrade_key, upgrade_words
from quarterdeck.readers.record import FindingSeen, Status, SystemSeen
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import action_key, addresses, bounded, cves, cwes, distinct, line
from quarterdeck.readers.times import moment

FAMILY = "snyk"


def package(
    source: Source, raw: dict[str, Any], system: SystemSeen, file: str, status: Status, place: str
) -> FindingSeen:
    """A vulnerability or licence issue; Snyk lists it once for every path that leads to it. Its
    “severity” knows no critical where it writes “severityWithCritical” too."""
    name = line(at(raw, "id"))
    if not name:
        raise source.error(place, "lacks “id”.", "Export the report again.")
    names = part(raw, "identifiers")
    known = cves(*texts(names.get("CVE")), name)
    package_name = line(at(raw, "name") or at(raw, "packageName") or at(raw, "package"))
    version = line(at(raw, "version"))
    fixed = line(at(raw, "nearestFixedInVersion") or ", ".join(texts(raw.get("fixedIn"))))
    fix_key, fix = _upgrade(raw, package_name, fixed)
    word = at(raw, "severityWithCritical") or at(raw, "severity")
    links = raw.get("references")
    known_links = [at(one, "url") for one in links] if isinstance(links, list) else []
    chain = " > ".join(texts(raw.get("from")))
    return FindingSeen(
        system=system,
        weakness=known[0] if len(known) == 1 else name,
        title=line(at(raw, "title")) or name,
        severity=severity.from_word(word),
        severity_word=line(word, 100),
        score=severity.score(at(raw, "cvssScore")),
        category="information" if _is_licence(raw, name) else "vulnerability",
        status="muted" if status == "open" and _is_ignored(raw) else status,
        cves=known,
        cwes=cwes(*texts(names.get("CWE"))),
        cvss=distinct([line(at(raw, "CVSSv3"))]),
        location=place_of(package_name, version, file),
        package=package_name,
        package_version=version,
        fixed_version=fixed,
        fix_key=fix_key,
        fix=fix,
        description=bounded(at(raw, "description")),
        evidence=bounded(chain),
        references=addresses([link for link in (at(raw, "url"), *known_links) if "://" in link]),
        first_seen=moment(at(raw, "introducedDate")),
        raw_id=name,
        place=place,
    )


def _is_licence(raw: dict[str, Any], name: str) -> bool:
    return at(raw, "type") == "license" or name.startswith("snyk:lic:")


def _is_ignored(raw: dict[str, Any]) -> bool:
    return raw.get("isIgnored") is True or bool(part(raw, "filtered").get("ignored"))


def _upgrade(raw: dict[str, Any], package_name: str, fixed: str) -> tuple[str, str]:
    """The upgrade of the direct dependency that brings the fix, else of the package itself."""
    manager = at(raw, "packageManager").partition(":")[0]
    kind = ecosystem("", manager or at(raw, "language"))
    steps = [step for step in texts(raw.get("upgradePath")) if "@" in step]
    if steps and steps[0] not in texts(raw.get("from")):
        name, _, version = line(steps[0]).rpartition("@")
        return upgrade_key(kind, name), upgrade_words(name, version)
    return upgrade_key(kind, package_name), upgrade_words(package_name, fixed)


def aggregated(raw: dict[str, Any]) -> dict[str, Any]:
    """An issue of the API's `aggregated-issues`, as the command line would write it."""
    versions = texts(raw.get("pkgVersions"))
    return part(raw, "issueData") | {
        "id": at(raw, "issueData", "id") or at(raw, "id"),
        "type": "license" if at(raw, "issueType") == "license" else "",
        "name": at(raw, "pkgName"),
        "version": ", ".join(versions),
        "isIgnored": raw.get("isIgnored"),
        "introducedDate": at(raw, "introducedDate"),
        "fixedIn": part(raw, "fixInfo").get("fixedIn"),
    }


def configuration(
    source: Source, raw: dict[str, Any], system: SystemSeen, file: str, place: str
) -> FindingSeen:
    """What `snyk iac` finds in a file of infrastructure as code."""
    rule = line(at(raw, "id") or at(raw, "publicId"))
    if not rule:
        raise source.error(place, "lacks “id”.", "Export the report again.")
    advice = part(raw, "iacDescription")
    number = at(raw, "lineNumber")
    fix = bounded(at(raw, "resolve") or at(advice, "resolve"))
    said = (at(raw, "issue") or at(advice, "issue"), at(raw, "impact") or at(advice, "impact"))
    word = at(raw, "severity")
    links = [at(raw, "documentation"), *texts(raw.get("references"))]
    return FindingSeen(
        system=system,
        weakness=f"{rule} {file}".strip(),
        title=line(at(raw, "title")) or rule,
        severity=severity.from_word(word),
        severity_word=line(word, 100),
        category="misconfiguration",
        status="muted" if _is_ignored(raw) else "open",
        location=f"{file}:{number}" if file and number.isdecimal() else file,
        fix_key=action_key(f"{rule} {file} {fix}"),
        fix=fix,
        description=bounded("\n".join(filter(None, said))),
        evidence=bounded(at(raw, "msg")),
        references=addresses([link for link in links if link.startswith(("http:", "https:"))]),
        raw_id=rule,
        place=place,
    )
