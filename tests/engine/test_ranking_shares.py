"""What is true of shares and savings, on random firms."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.firms import firm
from quarterdeck.engine.exposure import Edges, Reach, Weaknesses, expose, reference
from quarterdeck.engine.ranking import beyond_limit, joint_saving, saving_alone, shares

firms = st.integers(0, 2**32 - 1).map(lambda s: firm(s, systems=12, findings=60, scenarios=5))
places = st.integers(0, 59)
some = settings(max_examples=30, deadline=None)
ROUNDING = 1 + 1e-9


def exposed(client, frozen=None):
    ground = client.landscape()
    return expose(ground, frozen or reference(ground))


def with_weakness(client, place, **changed):
    arrays = {name: np.array(getattr(client.weaknesses, name)) for name in changed}
    for name, value in changed.items():
        arrays[name][place] = value
    return replace(client, weaknesses=replace(client.weaknesses, **arrays))


def with_system(client, place, **changed):
    arrays = {name: np.array(getattr(client.systems, name)) for name in changed}
    for name, value in changed.items():
        arrays[name][place] = value
    return replace(client, systems=replace(client.systems, **arrays))


def without(client, closed):
    """Today's landscape without some rows; what is assumed of unseen hosts stays as it was."""
    ground = client.landscape()
    left = np.where(closed, 0.0, ground.hazard)
    kept = replace(client, weaknesses=replace(client.weaknesses, left_by_patch=1.0 * ~closed))
    seen = kept.landscape()
    return replace(ground, hazard=left, hazards=seen.hazards - seen.unseen + ground.unseen)


@given(firms)
@some
def test_shares_add_up(client):
    exposure = exposed(client)
    assert shares(exposure).total == pytest.approx(exposure.shared, rel=1e-9)


@given(firms, st.integers(0, 2**32 - 1))
@some
def test_shares_by_tolerance_add_up_too(client, seed):
    exposure = exposed(client)
    excess = np.random.default_rng(seed).uniform(0, 1e5, 5)
    money = beyond_limit(exposure, excess)
    assert shares(exposure, money).total == pytest.approx(money @ exposure.response, rel=1e-9)


@given(firms, places)
@some
def test_saving_alone_is_what_working_it_out_again_gives(client, place):
    exposure = exposed(client)
    closed = np.arange(60) == place
    again = replace(exposure, landscape=without(client, closed))
    saved = exposure.shared - again.shared
    assert saving_alone(exposure)[place] == pytest.approx(saved, abs=1e-9 * exposure.shared)


@given(firms)
@some
def test_joint_saving_is_what_working_it_out_again_gives(client):
    exposure, fix = exposed(client), client.weaknesses.fix
    joint = joint_saving(exposure, fix)
    for number in np.unique(fix[fix >= 0]):
        again = replace(exposure, landscape=without(client, fix == number))
        saved = exposure.shared - again.shared
        assert joint[number] == pytest.approx(saved, abs=1e-9 * exposure.shared)


@given(firms)
@some
def test_alone_is_at_most_joint_and_joint_at_most_the_shares(client):
    exposure, fix = exposed(client), client.weaknesses.fix
    alone, share, joint = saving_alone(exposure), shares(exposure).rows, joint_saving(exposure, fix)
    assert (alone <= share * ROUNDING + 1e-9).all()
    for number, together in enumerate(joint):
        closed = fix == number
        assert alone[closed].sum() <= together * ROUNDING + 1e-9
        assert together <= share[closed].sum() * ROUNDING + 1e-9


@given(firms, places, st.floats(0, 1))
@some
def test_a_worse_forecast_moves_only_its_own_share_up(client, place, chance):
    before = exposed(client)
    worse = max(chance, float(client.weaknesses.chance[place]))
    after = exposed(with_weakness(client, place, chance=worse), frozen=reference(before.landscape))
    was, now = shares(before).rows, shares(after).rows
    others = np.arange(60) != place
    assert now[place] >= was[place] / ROUNDING - 1e-9
    assert (now[others] <= was[others] * ROUNDING + 1e-9).all()
    assert after.shared >= before.shared / ROUNDING


@given(firms, st.integers(0, 11))
@some
def test_more_reach_never_lowers_the_shares_of_its_host(client, system):
    inside = with_system(client, system, reach=Reach.INTERNAL)
    before = exposed(inside)
    frozen, at = reference(before.landscape), client.weaknesses.system == system
    for reach in (Reach.PARTNER, Reach.INTERNET):
        after = exposed(with_system(client, system, reach=reach), frozen)
        assert (shares(after).rows[at] >= shares(before).rows[at] / ROUNDING - 1e-9).all()
        assert after.shared >= before.shared / ROUNDING


@given(firms, st.integers(0, 11), places, st.floats(0, 1))
@some
def test_no_control_raises_the_total(client, system, place, left):
    before = exposed(client)
    frozen = reference(before.landscape)
    in_front = float(client.systems.left_by_controls[system]) * left
    trust = np.nan_to_num(client.edges.trust, nan=0.3) * max(left, 1e-3)
    first = np.where(np.arange(len(trust)) == 0, trust, client.edges.trust)
    edges = Edges(client.edges.source, client.edges.target, client.edges.kind, first)
    controlled = (
        with_system(client, system, left_by_controls=in_front),
        with_weakness(client, place, left_by_patch=left),
        replace(client, edges=edges),
    )
    for after in controlled:
        assert exposed(after, frozen).shared <= before.shared * ROUNDING


@given(firms, places, st.floats(0.05, 0.95))
@some
def test_splitting_a_finding_changes_nothing(client, place, at):
    ground = client.landscape()
    parts = {
        name: np.concatenate((getattr(ground, name), getattr(ground, name)[[place]]))
        for name in ("host", "hazard", "effect")
    }
    parts["hazard"][[place, -1]] *= (at, 1 - at)
    exposure = expose(ground, reference(ground))
    whole, split = shares(exposure), shares(replace(exposure, landscape=replace(ground, **parts)))
    assert split.rows[[place, -1]].sum() == pytest.approx(whole.rows[place], rel=1e-9)
    others = np.arange(60) != place
    assert split.rows[:-1][others] == pytest.approx(whole.rows[others], rel=1e-9)


@given(firms, st.permutations(range(60)))
@some
def test_shuffling_findings_shuffles_shares(client, order):
    mixed = {f.name: getattr(client.weaknesses, f.name)[order] for f in fields(Weaknesses)}
    again = replace(client, weaknesses=Weaknesses(**mixed))
    assert shares(exposed(again)).rows == pytest.approx(
        shares(exposed(client)).rows[order], rel=1e-9
    )


def aumann_shapley(exposure, points=40):
    """∫₀¹ η·∂(Σ C·g)/∂η at t·η, by Gauss-Legendre: every row grows from nothing at one pace."""
    ground, level = exposure.landscape, exposure.level
    values = np.zeros(len(ground.hazard))
    for node, weight in zip(*np.polynomial.legendre.leggauss(points), strict=True):
        partly = replace(ground, hazards=ground.hazards * (node + 1) / 2)
        bottom = ground.damping * level + partly.exposure
        steep = ground.stakes.money * (1 + ground.damping) * ground.damping * level / bottom**2
        for column in ground.columns:
            fed = ground.column == column
            per_hazard = (steep[fed] @ ground.onward.trust[fed]) * ground.door
            per_hazard *= np.exp(-partly.hazards[:, column])
            values += weight / 2 * ground.fed(column) * per_hazard[ground.host]
    return values


def test_closed_form_agrees_with_aumann_shapley_on_the_top_twenty():
    agreed = []
    for seed in range(25):
        exposure = exposed(firm(seed))
        exact, closed = aumann_shapley(exposure), shares(exposure)
        unseen = exposure.landscape.unseen.any()
        assert unseen or exact.sum() == pytest.approx(closed.total, rel=1e-6)
        agreed.append(len(set(np.argsort(-exact)[:20]) & set(np.argsort(-closed.rows)[:20])) / 20)
    assert np.mean(agreed) >= 0.98
    assert min(agreed) >= 0.9


def test_a_host_with_a_thousand_holes():
    crowded = firm(4, systems=3, findings=3_000, scenarios=3)
    at = crowded.weaknesses.system
    crowded = replace(crowded, weaknesses=replace(crowded.weaknesses, fix=at))
    exposure = exposed(crowded)
    together = joint_saving(exposure, at).max()
    assert saving_alone(exposure).max() < 0.01 * together
