"""How far a system leads towards a scenario: the best product of edge trusts.

An attack runs from a system to those for which it holds credentials, and an outage from a system
to those that depend on it; extortion takes both ways. The best product is the shortest path in
−ln trust (Dijkstra 1959), sought backwards from all systems of a scenario at once, cut at `CUT`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from quarterdeck.engine.exposure.inputs import EdgeKind, Edges, Reach, Systems
from quarterdeck.engine.exposure.parameters import PARAMETERS, Parameters
from quarterdeck.engine.exposure.stakes import Stakes
from quarterdeck.engine.loss.arrays import Flags, Floats, Integers
from quarterdeck.engine.loss.scenario import Kind

CUT = 1e-3
NOWHERE = -1
_NO_LENGTH = 1e-300  # a trust of 1: shorter than any other, and still an edge

BY_CREDENTIALS = frozenset({EdgeKind.HOLDS_CREDENTIALS_FOR})
BY_DEPENDENCY = frozenset({EdgeKind.DEPENDS_ON})
WALKS: Mapping[Kind, frozenset[EdgeKind]] = {
    Kind.THEFT: BY_CREDENTIALS,
    Kind.INSIDER: BY_CREDENTIALS,
    Kind.FRAUD: BY_CREDENTIALS,
    Kind.EXTORTION: BY_CREDENTIALS | BY_DEPENDENCY,
    Kind.OUTAGE: BY_DEPENDENCY,
    Kind.SUPPLIER: BY_DEPENDENCY,
    Kind.ENFORCEMENT: frozenset(),
}


@dataclass(frozen=True, eq=False)
class Arcs:
    """Edges as the attack runs, `length` = −ln trust; the strongest of parallel ones."""

    origin: Integers
    end: Integers
    length: Floats
    kind: Integers


@dataclass(frozen=True)
class Hop:
    """One step of a path: the edge `kind` led from the system before to `system`."""

    kind: EdgeKind
    system: int


@dataclass(frozen=True, eq=False)
class Onward:
    """`trust` m (S, A), and the `step` (S, A) after each system on its best path."""

    trust: Floats
    step: Integers
    arcs: tuple[Arcs, ...]

    def path(self, scenario: int, system: int) -> tuple[Hop, ...]:
        """The best way from a system to the scenario; empty at its end, or where none is known."""
        hops, arcs = [], self.arcs[scenario]
        while (following := int(self.step[scenario, system])) != NOWHERE:
            edge = np.flatnonzero((arcs.origin == system) & (arcs.end == following))[0]
            hops.append(Hop(EdgeKind(int(arcs.kind[edge])), following))
            system = following
        return tuple(hops)


def onward(
    systems: Systems, edges: Edges, stakes: Stakes, parameters: Parameters = PARAMETERS
) -> Onward:
    """Trust and steps of every system towards every scenario.

    A system that the inventory does not know leads as far as the mean of its zone's known ones.
    """
    lengths = _lengths(systems, edges, parameters)
    arcs = {kinds: _arcs(edges, lengths, kinds) for kinds in {WALKS[k] for k in stakes.kinds}}
    graphs = {kinds: _backwards(found, len(systems)) for kinds, found in arcs.items()}
    trust = np.zeros((len(stakes), len(systems)))
    step = np.full((len(stakes), len(systems)), NOWHERE, dtype=np.int32)
    for row, (kind, targets) in enumerate(zip(stakes.kinds, stakes.targets, strict=True)):
        if targets:
            trust[row], step[row] = _towards(targets, graphs[WALKS[kind]])
    for zone in np.unique(systems.zone[~systems.in_inventory]):
        _lead_as_zone(trust, systems, systems.zone == zone)
    return Onward(trust, step, tuple(arcs[WALKS[kind]] for kind in stakes.kinds))


def _lengths(systems: Systems, edges: Edges, parameters: Parameters) -> Floats:
    default = np.where(
        edges.kind == EdgeKind.DEPENDS_ON, parameters.trust_dependency, parameters.trust_credentials
    )
    trust = np.where(np.isnan(edges.trust), default, edges.trust)
    isolated = systems.reach == Reach.ISOLATED
    cut_off = isolated[edges.source] | isolated[edges.target]
    trust = trust * np.where(cut_off, parameters.trust_at_isolated, 1.0)
    return np.maximum(-np.log(trust), _NO_LENGTH)


def _arcs(edges: Edges, lengths: Floats, kinds: frozenset[EdgeKind]) -> Arcs:
    walked = np.isin(edges.kind, list(kinds))
    flows_back = edges.kind == EdgeKind.DEPENDS_ON
    origin = np.where(flows_back, edges.target, edges.source)[walked]
    end = np.where(flows_back, edges.source, edges.target)[walked]
    length, kind = lengths[walked], edges.kind[walked]
    order = np.lexsort((length, end, origin))
    same = (np.diff(origin[order]) == 0) & (np.diff(end[order]) == 0)
    kept = order[np.concatenate(([True], ~same))] if len(order) else order
    return Arcs(origin[kept], end[kept], length[kept], kind[kept])


def _backwards(arcs: Arcs, count: int) -> csr_array:
    return csr_array((arcs.length, (arcs.end, arcs.origin)), shape=(count, count))


def _towards(targets: tuple[int, ...], graph: csr_array) -> tuple[Floats, Integers]:
    length, step, _ = dijkstra(
        graph, indices=targets, min_only=True, limit=-np.log(CUT), return_predecessors=True
    )
    return np.exp(-length), np.where(step < 0, NOWHERE, step).astype(np.int32)


def _lead_as_zone(trust: Floats, systems: Systems, zone: Flags) -> None:
    known = zone & systems.in_inventory
    if not known.any():
        known = systems.in_inventory
    if known.any():
        unknown = zone & ~systems.in_inventory
        mean = trust[:, known].mean(axis=1, keepdims=True)
        trust[:, unknown] = np.maximum(trust[:, unknown], mean)
