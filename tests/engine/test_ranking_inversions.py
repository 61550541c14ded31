"""The two inversions that a list by severity gets wrong, on random firms."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.firms import firm
from quarterdeck.engine.exposure import (
    EdgeKind,
    Edges,
    Gaps,
    Reach,
    Stakes,
    Weaknesses,
    effect_of,
    expose,
    landscape,
    obligation_landscape,
    reference,
)
from quarterdeck.engine.loss.scenario import Kind
from quarterdeck.engine.ranking import What, rank, shares

CARD, DEV = 0, 1
FIRMS = 60
LEAKS = effect_of(["CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N"])  # 6.5, medium
TAKES_ALL = effect_of(["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"])  # 9.8, critical
MEDIUM, CRITICAL = -2, -1


def with_card_and_dev(seed, chance, reach=Reach.ISOLATED):
    """A firm whose first system holds card data and whose second is a development server.

    Stealing the card data is a scenario of at least median money; the server is no scenario's
    target, holds credentials for one system, and one depends on it. A medium weakness sits on
    the first, a known-exploited critical one (0.97 in 30 days) on the second.
    """
    client, dice = firm(seed), np.random.default_rng(seed)
    reaches = np.array(client.systems.reach)
    reaches[CARD], reaches[DEV] = dice.choice((Reach.INTERNAL, Reach.PARTNER)), reach
    listed = client.systems.in_inventory | (np.arange(60) <= DEV)
    scanned = client.systems.scanned | (np.arange(60) <= DEV)
    systems = replace(client.systems, reach=reaches, in_inventory=listed, scanned=scanned)
    weaknesses = Weaknesses.of(
        np.append(client.weaknesses.system, [CARD, DEV]),
        np.append(client.weaknesses.chance, [chance, 0.97]),
        np.append(client.weaknesses.known_exploited, [False, True]),
        np.vstack((client.weaknesses.effect, LEAKS, TAKES_ALL)),
    )
    ground = landscape(systems, _edges(client, dice), weaknesses, _stakes(client))
    return shares(expose(ground, reference(ground))), np.append(client.severity, [6.5, 9.8])


def _edges(client, dice):
    edges = client.edges
    kept = (edges.source != DEV) & (edges.target != DEV)
    below, above = dice.integers(2, 60, size=2)
    own = Edges.of(
        [(DEV, below, EdgeKind.HOLDS_CREDENTIALS_FOR), (above, DEV, EdgeKind.DEPENDS_ON)]
    )
    names = ("source", "target", "kind", "trust")
    joined = [np.append(getattr(edges, n)[kept], getattr(own, n)) for n in names]
    return Edges(*joined)


def _stakes(client):
    stakes = client.stakes
    assert stakes.kinds[0] is Kind.THEFT
    loss = np.array(stakes.yearly_loss)
    loss[0] = max(loss[0], np.median(loss))
    others = [[t for t in targets if t != DEV] or [2] for targets in stakes.targets[1:]]
    return Stakes.of(stakes.keys, stakes.kinds, [[CARD], *others], loss, stakes.by_weakness)


@pytest.mark.parametrize("seed", range(FIRMS))
def test_a_medium_on_card_data_over_a_critical_on_the_isolated_server(seed):
    shared, severity = with_card_and_dev(seed, chance=0.001)
    assert shared.rows[MEDIUM] > shared.rows[CRITICAL]
    rows = {
        row.place: row for row in rank(shared, severity).top(10_000) if row.what is What.FINDING
    }
    medium, critical = rows[5_000], rows[5_001]
    assert medium.by_business < critical.by_business
    assert medium.by_severity > critical.by_severity


def test_it_is_the_isolation_that_does_it():
    beaten = 0
    for seed in range(FIRMS):
        shared, _ = with_card_and_dev(seed, chance=0.001, reach=Reach.INTERNET)
        beaten += shared.rows[CRITICAL] > shared.rows[MEDIUM]
    assert beaten > FIRMS / 2


@pytest.mark.parametrize("seed", range(FIRMS))
def test_a_gap_with_consequence_over_a_weakness_that_nobody_is_known_to_use(seed):
    client = firm(seed)
    gaps = Gaps.of([0, 1, 1, 2, 3], [False, False, True, True, False])
    duty = obligation_landscape(client.obligations, gaps)
    owed = shares(expose(duty, reference(duty))).rows
    ground = client.landscape()
    found = shares(expose(ground, reference(ground))).rows
    unused = ~client.weaknesses.known_exploited & (client.weaknesses.chance < 0.01)
    critical = unused & (client.severity >= 9)
    assert owed[~gaps.met].max() > found[critical].max()
    pairs = owed[~gaps.met][:, None] > found[unused & (client.severity >= 7)]
    assert pairs.mean() > 0.95
