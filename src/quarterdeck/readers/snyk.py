"""Snyk JSON: `snyk test`, `snyk container` and `snyk iac` on one project or many, with what was
ignored (`filtered`) and the applications inside an image; the API's test and aggregated issues."""

from collections.abc import Iterator

from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import expect
from quarterdeck.readers.record import Record, Status, SystemSeen
from quarterdeck.readers.sniffing import HEAD_BYTES, json_has
from quarterdeck.readers.snyk_findings import FAMILY as FAMILY
from quarterdeck.readers.snyk_findings import aggregated, configuration, package
from quarterdeck.readers.snyk_projects import (
    STARTS,
    Project,
    failures,
    header_of,
    projects,
    system_of,
)
from quarterdeck.readers.source import Source

MEND = "Leave the format out, or test the project again."
_LISTS: dict[str, Status] = {
    "vulnerabilities.item": "open",
    "issues.vulnerabilities.item": "open",
    "issues.licenses.item": "open",
    "issues.item": "open",
    "infrastructureAsCodeIssues.item": "open",
    "filtered.ignore.item": "muted",
    "filtered.patch.item": "fixed",
}
_TELLING = (
    ("vulnerabilities", "packageManager"),
    ("vulnerabilities", "dependencyCount"),
    ("vulnerabilities.item.packageName", "vulnerabilities.item.semver"),
    ("vulnerabilities.item.CVSSv3", "vulnerabilities.item.from"),
    ("vulnerabilities.item.upgradePath", "vulnerabilities.item.isPatchable"),
    ("issues.vulnerabilities", "dependencyCount"),
    ("issues.item.issueData", "issues.item.pkgName"),
    ("infrastructureAsCodeIssues",),
)


def sniff(head: bytes, _name: str) -> float | bool:
    return any(
        json_has(head, *(start + key for key in keys))
        for start in ("", "item.")
        for keys in _TELLING
    )


def read(source: Source) -> Iterator[Record]:
    """A header for each project, what was tested, and an issue for every path that leads to it."""
    known = projects(source)
    tested = [project for project in known if project.is_tested]
    if not tested or not sniff(as_utf8(source.head(HEAD_BYTES)), source.name):
        said = next(failures(known), "")
        problem = f"says that Snyk failed: {said}" if said else "holds no tested project of Snyk's."
        raise source.error("", problem, MEND)
    yield from _records(source, known)


def _records(source: Source, known: list[Project]) -> Iterator[Record]:
    """Applications stand inside their image, so the image's header comes again after them."""
    following = iter(known)
    marks = {start.rstrip("."): start for start in STARTS}
    paths = {f"{start}{name}": start for start in STARTS for name in _LISTS}
    current: dict[str, Project] = {}
    under: Project | None = None
    system = SystemSeen(name="")
    for path, place, value in walk(source, paths, many=True, marks=marks):
        if path in marks:
            project = current[marks[path]] = next(following)
        else:
            project = current[paths[path]]
        if project is not under and project.is_tested:
            under = project
            system = system_of(project)
            yield header_of(project, system)
            yield system
        if path not in marks:
            raw = expect(source, value, place)
            name = path.removeprefix(paths[path])
            if name == "infrastructureAsCodeIssues.item":
                yield configuration(source, raw, system, project.file, place)
            else:
                raw = aggregated(raw) if name == "issues.item" else raw
                yield package(source, raw, system, project.file, _LISTS[name], place)
