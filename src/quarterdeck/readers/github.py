"""GitHub alerts: Dependabot of GraphQL (`vulnerabilityAlerts` of a search, an owner, a repository)
and of REST; code scanning and secret scanning of REST; lists, pages of lists, and single alerts."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.github_alerts import finding, kind_of, policy_of
from quarterdeck.readers.github_repositories import system_of
from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_times import latest
from quarterdeck.readers.json_value import at, expect, objects, part
from quarterdeck.readers.record import Record, ScanHeader, SystemSeen
from quarterdeck.readers.sniffing import HEAD_BYTES, json_has, json_paths
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line

FAMILY = "github"
_OWNERS = ("search", "organization.repositories", "user.repositories", "viewer.repositories")
_REPOSITORIES = (
    "data.repository",
    *(f"data.{owner}.nodes.item" for owner in _OWNERS),
    *(f"data.{owner}.edges.item.node" for owner in _OWNERS),
)
_ALERTS = "vulnerabilityAlerts"
_REST = (
    ("security_advisory", "security_vulnerability"),
    ("rule.id", "tool.name", "most_recent_instance"),
    ("secret_type", "locations_url"),
    ("secret_type", "html_url", "state"),
    ("securityVulnerability.advisory",),
)


def sniff(head: bytes, _name: str) -> float | bool:
    return (
        any(_is_graphql(head, start) for start in ("", "item."))
        or any(_is_rest(head, start) for start in ("item.", "item.item."))
        or _is_alone(head)
    )


def read(source: Source) -> Iterator[Record]:
    """A header for each repository and scanner, then its alerts."""
    head = as_utf8(source.head(HEAD_BYTES))
    rest = [f"{start}updated_at" for start in ("", "item.", "item.item.")]
    exported_at = latest(source, [path for path in rest if path in json_paths(head)])
    paths = ("",) if _is_alone(head) else (*_REPOSITORIES, "item")
    return grouped(
        (replace(header, finished_at=exported_at), record)
        for _, place, value in walk(source, paths, many=True)
        for header, record in _seen(source, value, place)
    )


def _seen(source: Source, value: Any, place: str) -> Iterator[Seen]:
    """What an alert, a list of them, a repository or an answer with repositories says; nothing of
    what a search found that is no repository, or that it may not see."""
    if isinstance(value, list):
        for index, inner in enumerate(value, start=1):
            yield from _seen(source, inner, f"{place}, {index}")
        return
    if value is None or value == {}:
        return
    raw = expect(source, value, place)
    if kind_of(raw):
        yield _alert(source, raw, system_of(source, raw, {}), place)
    elif _ALERTS in raw or "search" in raw:
        yield from _repository(source, raw, {}, place)
    elif "data" in raw:
        for repository in _repositories(source, part(raw, "data"), place):
            yield from _repository(source, repository, {}, place)
    else:
        problem = "is neither an alert of GitHub's nor a repository with alerts."
        raise source.error(place, problem, "Leave the format out, or export it again.")


def _repositories(source: Source, data: dict[str, Any], place: str) -> Iterator[dict[str, Any]]:
    if "repository" in data:
        yield part(data, "repository")
    for owner in _OWNERS:
        yield from _nodes(source, part(data, *owner.split(".")), place)


def _nodes(source: Source, connection: Any, place: str) -> Iterator[dict[str, Any]]:
    """The members of a GraphQL connection, which queries ask for as nodes or as edges."""
    said = part(connection)
    yield from objects(source, said.get("nodes"), place)
    for edge in objects(source, said.get("edges"), place):
        yield expect(source, edge.get("node"), place)


def _repository(
    source: Source, raw: dict[str, Any], around: dict[str, Any], place: str
) -> Iterator[Seen]:
    named = around | {key: said for key, said in raw.items() if isinstance(said, str)}
    for inner in _nodes(source, raw.get("search"), place):
        yield from _repository(source, inner, named, place)
    if raw.get(_ALERTS) is None:
        return
    alerts = list(_nodes(source, raw[_ALERTS], f"{place}, {_ALERTS}"))
    system = system_of(source, alerts[0] if alerts else {}, named)
    header = _header(system, "dependabot", _page(raw[_ALERTS], len(alerts)))
    yield header, system
    for index, alert in enumerate(alerts, start=1):
        where = f"{place}, {_ALERTS} {index}"
        if kind_of(alert) != "dependabot":
            raise source.error(where, "lacks “securityVulnerability”.", "Ask for it in the query.")
        yield header, finding(source, alert, "dependabot", system, where)


def _page(connection: Any, count: int) -> str:
    """Names a part of the alerts as a part: what is on other pages is not gone."""
    page = part(connection, "pageInfo")
    return f", {count} up to {at(page, 'endCursor')}" if page.get("hasNextPage") is True else ""


def _alert(source: Source, raw: dict[str, Any], system: SystemSeen, place: str) -> Seen:
    kind = kind_of(raw)
    return (
        _header(system, policy_of(raw, kind), ""),
        finding(source, raw, kind, system, place),
    )


def _header(system: SystemSeen, policy: str, page: str) -> ScanHeader:
    return ScanHeader(
        family=FAMILY,
        tool="GitHub",
        target=system.name,
        kind="repository",
        policy=line(f"{policy}{page}", 250),
    )


def _is_graphql(head: bytes, start: str) -> bool:
    paths = [f"{start}{path}.{_ALERTS}" for path in _REPOSITORIES]
    nested = f"{start}data.repository.search.nodes"
    return any(json_has(head, path) for path in (*paths, nested))


def _is_rest(head: bytes, start: str) -> bool:
    return any(json_has(head, *(start + key for key in keys)) for keys in _REST)


def _is_alone(head: bytes) -> bool:
    return _is_rest(head, "")
