"""What a Trivy file says about the scan and its targets, whatever the order of its keys."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from quarterdeck.readers.artefacts import folder, image
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import at, part, text, texts
from quarterdeck.readers.record import IdentifierKind, ScanHeader, ScanKind, SystemSeen
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line
from quarterdeck.readers.times import moment

FAMILY = "trivy"
OWNERS = ("Resources.item", "Vulnerabilities.item", "Misconfigurations.item", "Findings.item")
RESULTS = frozenset(("item", "Results.item", *(f"{owner}.Results.item" for owner in OWNERS)))
_FACTS = ("Target", "Class", "Type")
_OWNER_FACTS = ("Namespace", "Kind", "Name", "Metadata")
_TOP = ("SchemaVersion", "ArtifactName", "ArtifactType", "CreatedAt", "Metadata", "ClusterName",
        "Trivy.Version")  # fmt: skip
_TELLING = frozenset(("SchemaVersion", "ArtifactName", "ClusterName"))
_KINDS: dict[str, ScanKind] = {
    "container_image": "image",
    "image": "image",
    "filesystem": "repository",
    "repository": "repository",
    "vm": "host",
    "aws_account": "cloud",
    "cyclonedx": "repository",
    "spdx": "repository",
}


@dataclass(frozen=True, slots=True)
class Result:
    """One target within a scan, and the system that its findings sit on. `sort` is what Trivy
    looked for there (its "Class"): packages, settings, secrets, licences."""

    target: str
    type: str
    system: SystemSeen
    sort: str = ""
    workload: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """A file's header, its systems once each, and its results in their order."""

    header: ScanHeader
    systems: tuple[SystemSeen, ...]
    results: list[Result]


@dataclass(slots=True)
class _Owner:
    """A Kubernetes resource, or the whole file where there is none, with its raw results."""

    facts: dict[str, Any] = field(default_factory=dict)
    results: list[dict[str, str]] = field(default_factory=list)


def facts_of(source: Source) -> Facts:
    """Walks the file once. Memory grows with the targets it names, never with the findings.

    Raises ReadError for JSON of another tool.
    """
    top, (alone, *owners) = _collected(source)
    if not (top.keys() & _TELLING or alone.results or owners):
        problem = "holds no Trivy report: it names neither what was scanned nor results."
        raise source.error("", problem, "Leave the format out, or export the report again.")
    cluster = text(top.get("ClusterName"))
    whole = _whole(top, alone)
    systems = [] if owners or cluster else [whole]
    results = _alike(whole, alone.results)
    for owner in owners:
        owned = workload(cluster, *(at(owner.facts, key) for key in ("Namespace", "Kind", "Name")))
        found = _of_workload(owned, owner)
        systems += [result.system for result in found] or [owned]
        results += found
    header = ScanHeader(
        family=FAMILY,
        tool="Trivy",
        tool_version=text(top.get("Trivy.Version")),
        finished_at=moment(text(top.get("CreatedAt"))),
        target=line(cluster or text(top.get("ArtifactName")) or whole.name),
        kind="other" if owners or cluster else _kind(top, alone.results),
    )
    return Facts(header, tuple(dict.fromkeys(systems)), results)


def _collected(source: Source) -> tuple[dict[str, Any], list[_Owner]]:
    paths = {path: path for path in _TOP}
    paths |= {f"{start}.{name}": name for start in RESULTS for name in _FACTS}
    paths |= {f"{start}.{name}": name for start in OWNERS for name in _OWNER_FACTS}
    top: dict[str, Any] = {}
    owners = [_Owner()]
    for path, _, value in walk(source, paths, marks=(*RESULTS, *OWNERS)):
        if path in RESULTS:
            owners[-1].results.append({})
        elif path in OWNERS:
            owners.append(_Owner())
        elif path in _TOP:
            top[path] = value
        elif path.rpartition(".")[0] in RESULTS:
            owners[-1].results[-1][paths[path]] = text(value)
        else:
            owners[-1].facts[paths[path]] = value
    return top, owners


def _whole(top: dict[str, Any], owner: _Owner) -> SystemSeen:
    """The one thing scanned; an old list names it only in its first target."""
    first = owner.results[0].get("Target", "") if owner.results else ""
    name = text(top.get("ArtifactName")) or _image_name(first)
    kind, metadata = _kind(top, owner.results), part(top, "Metadata")
    if kind == "image":
        release = f"{at(metadata, 'OS', 'Family')} {at(metadata, 'OS', 'Name')}".strip()
        return image(name, _names(metadata), release or _release(first))
    if kind == "repository":
        return folder(name, tuple(texts(metadata.get("RepoURL"))))
    identifier: IdentifierKind = "cloud_account" if kind == "cloud" else "other"
    name = line(name, 255) or "unnamed target"
    return SystemSeen(name=name, identifiers=((identifier, name),))


def _kind(top: dict[str, Any], results: list[dict[str, str]]) -> ScanKind:
    said = text(top.get("ArtifactType"))
    if said:
        return _KINDS.get(said, "other")
    return "image" if results and _release(results[0].get("Target", "")) else "repository"


def _names(metadata: dict[str, Any]) -> tuple[str, ...]:
    return (*texts(metadata.get("RepoTags")), *texts(metadata.get("RepoDigests")))


def _image_name(target: str) -> str:
    return target.rpartition(" (")[0] if target.endswith(")") and " (" in target else target


def _release(target: str) -> str:
    return target.rpartition(" (")[2].rstrip(")") if _image_name(target) != target else ""


def _alike(system: SystemSeen, results: Iterable[dict[str, str]]) -> list[Result]:
    return [
        Result(line(r.get("Target", "")), r.get("Type", ""), system, r.get("Class", ""))
        for r in results
    ]


def workload(cluster: str, namespace: str, kind: str, name: str) -> SystemSeen:
    """A workload of a cluster; those of the whole cluster stand in no namespace."""
    name = "/".join(filter(None, map(line, (namespace, kind, name)))) or "unnamed workload"
    return SystemSeen(name=name, identifiers=(("other", f"{cluster}/{name}".strip("/")),))


def _of_workload(owned: SystemSeen, owner: _Owner) -> list[Result]:
    """Settings belong to the workload, packages to the image that it runs: one image is mended
    once, however many workloads run it."""
    running = [_image(result) for result in owner.results if _is_image(result)]
    tags = _names(part(owner.facts, "Metadata"))
    latest = running[0] if running else image(tags[0], tags[1:]) if tags else owned
    found = []
    for result in owner.results:
        if _is_image(result):
            latest = running.pop(0)
        target, sort = line(result.get("Target", "")), result.get("Class", "")
        system = latest if sort in ("os-pkgs", "lang-pkgs") else owned
        found.append(Result(target, result.get("Type", ""), system, sort, owned.name))
    return found


def _is_image(result: dict[str, str]) -> bool:
    return result.get("Class") == "os-pkgs"


def _image(result: dict[str, str]) -> SystemSeen:
    target = result.get("Target", "")
    return image(_image_name(target), (), _release(target))
