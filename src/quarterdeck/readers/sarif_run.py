"""SARIF: what a run says of itself (tool, times, repository, rules), wherever in it that stands."""

from dataclasses import dataclass
from typing import Any

from quarterdeck.readers.artefacts import folder, image
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import at, expect, part, text, texts
from quarterdeck.readers.record import ScanHeader, ScanKind, SystemSeen
from quarterdeck.readers.sarif_grades import WEB_SCANNERS
from quarterdeck.readers.sarif_places import Places, places, without_login
from quarterdeck.readers.sarif_rules import Rules
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import distinct, line
from quarterdeck.readers.times import moment

FAMILY = "sarif"
RUN = "runs.item"
_FACTS = ("tool", "invocations", "versionControlProvenance", "automationDetails", "automationId",
          "originalUriBaseIds", "properties")  # fmt: skip
_FILE = f"{RUN}.artifacts.item"


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its header, the system it is about, and what its results refer to. `is_named`:
    whether the file itself names the system."""

    header: ScanHeader
    system: SystemSeen
    is_named: bool
    rules: Rules
    places: Places


def runs_of(source: Source) -> list[Run]:
    """Every run of the file. Memory grows with rules and files named, never with results."""
    raw: list[dict[str, Any]] = []
    files: list[list[dict[str, Any]]] = []
    for path, _, value in walk(source, (*(f"{RUN}.{key}" for key in _FACTS), _FILE), marks=(RUN,)):
        if path == RUN:
            raw.append({})
            files.append([])
        elif path == _FILE:
            location = part(value, "location")
            files[-1].append({key: text(location.get(key)) for key in ("uri", "uriBaseId")})
        else:
            raw[-1][path.rpartition(".")[2]] = value
    return [
        _run(source, facts, files[index], f"runs {index + 1}") for index, facts in enumerate(raw)
    ]


def _run(source: Source, facts: dict[str, Any], files: list[dict[str, Any]], place: str) -> Run:
    driver = part(facts, "tool", "driver")
    tool = line(at(driver, "name"), 100)
    if not tool:
        problem = "names no tool (tool.driver.name): perhaps it is older than SARIF 2.1."
        raise source.error(place, problem, "Export it as SARIF 2.1.0.")
    rules = Rules("-".join(tool.lower().split()))
    rules.add(-1, driver)
    extensions = part(facts, "tool").get("extensions")
    for index, extension in enumerate(extensions if isinstance(extensions, list) else []):
        rules.add(index, expect(source, extension, f"{place}, extensions {index + 1}"))
    invocations = [part(i) for i in _list(facts.get("invocations"))]
    folders = [at(invocation, "workingDirectory", "uri") for invocation in invocations]
    known = places(facts.get("originalUriBaseIds"), folders, files)
    system, kind, is_named = _system(facts, rules.tool)
    header = ScanHeader(
        family=f"{FAMILY} {rules.tool}",
        tool=tool,
        tool_version=at(driver, "semanticVersion") or at(driver, "version"),
        started_at=moment(next((at(i, "startTimeUtc") for i in invocations), "")),
        finished_at=moment(next((at(i, "endTimeUtc") for i in reversed(invocations)), "")),
        target=line(system.name if is_named else next(iter(known.roots), "") or source.name),
        kind=kind,
        policy=_policy(facts, rules),
        place=place,
    )
    return Run(header, system, is_named, rules, known)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _system(facts: dict[str, Any], tool: str) -> tuple[SystemSeen, ScanKind, bool]:
    """The repository or image that the run names; else a folder that nobody named."""
    properties = part(facts, "properties")
    images = (*texts(properties.get("repoTags")), *texts(properties.get("repoDigests")))
    named = at(properties, "imageName") or next(iter(images), "")
    if named:
        return image(named, images), "image", True
    sources = [at(part(s), "repositoryUri") for s in _list(facts.get("versionControlProvenance"))]
    addresses = distinct([without_login(address) for address in sources])[:1]
    kind: ScanKind = "web" if any(name in tool for name in WEB_SCANNERS) else "repository"
    return folder("", addresses), kind, bool(addresses)


def _policy(facts: dict[str, Any], rules: Rules) -> str:
    """What the run belongs to: its automation id without the last part, which names the one run;
    else the language, where all rules are named after one ("py/…")."""
    said = at(facts, "automationDetails", "id") or at(facts, "automationId", "id")
    if said:
        return line(said.rpartition("/")[0] or said)
    language = at(facts, "properties", "semmle.sourceLanguage")
    prefixes = {name.partition("/")[0] for name in rules.named if "/" in name}
    alone = len(prefixes) == 1 and all("/" in name for name in rules.named)
    return language or (prefixes.pop() if alone else "")
