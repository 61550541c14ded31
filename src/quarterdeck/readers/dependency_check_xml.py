"""Dependency-Check's XML, from schema 1.3 (2016) to today's."""

from collections.abc import Iterator

from quarterdeck.readers.dependency_check_findings import (
    Dependency,
    Project,
    Rating,
    Weakness,
    finding,
    rating_of,
)
from quarterdeck.readers.record import Record, SystemSeen
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line
from quarterdeck.readers.xml_stream import Element, walk
from quarterdeck.readers.xml_value import every, local, path_of, said

_TAGS = ("{*}engineVersion", "{*}projectInfo", "{*}dependency", "{*}analysis")


def read(source: Source) -> Iterator[Record]:
    """The header and the system, then the vulnerabilities of every dependency."""
    project, version = Project(), ""
    system: SystemSeen | None = None
    number = 0
    for _, element in walk(source, _TAGS, ("end",)):
        tag = local(element)
        if tag == "engineVersion":
            version = line(element.text)
        elif tag == "projectInfo":
            project = _project(element, version)
        elif system is None:
            system = project.system()
            yield project.header()
            yield system
        if tag == "dependency" and system is not None:
            number += 1
            yield from _findings(source, system, element, f"dependency {number:,}")


def _project(info: Element, version: str) -> Project:
    return Project(
        name=said(info, "name"),
        coordinates=f"{said(info, 'groupID')}:{said(info, 'artifactID')}",
        version=version,
        reported=said(info, "reportDate"),
    )


def _findings(source: Source, system: SystemSeen, element: Element, place: str) -> Iterator[Record]:
    listed = element.find(path_of("vulnerabilities"))
    if listed is None:
        return
    dependency = _dependency(element)
    for number, found in enumerate(listed.iterchildren("{*}*"), start=1):
        where = f"{place}, vulnerability {number:,}"
        weakness = _weakness(found)
        if not weakness.name:
            raise source.error(where, "lacks its name.", "Export the report again.")
        yield finding(system, dependency, weakness, where)


def _dependency(element: Element) -> Dependency:
    packages = [("", name) for name in every(element, "identifiers//package/id")]
    older = [
        (each.get("type") or "", said(each, "name"))
        for each in element.iterfind(path_of("identifiers//identifier"))
    ]
    return Dependency(
        file_name=said(element, "fileName"),
        path=said(element, "filePath"),
        known_as=(*packages, *older),
        related=every(element, "relatedDependencies/relatedDependency/filePath"),
    )


def _weakness(found: Element) -> Weakness:
    software = found.iterfind(path_of("vulnerableSoftware/software"))
    return Weakness(
        name=said(found, "name"),
        source=found.get("source") or "",
        word=said(found, "severity"),
        ratings=tuple(_ratings(found)),
        cwes=" ".join((*every(found, "cwes/cwe"), said(found, "cwe"))),
        description=said(found, "description"),
        notes=said(found, "notes"),
        links=every(found, "references/reference/url"),
        fixed=tuple(
            each.get("versionEndExcluding") or ""
            for each in software
            if each.get("vulnerabilityIdMatched") == "true"
        ),
        muted=local(found) == "suppressedVulnerability",
    )


def _ratings(found: Element) -> Iterator[Rating]:
    """The ratings by version, the newest first; schema 1.3 writes one flat among the rest."""
    for version in ("cvssV4", "cvssV3", "cvssV2"):
        if (rating := found.find(path_of(version))) is not None:
            yield rating_of({local(each).lower(): line(each.text) for each in rating})
    if said(found, "cvssScore"):
        yield rating_of(
            {local(each).lower().removeprefix("cvss"): line(each.text) for each in found}
        )
