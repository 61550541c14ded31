"""What a Snyk report says of each project that was tested, whatever the order of its keys."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from quarterdeck.readers.artefacts import folder, image
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import text
from quarterdeck.readers.record import ScanHeader, SystemSeen
from quarterdeck.readers.snyk_findings import FAMILY
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line

STARTS = ("", "item.", "applications.item.", "item.applications.item.")
_FACTS = ("projectName", "displayTargetFile", "targetFile", "path", "packageManager", "ok", "error",
          "docker", "message")  # fmt: skip
_TESTED = ("vulnerabilities", "infrastructureAsCodeIssues", "issues")
_ARCHIVES = ("docker-archive:", "oci-archive:", "kaniko-archive:")
_IMAGE = "docker-image|"


@dataclass(slots=True)
class Project:
    """One tested project: a manifest, an image, an application in one, a configuration file."""

    outer: "Project | None" = None
    facts: dict[str, Any] = field(default_factory=dict)

    def said(self, key: str) -> str:
        return text(self.facts.get(key)).strip()

    @property
    def is_tested(self) -> bool:
        return "tested" in self.facts or self.facts.get("ok") is True

    @property
    def file(self) -> str:
        name = self.said("displayTargetFile") or self.said("targetFile")
        return line(name.replace("\\", "/"), 1_000)

    @property
    def is_image(self) -> bool:
        named = self.said("projectName").startswith(_IMAGE)
        return (
            named
            or isinstance(self.facts.get("docker"), dict)
            or self.said("path").startswith(_ARCHIVES)
        )


def projects(source: Source) -> list[Project]:
    """The projects in the order in which they begin. Memory grows with them only."""
    marks = {start.rstrip("."): start for start in STARTS}
    found: list[Project] = []
    current: dict[str, Project] = {}
    facts = {start + key: (start, key) for start in STARTS for key in _FACTS}
    tested = {start + key: start for start in STARTS for key in _TESTED}
    for path, _, value in walk(source, facts, many=True, marks=(*marks, *tested)):
        if path in marks:
            start = marks[path]
            outer = current.get(start.removesuffix("applications.item."))
            current[start] = Project(outer if "applications" in start else None)
            found.append(current[start])
        elif path in tested:
            current[tested[path]].facts["tested"] = True
        else:
            start, key = facts[path]
            current[start].facts[key] = value
    return found


def system_of(project: Project) -> SystemSeen:
    """The image; else the project, by the name that Snyk knows it by, which lasts longer than the
    folder that it was built in."""
    if project.outer is not None and project.outer.is_image:
        return system_of(project.outer)
    name = project.said("projectName")
    if project.is_image:
        return image(_image(name.removeprefix(_IMAGE), project.said("path")))
    return folder(name or project.said("path"))


def _image(name: str, path: str) -> str:
    """The image with its tag or digest, which only the path shows."""
    for prefix in _ARCHIVES:
        path = path.removeprefix(prefix)
    if not name or not path.startswith((f"{name}:", f"{name}@")):
        return name or path
    return name + path.removeprefix(name).partition("/")[0]


def header_of(project: Project, system: SystemSeen) -> ScanHeader:
    kind = "application" if project.outer is not None else project.said("packageManager")
    return ScanHeader(
        family=FAMILY,
        tool="Snyk",
        target=line(f"{system.name} {project.file}", 250),
        kind="image" if project.is_image or project.outer is not None else "repository",
        policy=line(kind, 100),
    )


def failures(found: list[Project]) -> Iterator[str]:
    """Why projects could not be tested, in Snyk's words."""
    for project in found:
        said = project.said("error") or project.said("message")
        if said and not project.is_tested:
            yield line(said, 200)
