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

_TAGS = ("{*}engineVersion", "{*}projectInfo", "{*}dependency", "{*}analysis")


def read(source: Source) -> Iterator[Record]:
    """The header and the system, then the vulnerabilities of every dependency."""
    project, version = Project(), ""
    system: SystemSeen | None = None
    number = 0
    for _, element in walk(source, _TAGS, ("end",)):
        tag = _local(element)
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


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _path(names: str) -> str:
    """An ElementPath that meets these tags in whichever namespace the version has."""
    return "/".join(name and f"{{*}}{name}" for name in names.split("/"))


def _said(element: Element, names: str) -> str:
    return (element.findtext(_path(names)) or "").strip()


def _all(element: Element, names: str) -> tuple[str, ...]:
    found = (line(each.text) for each in element.iterfind(_path(names)))
    return tuple(text for text in found if text)


def _project(info: Element, version: str) -> Project:
    return Project(
        name=_said(info, "name"),
        coordinates=f"{_said(info, 'groupID')}:{_said(info, 'artifactID')}",
        version=version,
        reported=_said(info, "reportDate"),
    )


def _findings(source: Source, system: SystemSeen, element: Element, place: str) -> Iterator[Record]:
    listed = element.find(_path("vulnerabilities"))
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
    packages = [("", name) for name in _all(element, "identifiers//package/id")]
    older = [
        (each.get("type") or "", _said(each, "name"))
        for each in element.iterfind(_path("identifiers//identifier"))
    ]
    return Dependency(
        file_name=_said(element, "fileName"),
        path=_said(element, "filePath"),
        known_as=(*packages, *older),
        related=_all(element, "relatedDependencies/relatedDependency/filePath"),
    )


def _weakness(found: Element) -> Weakness:
    software = found.iterfind(_path("vulnerableSoftware/software"))
    return Weakness(
        name=_said(found, "name"),
        source=found.get("source") or "",
        word=_said(found, "severity"),
        ratings=tuple(_ratings(found)),
        cwes=" ".join((*_all(found, "cwes/cwe"), _said(found, "cwe"))),
        description=_said(found, "description"),
        notes=_said(found, "notes"),
        links=_all(found, "references/reference/url"),
        fixed=tuple(
            each.get("versionEndExcluding") or ""
            for each in software
            if each.get("vulnerabilityIdMatched") == "true"
        ),
        muted=_local(found) == "suppressedVulnerability",
    )


def _ratings(found: Element) -> Iterator[Rating]:
    """The ratings by version, the newest first; schema 1.3 writes one flat among the rest."""
    for version in ("cvssV4", "cvssV3", "cvssV2"):
        if (rating := found.find(_path(version))) is not None:
            yield rating_of({_local(each).lower(): line(each.text) for each in rating})
    if _said(found, "cvssScore"):
        yield rating_of(
            {_local(each).lower().removeprefix("cvss"): line(each.text) for each in found}
        )
