from datetime import date, timedelta

import msgspec
import pytest

from quarterdeck.plans.folder import InitiativeRecord
from quarterdeck.risks.assessing import assess, look, told
from quarterdeck.risks.inputs import Looked, from_json
from quarterdeck.risks.telling_initiatives import initiative_results, pairs_together
from tests.risks.firms import DAY, LOOKED, RECORDS, WEAKNESSES, firm, referenced, weakness


@pytest.fixture(scope="module")
def assessed():
    return assess(firm())


def test_the_same_inputs_give_the_same_assessment(assessed):
    assert assess(firm()) == assessed


def test_inputs_survive_the_way_into_a_pack(assessed):
    inputs = referenced(firm())
    back = from_json(msgspec.json.decode(msgspec.json.encode(inputs.as_json())))
    assert back == inputs
    assert assess(back).limits == assessed.limits


def test_another_seed_is_other_luck_within_its_error(assessed):
    other = assess(firm(seed=8))
    assert other.mean_before_insurance.middle == pytest.approx(
        assessed.mean_before_insurance.middle
    )
    assert other.limits != assessed.limits
    for one, two in zip(assessed.limits, other.limits, strict=True):
        assert two.odds.chance == pytest.approx(one.odds.chance, abs=0.004)


def test_shares_add_up(assessed):
    assert sum(risk.beyond for risk in assessed.risks) == pytest.approx(1)
    assert sum(risk.share_of_mean for risk in assessed.risks) == pytest.approx(1)
    rows = sum(row.cost_per_year.middle for row in assessed.ranking)
    assert rows == pytest.approx(assessed.total_exposed)


def test_some_years_have_no_loss_at_all(assessed):
    assert 0.2 < assessed.no_loss < 1
    assert assessed.dots[0] == 0
    assert max(assessed.dots) > 0


def test_a_medium_on_card_data_comes_before_a_critical_on_the_isolated_server(assessed):
    place = {row.key: row for row in assessed.ranking}
    medium, critical = place["cards m"], place["sandbox c"]
    assert medium.rank < critical.rank
    assert medium.rank_by_severity > critical.rank_by_severity


def test_a_gap_comes_before_a_weakness_that_nobody_is_known_to_use(assessed):
    place = {row.key: row for row in assessed.ranking}
    assert place["pages"].rank < place["ledger l"].rank
    assert place["pages"].severity == ""
    assert place["pages"].system_name == "Card rules"
    assert "not proven in card rules" in place["pages"].reason


def test_every_rank_says_why(assessed):
    for row in assessed.ranking:
        assert row.reason.endswith(".")
        assert row.rank > 0
        assert row.rank_by_tolerance > 0


def test_what_is_told_of_a_long_list_has_its_ranks_in_the_whole(assessed):
    whole = {row.key: row for row in assessed.ranking}
    for by in ("business", "severity", "tolerance"):
        few = told(look(firm()), by=by, most=2)
        assert few.ranked_in_all == assessed.ranked_in_all == len(whole)
        ranks = [
            getattr(row, "rank" if by == "business" else f"rank_by_{by}") for row in few.ranking
        ]
        assert max(ranks) <= 2
        for row in few.ranking:
            assert row.rank_by_tolerance == whole[row.key].rank_by_tolerance
            assert row.reason == whole[row.key].reason


def test_a_fix_saves_no_more_than_its_findings_share_and_no_less_than_each_alone(assessed):
    rows = {row.key: row for row in assessed.ranking}
    for fix in assessed.fixes:
        alone = [rows[key].saving_alone for key in fix.closes]
        share = sum(rows[key].cost_per_year.middle for key in fix.closes)
        assert fix.cost_per_year.middle == pytest.approx(share)
        assert sum(alone) <= fix.saving.middle * (1 + 1e-9)
        assert fix.saving.middle <= share * (1 + 1e-9)


def test_without_a_limit_three_are_offered():
    found = assess(firm(records={"appetite.yaml": []}))
    assert found.limits == ()
    losses = [points[0].loss for points in found.offered_limits]
    assert losses == sorted(losses)
    assert len(losses) == 3
    assert found.material is None


def test_insurance_that_has_ended_pays_nothing():
    ended = [RECORDS["insurance.yaml"][0] | {"ends": "2026-01-01"}]
    found = assess(firm(records={"insurance.yaml": ended}))
    assert found.mean_after_insurance == found.mean_before_insurance
    assert found.insurance_pays_per_year == 0


def test_a_new_weakness_raises_the_odds_and_a_mended_one_lowers_them():
    today = referenced(firm())
    more = today.with_weaknesses((*WEAKNESSES, weakness("z", "cards", epss=0.6)))
    fewer = today.with_weaknesses(WEAKNESSES[-1:])
    means = [assess(x).mean_before_insurance.middle for x in (fewer, today, more)]
    assert means == sorted(means)
    assert len(set(means)) == 3


def test_looking_harder_does_not_make_the_total_jump():
    today = referenced(firm())
    found = tuple(
        weakness(f"deep-{n}", s, epss=0.2, looks=("nessus network-credentialed",))
        for s in ("web", "cards", "ledger")
        for n in range(4)
    )
    deep = tuple(Looked(s, "nessus network-credentialed", DAY) for s in ("web", "cards", "ledger"))
    harder = msgspec.structs.replace(
        today, weaknesses=(*WEAKNESSES, *found), looked=(*LOOKED, *deep)
    )
    before, after = assess(today), assess(harder)
    assert after.total_exposed == pytest.approx(before.total_exposed, rel=1e-6)
    assert len(after.ranking) > len(before.ranking)


def test_what_nobody_looked_at_is_not_clean():
    unseen = tuple(x for x in LOOKED if x.system != "cards")
    seen_only = tuple(w for w in WEAKNESSES if w.system != "cards")
    found = assess(firm(looked=unseen, weaknesses=seen_only))
    row = next(r for r in found.ranking if r.what == "not scanned")
    assert row.system == "cards"
    assert row.cost_per_year.middle > 0
    assert found.scope.not_scanned == ("cards",)


def test_an_old_look_is_none():
    old = tuple(Looked(x.system, x.by, x.on - timedelta(days=200)) for x in LOOKED)
    assert set(assess(firm(looked=old)).scope.not_scanned) == {"web", "cards", "ledger", "sandbox"}


def test_a_system_that_is_not_in_the_list_counts():
    stranger = weakness("s", "", asset="old-web", reach="internet", zone="internet", epss=0.5)
    found = assess(firm(weaknesses=(*WEAKNESSES, stranger)))
    row = next(r for r in found.ranking if not r.in_inventory)
    assert row.cost_per_year.middle > 0
    assert "not in your list" in row.reason


@pytest.mark.parametrize(
    ("changed", "open_"),
    [
        ({"proof_valid_until": "2026-11-19"}, {"pages", "tests"}),
        ({"proof": ""}, {"pages", "tests"}),
        ({}, {"pages"}),
    ],
)
def test_proof_that_has_run_out_opens_a_gap(changed, open_):
    first, second = RECORDS["requirements.csv"]
    found = assess(firm(records={"requirements.csv": [first, second | changed]}))
    assert {row.key for row in found.ranking if row.what == "gap"} == open_


CONTROL = {
    "key": "wall", "name": "Wall", "works_on": "rate", "kinds": ["extortion", "theft"],
    "coverage": 1, "effect": {"low": 0.3, "high": 0.6},
}  # fmt: skip


@pytest.mark.parametrize("works_on", ["rate", "loss", "other ways in"])
def test_no_control_raises_the_total(works_on, assessed):
    control = CONTROL | {"works_on": works_on}
    found = assess(firm(records={"controls.yaml": [control]}))
    assert found.mean_before_insurance.middle < assessed.mean_before_insurance.middle


def test_a_control_in_front_of_a_system_lowers_its_part():
    today = referenced(firm())
    control = CONTROL | {"works_on": "reach", "systems": ["cards"], "kinds": []}
    found = assess(today.with_records({"controls.yaml": [control]}))
    assert found.mean_before_insurance.middle < assess(today).mean_before_insurance.middle


def test_a_control_that_is_not_in_force_yet_does_nothing(assessed):
    later = CONTROL | {"in_force_from": (DAY + timedelta(days=1)).isoformat()}
    assert assess(firm(records={"controls.yaml": [later]})).limits == assessed.limits


def initiative(key, **changed):
    given = {
        "key": key, "name": key, "cost_once": {"low": 50e3, "high": 80e3},
        "effects": [{"on": "rate", "kinds": ["extortion"], "strength": {"low": 0.2, "high": 0.5}}],
    }  # fmt: skip
    return InitiativeRecord.model_validate(given | changed)


def test_initiatives_never_make_it_worse_and_two_do_no_less_than_one():
    today = look(firm())
    one, two = initiative("one"), initiative("two", mends_systems=["web"], closes=["pages"])
    alone = {r.key: r for r in initiative_results(today, [one, two])}
    [(key, both)] = pairs_together(today, [one, two])
    now = today.simulated.deciding.chance.value
    assert key == "one+two"
    assert both.odds.chance <= min(r.odds.chance for r in alone.values()) <= now
    for result in (*alone.values(), both):
        assert result.avoids_per_year.middle > 0
        assert result.avoids_per_year.low <= result.avoids_per_year.high


def test_what_an_initiative_does_holds_the_doubt_about_its_effect():
    today = look(firm())

    def band(low, high):
        effect = {"on": "rate", "kinds": ["extortion"], "strength": {"low": low, "high": high}}
        [result] = initiative_results(today, [initiative("one", effects=[effect])])
        return result.odds

    sure, unsure = band(0.5, 0.5), band(0.1, 0.9)
    assert unsure.chance == pytest.approx(sure.chance)
    assert unsure.low < sure.low
    assert sure.high < unsure.high
    assert unsure.high <= today.simulated.deciding.chance.band.high * 1.02


def test_done_and_dropped_initiatives_are_not_priced_again():
    today = look(firm())
    records = [initiative("a", state="done"), initiative("b", state="dropped")]
    assert initiative_results(today, records) == ()


def test_a_scenario_of_ones_own_needs_figures_or_a_starter():
    own = {"key": "flood", "name": "A flood stops the shop", "kind": "outage"}
    with pytest.raises(ValueError, match=r"scenarios\.yaml, flood"):
        assess(firm(records={"scenarios.yaml": [own]}))


def test_a_scenario_of_ones_own_says_better_what_a_starter_says():
    own = {
        "key": "extortion:orders", "starter": "extortion:orders", "kind": "extortion",
        "name": "Criminals stop the shop", "rate_per_year": {"low": 0.1, "high": 0.3},
        "proof": {"kind": "tested"},
    }  # fmt: skip
    found = assess(firm(records={"scenarios.yaml": [own]}))
    risk = next(r for r in found.risks if r.key == "extortion:orders")
    assert risk.name == "Criminals stop the shop"
    assert risk.proof == "tested"
    assert risk.own
    assert risk.odds.chance > 0.1


def test_money_in_another_currency_needs_a_dated_rate():
    pounds = RECORDS["profile.yaml"] | {"currency": "GBP"}
    with pytest.raises(ValueError, match=r"profile\.yaml, rates"):
        assess(firm(records={"profile.yaml": pounds}))
    rated = pounds | {"rates": [{"currency": "USD", "buys": 0.8, "on": date(2026, 11, 1)}]}
    assert assess(firm(records={"profile.yaml": rated})).currency == "GBP"
