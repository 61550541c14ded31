"""The business map as a picture: services above, systems by who can reach them, lines between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quarterdeck.business.models import Edge, Holding, Service, System
from quarterdeck.clients.models import Client

MOST = 60
ZONES = {
    "internet": "Open to the internet", "partner": "Open to partners",
    "internal": "Within the network", "isolated": "Cut off",
}  # fmt: skip
ROW, HEAD, PAD = 34, 34, 18


@dataclass(frozen=True, slots=True)
class Node:
    """A service or a system: its place in pixels, its name cut to its room, its data."""

    key: str
    name: str
    cut: str
    x: int
    y: int
    data: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A layer with its title; `y` is its rule above, `height` how far it reaches."""

    says: str
    y: int
    height: int
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """`d` is the path of the line; `kind` says what it means."""

    d: str
    kind: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What to draw; `left_out` are systems beyond the most that one can read."""

    width: int
    height: int
    bands: tuple[Band, ...]
    lines: tuple[Line, ...]
    left_out: int


class Placed(NamedTuple):
    """A system as far as it is drawn."""

    key: str
    name: str
    reach: str
    services: list[str]


@dataclass(frozen=True, slots=True)
class Ground:
    """What is on the map, as (key, name) and pairs of keys."""

    services: Sequence[tuple[str, str]]
    systems: Sequence[Placed]
    edges: Sequence[tuple[str, str, str]]
    data: dict[str, str]


def ground(client: Client, service: str = "") -> Ground:
    """All of the map; or a service, what it runs on and what that leans on, step by step."""
    rows = System.objects.of(client).order_by("key").values_list(*Placed._fields)
    systems = [Placed(*row) for row in rows]
    ends = ("source__key", "target__key", "kind")
    edges = list(Edge.objects.of(client).order_by("key").values_list(*ends))
    services = list(Service.objects.of(client).order_by("key").values_list("key", "name"))
    if service:
        services = [pair for pair in services if pair[0] == service]
        carrying = {system.key for system in systems if service in system.services}
        reached = _reached(carrying, edges)
        systems = [system for system in systems if system.key in reached]
    data: dict[str, str] = {}
    for key, kind, count in Holding.objects.of(client).values_list(
        "system__key", "data_class", "records"
    ):
        told = f"{kind.replace('_', ' ')}: {count:,} records"
        data[key] = f"{data[key]}; {told}" if key in data else told
    return Ground(services, systems, edges, data)


def _reached(start: set[str], edges: Iterable[tuple[str, str, str]]) -> set[str]:
    """What the systems lean on, and those themselves."""
    leans = [(source, target) for source, target, kind in edges if kind == "depends_on"]
    found, fresh = set(start), set(start)
    while fresh:
        fresh = {target for source, target in leans if source in fresh} - found
        found |= fresh
    return found


def drawn(found: Ground, *, width: int, columns: int, with_services: bool) -> Picture:
    """The map in `columns` a layer; lines from services only where there are few."""
    shown = found.systems[:MOST]
    layers = [("Services", [(key, name) for key, name in found.services])]
    layers += [
        (says, [(s.key, s.name) for s in shown if s.reach == zone]) for zone, says in ZONES.items()
    ]
    bands, y = [], 0
    for number, (says, pairs) in enumerate(layer for layer in layers if layer[1]):
        data = found.data if number else {}
        bands.append(_band(says, pairs, y, width, columns, data))
        y += bands[-1].height
    lines = _lines(found, bands, with_services)
    return Picture(width, y, tuple(bands), tuple(lines), len(found.systems) - len(shown))


def _band(
    says: str, pairs: Sequence[tuple[str, str]], y: int, width: int, columns: int,
    data: dict[str, str],
) -> Band:  # fmt: skip
    step = width // columns
    most = int((step - 34) / 6.8)
    nodes = tuple(
        Node(
            key, name, name if len(name) <= most else f"{name[: most - 1]}…",
            6 + step * (n % columns), y + HEAD + 18 + ROW * (n // columns), data.get(key, ""),
        )
        for n, (key, name) in enumerate(pairs)
    )  # fmt: skip
    return Band(says, y, HEAD + ROW * -(-len(pairs) // columns) + PAD, nodes)


def _lines(found: Ground, bands: Sequence[Band], with_services: bool) -> list[Line]:
    services = {node.key: node for node in bands[0].nodes} if bands else {}
    at = {node.key: node for band in bands[1:] for node in band.nodes}
    lines = [
        _line(at[source], at[target], kind)
        for source, target, kind in found.edges
        if source in at and target in at
    ]
    for system in found.systems if with_services else ():
        for key in set(system.services) & services.keys() if system.key in at else ():
            lines.append(_line(services[key], at[system.key], "serves"))
    return lines


def _line(one: Node, two: Node, kind: str) -> Line:
    """From mark to mark, bent so that lines within a row do not lie on the names."""
    bend = 16 if one.y == two.y else 0
    middle = (one.y + two.y) // 2 + bend
    d = f"M{one.x} {one.y}C{one.x} {middle} {two.x} {middle} {two.x} {two.y}"
    return Line(d, kind)
