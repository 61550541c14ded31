"""Snyk REST API: the issues of an organisation or project (`/rest/…/issues`), page by page."""

from collections.abc import Iterator
from typing import Any

from quarterdeck.readers import severity
from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_times import latest
from quarterdeck.readers.json_value import at, expect, objects, text
from quarterdeck.readers.packages import place_of, upgrade_key
from quarterdeck.readers.record import Category, FindingSeen, Record, ScanHeader, Status, SystemSeen
from quarterdeck.readers.sniffing import json_has, json_paths
from quarterdeck.readers.snyk_findings import FAMILY
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import action_key, bounded, cves, cwes, distinct, line
from quarterdeck.readers.times import moment

__all__ = ["FAMILY", "read", "sniff"]

_CATEGORIES: dict[str, Category] = {
    "package_vulnerability": "vulnerability",
    "license": "information",
    "code": "code",
    "config": "misconfiguration",
    "cloud": "misconfiguration",
}
_EMPTY = frozenset(("jsonapi", "jsonapi.version", "data"))
_LINKS = frozenset(f"links{name}" for name in ("", ".self", ".first", ".last", ".prev", ".next"))


def sniff(head: bytes, _name: str) -> float | bool:
    if json_has(head, "data.item.attributes.effective_severity_level"):
        return True
    paths = json_paths(head)
    return 0.2 if {"jsonapi", "data"} <= paths <= _EMPTY | _LINKS else False


def read(source: Source) -> Iterator[Record]:
    """A header for each project, and an issue for each package or place it is in."""
    exported_at = latest(source, ("data.item.attributes.updated_at",))
    page = _page(source)
    found = is_answer = False
    for record in grouped(_seen(source, exported_at, page)):
        found = True
        yield record
    if not found:
        is_answer = any(True for _ in walk(source, (), many=True, marks=("data",)))
    if is_answer:
        yield ScanHeader(family=FAMILY, tool="Snyk")


def _page(source: Source) -> str:
    """Names a part of the issues as a part: what is on other pages is not gone."""
    links = (_link(value) for _, _, value in walk(source, ("links.next",), many=True))
    return next((f"page before {link.rpartition('?')[2]}" for link in links if link), "")


def _link(value: Any) -> str:
    return line(text(value) or at(value, "href"), 500)


def _seen(source: Source, exported_at: Any, page: str) -> Iterator[Seen]:
    for _, place, value in walk(source, ("data.item",), many=True):
        issue = expect(source, value, place)
        raw = expect(source, issue.get("attributes"), f"{place}, attributes")
        project = line(at(issue, "relationships", "scan_item", "data", "id"), 255)
        system = SystemSeen(
            name=f"Snyk project {project}" if project else "unnamed project",
            identifiers=(("other", f"snyk project {project}"),) if project else (),
        )
        header = ScanHeader(
            family=FAMILY,
            tool="Snyk",
            finished_at=exported_at,
            target=system.name,
            kind="repository",
            policy=line(f"{at(raw, 'type')} {page}", 250),
        )
        for where, advice in _places(source, raw, place):
            yield header, _finding(source, issue, raw, system, where, advice, place)


def _places(
    source: Source, raw: dict[str, Any], place: str
) -> Iterator[tuple[dict[str, Any], str]]:
    """Each place of an issue, and how it is mended there."""
    found = False
    for spot in objects(source, raw.get("coordinates"), f"{place}, coordinates"):
        remedies = list(objects(source, spot.get("remedies"), f"{place}, remedies"))
        advice = next((said for one in remedies if (said := at(one, "description"))), "")
        for where in objects(source, spot.get("representations"), f"{place}, representations"):
            found = True
            yield where, advice
    if not found:
        yield {}, ""


def _finding(
    source: Source,
    issue: dict[str, Any],
    raw: dict[str, Any],
    system: SystemSeen,
    where: dict[str, Any],
    advice: str,
    place: str,
) -> FindingSeen:
    problems = [at(one, "id") for one in objects(source, raw.get("problems"), place)]
    classes = [at(one, "id") for one in objects(source, raw.get("classes"), place)]
    known = cves(*problems)
    package = line(at(where, "dependency", "package_name"))
    version = line(at(where, "dependency", "package_version"))
    path = line(at(where, "sourceLocation", "file") or at(where, "resourcePath"), 1_000)
    number = at(where, "sourceLocation", "region", "start", "line")
    word = at(raw, "effective_severity_level")
    title = line(at(raw, "title"))
    category = _CATEGORIES.get(at(raw, "type"), "vulnerability")
    ratings = list(objects(source, raw.get("severities"), place))
    return FindingSeen(
        system=system,
        weakness=_weakness(known, problems, raw, title, path, category),
        title=title or at(raw, "key") or "unnamed issue",
        severity=severity.from_word(word),
        severity_word=line(word, 100),
        score=next((s for one in ratings if (s := severity.score(at(one, "score")))), None),
        category=category,
        status=_status(raw),
        cves=known,
        cwes=cwes(*classes),
        cvss=distinct([line(at(one, "vector")) for one in ratings]),
        location=place_of(package, version) or (f"{path}:{number}" if path and number else path),
        package=package,
        package_version=version,
        fix_key=upgrade_key(_language(problems), package) or action_key(advice),
        fix=bounded(advice),
        description=bounded(at(raw, "description")),
        first_seen=moment(at(raw, "created_at")),
        raw_id=line(at(issue, "id")),
        place=place,
    )


def _weakness(
    known: tuple[str, ...],
    problems: list[str],
    raw: dict[str, Any],
    title: str,
    path: str,
    category: Category,
) -> str:
    """The CVE or Snyk's number of the problem. Code has no such number: its title is the rule."""
    if len(known) == 1:
        return known[0]
    named = next((name for name in problems if name.upper().startswith("SNYK-")), "")
    if category in ("code", "misconfiguration"):
        return line(f"{named or title} {path}", 1_000) or at(raw, "key")
    return line(named or at(raw, "key")) or title or "unnamed issue"


def _language(problems: list[str]) -> str:
    """The ecosystem as Snyk's numbers name it: SNYK-PYTHON-PYYAML-590151."""
    parts = next((name for name in problems if name.startswith("SNYK-")), "").split("-")
    names = {"PYTHON": "pypi", "JS": "npm", "JAVA": "maven", "DOTNET": "nuget", "RUBY": "gem",
             "PHP": "composer", "RUST": "cargo"}  # fmt: skip
    language = parts[1] if len(parts) > 3 else ""
    return names.get(language, language.lower())


def _status(raw: dict[str, Any]) -> Status:
    if at(raw, "status") == "resolved":
        return "fixed"
    return "muted" if raw.get("ignored") is True else "open"
