"""Anchore Grype JSON, from the first layout (0.1) on. What was scanned stands behind the matches,
so the file is walked twice."""

from collections.abc import Iterator
from typing import Any

from quarterdeck.readers import severity
from quarterdeck.readers.artefacts import folder, image
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import at, expect, objects, part, required, text, texts
from quarterdeck.readers.packages import ecosystem, place_of, upgrade_key, upgrade_words
from quarterdeck.readers.record import FindingSeen, Record, ScanHeader, ScanKind, Status, SystemSeen
from quarterdeck.readers.sniffing import json_has
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import addresses, bounded, cves, cwes, distinct, line
from quarterdeck.readers.times import moment

FAMILY = "grype"
MEND = "Leave the format out, or export the report again."
_FACTS = ("source", "distro", "descriptor.name", "descriptor.version", "descriptor.timestamp")
_STATUSES: dict[str, Status] = {"matches.item": "open", "ignoredMatches.item": "muted"}


def sniff(head: bytes, _name: str) -> float | bool:
    return json_has(head, "matches.item.vulnerability", "matches.item.artifact") or json_has(
        head, "matches", "source", "descriptor"
    )


def read(source: Source) -> Iterator[Record]:
    """One header, one system and a finding for every match; ignored matches are muted."""
    facts = {path: value for path, _, value in walk(source, _FACTS, marks=("matches",))}
    if "matches" not in facts and facts.get("descriptor.name") != "grype":
        raise source.error("", "holds no Grype report: it lacks “matches”.", MEND)
    kind = text(part(facts, "source").get("type"))
    system = _system(kind, part(facts, "source").get("target"), part(facts, "distro"))
    yield ScanHeader(
        family=FAMILY,
        tool="Grype",
        tool_version=text(facts.get("descriptor.version")),
        finished_at=moment(text(facts.get("descriptor.timestamp"))),
        target=system.name,
        kind=_kind(kind),
    )
    yield system
    for path, place, value in walk(source, _STATUSES):
        yield _finding(source, system, expect(source, value, place), _STATUSES[path], place)


def _kind(source_type: str) -> ScanKind:
    return "repository" if source_type in ("directory", "file") else "image"


def _system(kind: str, target: Any, distro: dict[str, Any]) -> SystemSeen:
    if _kind(kind) == "repository":
        return folder(text(target))
    facts = part(target)
    names = (*texts(facts.get("tags")), *texts(facts.get("repoDigests")))
    release = f"{at(distro, 'name')} {at(distro, 'version')}".strip()
    return image(at(facts, "userInput") or text(target), names, release)


def _finding(
    source: Source, system: SystemSeen, match: dict[str, Any], status: Status, place: str
) -> FindingSeen:
    found = expect(source, match.get("vulnerability"), f"{place}, vulnerability")
    artefact = expect(source, match.get("artifact"), f"{place}, artifact")
    name = required(source, found, "id", f"{place}, vulnerability")
    related = list(objects(source, match.get("relatedVulnerabilities"), f"{place}, related"))
    about = [found, *related]
    known = cves(name, *(at(other, "id") for other in related))
    package, version = line(at(artefact, "name")), line(at(artefact, "version"))
    fixed = line(
        ", ".join(texts(part(found, "fix").get("versions"))) or at(found, "fixedInVersion")
    )
    word = at(found, "severity")
    links = texts(found.get("urls") or found.get("links"))
    paths = [at(where, "path") for where in objects(source, artefact.get("locations"), place)]
    return FindingSeen(
        system=system,
        weakness=known[0] if len(known) == 1 else name,
        title=f"{name} in {package}" if package else name,
        severity=severity.from_word(word),
        severity_word=word,
        score=_score(source, about, place),
        status=status,
        cves=known,
        cwes=cwes(*(at(cwe, "cwe") for cwe in objects(source, found.get("cwes"), place))),
        cvss=_vectors(source, about, place),
        location=place_of(package, version, line(next(iter(paths), ""))),
        package=package,
        package_version=version,
        fixed_version=fixed,
        fix_key=upgrade_key(ecosystem(at(artefact, "purl"), at(artefact, "type")), package),
        fix=upgrade_words(package, fixed),
        description=next((said for one in about if (said := bounded(at(one, "description")))), ""),
        references=addresses([at(found, "dataSource"), *links]),
        raw_id=name,
        place=place,
    )


def _ratings(source: Source, about: list[dict[str, Any]], place: str) -> Iterator[dict[str, Any]]:
    """The CVSS ratings, newest version first, of the vulnerability itself before its relatives'."""
    for found in about:
        old = [part(found, key) for key in ("cvssV3", "cvssV2") if part(found, key)]
        new = list(objects(source, found.get("cvss"), f"{place}, cvss"))
        yield from sorted(new, key=lambda rating: at(rating, "version"), reverse=True)
        yield from old


def _score(source: Source, about: list[dict[str, Any]], place: str) -> float | None:
    for rating in _ratings(source, about, place):
        found = severity.score(at(rating, "metrics", "baseScore") or at(rating, "baseScore"))
        if found is not None:
            return found
    return None


def _vectors(source: Source, about: list[dict[str, Any]], place: str) -> tuple[str, ...]:
    return distinct([line(at(rating, "vector")) for rating in _ratings(source, about, place)])
