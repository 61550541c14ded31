"""The best path from a system to a scenario, against brute force."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.firms import firm
from quarterdeck.engine.exposure import (
    PARAMETERS,
    EdgeKind,
    Edges,
    Hop,
    Reach,
    Stakes,
    Systems,
    onward,
)
from quarterdeck.engine.exposure.paths import CUT, WALKS
from quarterdeck.engine.loss.scenario import Kind

DEPENDS, HOLDS = EdgeKind


def direct_trust(client, kind):
    """The strongest single step between every two systems, as the attack runs."""
    count = len(client.systems)
    trust = np.zeros((count, count))
    isolated = client.systems.reach == Reach.ISOLATED
    edges = client.edges
    for source, target, edge, given_trust in zip(
        edges.source, edges.target, edges.kind, edges.trust, strict=True
    ):
        if edge not in WALKS[kind]:
            continue
        default = PARAMETERS.trust_dependency if edge == DEPENDS else PARAMETERS.trust_credentials
        step = default if np.isnan(given_trust) else given_trust
        if isolated[source] or isolated[target]:
            step *= PARAMETERS.trust_at_isolated
        start, end = (target, source) if edge == DEPENDS else (source, target)
        trust[start, end] = max(trust[start, end], step)
    return trust


def floyd(trust):
    best = np.maximum(trust, np.eye(len(trust)))
    for middle in range(len(best)):
        best = np.maximum(best, best[:, middle : middle + 1] * best[middle])
    return best


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_trust_is_the_best_product_and_the_path_multiplies_to_it(seed):
    client = firm(seed, systems=14, findings=1, scenarios=4)
    known = client.systems.in_inventory
    found = onward(client.systems, client.edges, client.stakes)
    for row, (kind, targets) in enumerate(
        zip(client.stakes.kinds, client.stakes.targets, strict=True)
    ):
        step = direct_trust(client, kind)
        best = floyd(step)[:, list(targets)].max(axis=1)
        best[best < CUT] = 0
        assert found.trust[row, known] == pytest.approx(best[known], rel=1e-9)
        for system in np.flatnonzero(known & (best > 0)):
            hops = found.path(row, int(system))
            places = [int(system), *(hop.system for hop in hops)]
            assert places[-1] in targets
            assert np.prod([step[a, b] for a, b in pairwise(places)]) == pytest.approx(best[system])


def _two(edges, kind, reach=("internal", "internal")):
    stakes = Stakes.of(["s"], [kind], [[0]], 1.0)
    return onward(Systems.of(list(reach)), Edges.of(edges), stakes)


@pytest.mark.parametrize(
    ("edge", "kind", "trust"),
    [
        ((1, 0, HOLDS), Kind.THEFT, 0.3),
        ((0, 1, HOLDS), Kind.THEFT, 0),
        ((0, 1, DEPENDS), Kind.OUTAGE, 0.7),
        ((1, 0, DEPENDS), Kind.OUTAGE, 0),
        ((0, 1, DEPENDS), Kind.THEFT, 0),
        ((1, 0, HOLDS), Kind.OUTAGE, 0),
        ((1, 0, HOLDS), Kind.EXTORTION, 0.3),
        ((0, 1, DEPENDS), Kind.EXTORTION, 0.7),
        ((1, 0, HOLDS, 1.0), Kind.THEFT, 1),
    ],
)
def test_edges_have_a_direction_by_kind(edge, kind, trust):
    assert _two([edge], kind).trust[0, 1] == pytest.approx(trust)


def test_the_strongest_of_parallel_edges_counts_and_explains():
    found = _two([(0, 1, DEPENDS, 0.2), (1, 0, HOLDS), (1, 0, HOLDS, 0.1)], Kind.EXTORTION)
    assert found.trust[0, 1] == pytest.approx(0.3)
    assert found.path(0, 1) == (Hop(HOLDS, 0),)
    assert found.path(0, 0) == ()


def test_isolation_cuts_edges_and_cycles_are_safe():
    edges = [(1, 0, HOLDS), (0, 1, HOLDS), (1, 1, HOLDS)]
    found = _two(edges, Kind.THEFT, ("internal", "isolated"))
    assert found.trust[0] == pytest.approx([1, 0.006])


def test_a_scenario_about_no_system_is_reached_by_none():
    stakes = Stakes.of(["s"], [Kind.THEFT], [[]], 1.0)
    assert not onward(Systems.of(["internet"]), Edges.of([]), stakes).trust.any()
