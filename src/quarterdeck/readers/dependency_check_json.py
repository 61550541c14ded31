"""Dependency-Check's JSON, of all versions."""

from collections.abc import Iterator
from typing import Any

from quarterdeck.readers.dependency_check_findings import (
    Dependency,
    Project,
    Weakness,
    finding,
    rating_of,
)
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import at, expect, objects, part, required, text, texts
from quarterdeck.readers.record import Record, SystemSeen
from quarterdeck.readers.source import Source

_FACTS = ("scanInfo.engineVersion", "projectInfo.name", "projectInfo.groupID",
          "projectInfo.artifactID", "projectInfo.reportDate")  # fmt: skip
_LISTS = {"vulnerabilities": False, "suppressedVulnerabilities": True}


def read(source: Source) -> Iterator[Record]:
    """The header and the system, then the vulnerabilities of every dependency."""
    project = _project(source)
    system = project.system()
    yield project.header()
    yield system
    for _, place, value in walk(source, ("dependencies.item",)):
        yield from _findings(source, system, expect(source, value, place), place)


def _project(source: Source) -> Project:
    said = {path: text(value) for path, _, value in walk(source, _FACTS, marks=("dependencies",))}
    if "dependencies" not in said and "scanInfo.engineVersion" not in said:
        problem = "holds no Dependency-Check report: it lacks “dependencies”."
        raise source.error("", problem, "Leave the format out, or export the report again.")
    group, artefact = said.get("projectInfo.groupID", ""), said.get("projectInfo.artifactID", "")
    return Project(
        name=said.get("projectInfo.name", ""),
        coordinates=f"{group}:{artefact}",
        version=said.get("scanInfo.engineVersion", ""),
        reported=said.get("projectInfo.reportDate", ""),
    )


def _findings(
    source: Source, system: SystemSeen, value: dict[str, Any], place: str
) -> Iterator[Record]:
    dependency = _dependency(source, value, place)
    for name, muted in _LISTS.items():
        for number, found in enumerate(objects(source, value.get(name), f"{place}, {name}"), 1):
            where = f"{place}, {name} {number:,}"
            yield finding(system, dependency, _weakness(source, found, muted, where), where)


def _dependency(source: Source, value: dict[str, Any], place: str) -> Dependency:
    packages = objects(source, value.get("packages"), f"{place}, packages")
    older = objects(source, value.get("identifiers"), f"{place}, identifiers")
    related = objects(source, value.get("relatedDependencies"), f"{place}, relatedDependencies")
    return Dependency(
        file_name=at(value, "fileName"),
        path=at(value, "filePath"),
        known_as=(
            *(("", at(package, "id")) for package in packages),
            *((at(each, "type"), at(each, "name")) for each in older),
        ),
        related=tuple(filter(None, (at(other, "filePath") for other in related))),
    )


def _weakness(source: Source, found: dict[str, Any], muted: bool, place: str) -> Weakness:
    ratings = [part(found, name) for name in ("cvssv4", "cvssv3", "cvssv2")]
    if found.get("cvssScore"):
        ratings.append({key.removeprefix("cvss"): value for key, value in found.items()})
    references = objects(source, found.get("references"), f"{place}, references")
    listed = objects(source, found.get("vulnerableSoftware"), f"{place}, vulnerableSoftware")
    software = [part(each, "software") or each for each in listed]
    return Weakness(
        name=required(source, found, "name", place),
        source=at(found, "source"),
        word=at(found, "severity"),
        ratings=tuple(
            rating_of({key.lower(): text(value) for key, value in rating.items()})
            for rating in ratings
            if rating
        ),
        cwes=" ".join((*texts(found.get("cwes")), at(found, "cwe"))),
        description=at(found, "description"),
        notes=at(found, "notes"),
        links=tuple(at(reference, "url") for reference in references),
        fixed=tuple(
            at(each, "versionEndExcluding")
            for each in software
            if at(each, "vulnerabilityIdMatched") == "true"
            or each.get("vulnerabilityIdMatched") is True
        ),
        muted=muted,
    )
