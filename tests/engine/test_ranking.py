"""One list, its two ranks, and the reasons in figures and in words."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.firms import firm
from quarterdeck.engine.exposure import (
    JUDGEMENTS,
    PARAMETERS,
    EdgeKind,
    Edges,
    Gaps,
    Hop,
    Obligations,
    Reach,
    Stakes,
    Systems,
    Weaknesses,
    expose,
    landscape,
    obligation_landscape,
    reference,
)
from quarterdeck.engine.loss.scenario import Kind
from quarterdeck.engine.ranking import (
    NO_SCENARIO,
    UNRATED,
    Names,
    Shares,
    What,
    in_words,
    joint_saving,
    ranges,
    rank,
    ranks,
    reason,
    saving_alone,
    shares,
)

WEB, CARDS, DEV, MAIL = range(4)
NAMES = Names(
    ("the web shop", "the card database", "the build server", "the mail server"),
    ("Thieves copy card data", "The shop stops"),
    "USD",
)


def four_systems():
    systems = Systems.of(
        ["internet", "internal", "isolated", "internal"],
        ["shop", "shop", "dev", "shop"],
        scanned=[True, True, True, False],
    )
    edges = Edges.of(
        [(WEB, CARDS, EdgeKind.HOLDS_CREDENTIALS_FOR), (WEB, MAIL, EdgeKind.DEPENDS_ON)]
    )
    stakes = Stakes.of(
        ["theft", "outage"], [Kind.THEFT, Kind.OUTAGE], [[CARDS], [WEB]], [1e6, 2e5], 0.6
    )
    return systems, edges, Weaknesses.of([WEB, WEB, CARDS, DEV], [0.02, 0.02, 0.01, 0.9]), stakes


@pytest.fixture(scope="module")
def exposure():
    ground = landscape(*four_systems())
    return expose(ground, reference(ground))


def test_ranks_share_the_better_place():
    assert ranks(np.array([5.0, 9.8, 5.0, 0.0])).tolist() == [2, 1, 2, 4]


def test_findings_gaps_and_unscanned_systems_stand_in_one_list():
    findings = Shares(np.array([10.0, 30.0, 10.0]), np.array([0.0, 20.0]))
    gaps = Shares(np.array([25.0]), np.zeros(1))
    listed = rank(findings, np.array([9.8, 5.0, 5.0]), gaps).top(9)
    assert [(row.what, row.place, row.share) for row in listed] == [
        (What.FINDING, 1, 30),
        (What.GAP, 0, 25),
        (What.NOT_SCANNED, 1, 20),
        (What.FINDING, 0, 10),
        (What.FINDING, 2, 10),
    ]
    assert [row.by_severity for row in listed] == [2, UNRATED, UNRATED, 1, 2]
    assert [row.by_business for row in listed] == [1, 2, 3, 4, 5]


def test_a_reason_holds_the_parts_of_the_share(exposure):
    systems = four_systems()[0]
    why = reason(exposure, What.FINDING, 0, systems)
    shared = shares(exposure)
    assert why.share == pytest.approx(shared.rows[0])
    assert (why.host, why.scenario, why.reach) == (WEB, 0, Reach.INTERNET)
    assert why.of_host == pytest.approx(0.5)
    by_scenario = why.scenario_money * why.of_host * why.of_door
    assert by_scenario == pytest.approx(why.of_share * why.share)
    assert why.path == (Hop(EdgeKind.HOLDS_CREDENTIALS_FOR, CARDS),)
    blind = reason(exposure, What.NOT_SCANNED, MAIL, systems)
    assert blind.share == pytest.approx(shared.unseen[MAIL])
    assert (blind.of_host, blind.scenario) == (1, 1)
    assert reason(exposure, What.FINDING, 3, systems).scenario == NO_SCENARIO


@pytest.mark.parametrize(
    ("what", "place", "expected"),
    [
        (
            What.FINDING,
            0,
            "50 in 100 of what is wrong with the web shop, which can be reached from the "
            "internet. "
            "In turn, the web shop is 96 in 100 of what opens the way to that loss: from the web "
            "shop, "
            "which holds the keys to the card database.",
        ),
        (
            What.NOT_SCANNED,
            MAIL,
            "all of it through “The shop stops”",
        ),
        (
            What.NOT_SCANNED,
            MAIL,
            "from the mail server, on which the web shop depends.",
        ),
        (What.NOT_SCANNED, MAIL, "No scan has looked at the mail server"),
        (
            What.FINDING,
            3,
            "No loss that we know of can begin here: the build server is cut off from the other "
            "systems.",
        ),
    ],
)
def test_a_reason_in_words(exposure, what, place, expected):
    said = in_words(reason(exposure, what, place, four_systems()[0]), NAMES)
    assert expected in said.replace("\u00a0", " ")


def test_a_gap_in_words():
    ground = obligation_landscape(
        Obligations.of(["cards"], 90_000.0), Gaps.of([0, 0], [False, True], [1, 2.5])
    )
    exposure = expose(ground, reference(ground))
    names = Names(["the card rules"], ["The bank ends the contract"], "EUR")
    assert in_words(reason(exposure, What.GAP, 0), names).replace("\u00a0", " ") == (
        "Leaving it costs about €45,000 a year, all of it through “The bank ends the contract” "
        "(€90,000 a year in all). It is 50 in 100 of what is not met or not proven in the "
        "card rules."
    )


def test_an_unlisted_system_is_named_as_such(exposure):
    why = replace(reason(exposure, What.FINDING, 0), in_inventory=False)
    assert "The system the web shop is not in your list." in in_words(why, NAMES)


def _ranges(client, worlds, losses, rows, **more):
    ground = client.landscape()
    return ranges(client.landscape, worlds, losses, reference(ground), ground, rows, **more)


def test_one_world_like_the_middle_gives_the_shares_themselves():
    client = firm(7, systems=20, findings=100, scenarios=6)
    ground = client.landscape()
    shared = shares(expose(ground, reference(ground)))
    blind = np.flatnonzero(shared.unseen > 0)
    losses = client.stakes.yearly_loss[None]
    found = _ranges(client, [PARAMETERS], losses, np.arange(100), unseen=blind)
    middle = np.concatenate((shared.rows, shared.unseen[blind]))
    for figures in (found.mean, found.low, found.high):
        assert figures == pytest.approx(middle, rel=1e-9)


def test_ranges_hold_the_mean_and_order_by_it():
    client = firm(8, systems=20, findings=100, scenarios=6)
    losses = np.random.default_rng(1).lognormal(11, 0.5, (40, 6))
    found = _ranges(client, JUDGEMENTS.draw(40, 1), losses, np.arange(100))
    met = found.mean > 0
    assert met.sum() > 50
    assert (found.low < found.mean)[met].all()
    assert (found.mean < found.high)[met].all()
    assert (np.diff(found.mean[found.order]) <= 0).all()


def test_every_world_shares_its_own_money_on_the_reference_day():
    client = firm(8, systems=20, findings=100, scenarios=6)
    losses = np.random.default_rng(1).lognormal(11, 0.5, (40, 6))
    rows, hosts = np.arange(100), np.arange(20)
    found = _ranges(client, JUDGEMENTS.draw(40, 1), losses, rows, unseen=hosts)
    expected = (losses * client.stakes.by_weakness).sum(axis=1).mean()
    assert found.mean.sum() == pytest.approx(expected, rel=1e-9)


def test_ranges_need_a_loss_for_each_world():
    client = firm(8, systems=20, findings=100, scenarios=6)
    with pytest.raises(ValueError, match="2 worlds"):
        _ranges(client, JUDGEMENTS.draw(2, 1), client.stakes.yearly_loss[None], np.arange(3))


def test_nothing_found_saves_nothing():
    systems, edges, _, stakes = four_systems()
    ground = landscape(systems, edges, Weaknesses.of([], []), stakes)
    empty = expose(ground, reference(ground))
    assert empty.rate_factor == pytest.approx([1, 1])
    assert len(joint_saving(empty, np.zeros(0, dtype=np.int32))) == 0
    assert len(saving_alone(empty)) == len(rank(shares(empty), np.zeros(0))) == 0


def test_savings_are_finite_however_much_is_wrong_with_one_system():
    ground = obligation_landscape(
        Obligations.of(["cards"], 90_000.0), Gaps.of([0, 0], [False, False], [1, 2000])
    )
    alone = saving_alone(expose(ground, reference(ground)))
    assert np.all(np.isfinite(alone))
    assert alone[1] > alone[0] >= 0
