import json

import pytest

from quarterdeck.clients import ledger
from quarterdeck.risks.curves import risk_curve, whole_curve
from quarterdeck.risks.editing import appetite_values, save_scenario, scenario_of, scenario_values
from quarterdeck.risks.kept import kept
from quarterdeck.risks.models import Scenario
from quarterdeck.risks.register_rows import register_rows

OWN = {"name": "A lorry takes the server room away", "kind": "outage", "PRODUCTIVITY_low": "1000",
       "PRODUCTIVITY_high": "90000", "rate_low": "0.01", "rate_high": "0.1"}  # fmt: skip


@pytest.fixture
def leader(client, northmere, seated, db):
    client.force_login(seated(northmere, "leader"))
    return client


def url(of, rest=""):
    return f"/c/{of.address}/risks/{rest}"


def test_the_register_tells_the_risks_that_were_worked_out(leader, northmere):
    rows = leader.get(url(northmere)).context["rows"]
    found = kept(northmere).found
    assert [row.risk.key for row in rows] == [risk.key for risk in found.risks]
    assert sum(row.limit for row in rows) == pytest.approx(found.limits[0].limit)


def test_a_risks_curve_falls_and_ends_where_its_events_do(northmere, db):
    for row in register_rows(kept(northmere).found):
        chances = [point.odds.chance for point in row.risk.curve]
        assert chances == sorted(chances, reverse=True)
        assert all(p.odds.low <= p.odds.high for p in row.risk.curve)
        assert chances[0] <= row.risk.odds.chance


def test_a_chart_brings_its_figures_as_a_table_and_no_colour_of_its_own(leader, northmere):
    risk = kept(northmere).found.risks[0]
    answer = leader.get(url(northmere, f"of/{risk.key}/"))
    page = answer.content.decode()
    start = page.index('id="risk-curve"')
    spec = page[page.index(">", start) + 1 : page.index("</script>", start)]
    assert json.loads(spec)["layer"]
    assert "#" not in spec
    for row in risk_curve(risk, northmere.currency).rows:
        assert row[0] in page


def test_the_whole_curve_is_drawn_against_the_boards_limits(leader, northmere):
    curve = whole_curve(kept(northmere).found)
    assert [p.loss * 1e6 for p in curve.drawing.limits] == [
        p.loss for p in kept(northmere).found.limits if p.basis == "year"
    ]
    assert leader.get(url(northmere, "limits/")).status_code == 200


def test_a_starting_risk_is_said_better_and_keeps_its_place(leader, northmere):
    key = next(r.key for r in kept(northmere).found.risks if not r.own)
    form = leader.get(url(northmere, f"of/{key}/edit/")).context["form"]
    given = {k: v for k, v in form.initial.items() if v not in (None, "")}
    before = ledger.length(northmere)
    answer = leader.post(url(northmere, f"of/{key}/edit/"), given | {"story": "Our own words."})
    assert answer.status_code == 302
    stored = scenario_values(northmere, key)
    assert (stored["starter"], stored["story"]) == (key, "Our own words.")
    assert ledger.length(northmere) == before + 1


def test_a_risk_is_added_removed_and_put_back(leader, northmere):
    assert leader.post(url(northmere, "add/"), OWN).status_code == 302
    row = Scenario.objects.of(northmere).get(name=OWN["name"])
    assert row.losses[0]["size"] == {"low": 1000, "high": 90000, "likely": None, "source": ""}
    leader.post(url(northmere, f"of/{row.key}/remove/"))
    assert scenario_values(northmere, row.key) is None
    assert OWN["name"] in leader.get(url(northmere)).content.decode()
    leader.post(url(northmere, "put-back/"))
    assert scenario_values(northmere, row.key)["rate_per_year"]["high"] == 0.1
    assert ledger.verify(northmere) == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"rate_high": ""}, "both ends"),
        ({"PRODUCTIVITY_low": "100000"}, "lower end"),
        ({"rate_high": "1000"}, "at most 100 a year"),
        ({"name": ""}, "required"),
    ],
)
def test_a_wrong_estimate_says_why_and_keeps_what_was_typed(leader, northmere, wrong, says):
    answer = leader.post(url(northmere, "add/"), OWN | wrong)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert OWN["kind"] in answer.content.decode()
    assert not Scenario.objects.of(northmere).filter(name=OWN["name"]).exists()


def test_an_unknown_service_is_refused(northmere, db):
    record = scenario_of({"key": "x", "name": "X", "kind": "outage", "services": ["no-such"]})
    with pytest.raises(ValueError, match="no-such"):
        save_scenario(northmere, record, "tester")


def test_limits_are_set_on_the_record(leader, northmere):
    given = {"set_by": "Board, minute 9", "set_on": "2026-11-25", "loss_1": "2000000",
             "years_1": "5", "insurance_1": "after", "insurance_2": "after",
             "insurance_3": "after", "material_loss": "7000000", "material_why": "us"}  # fmt: skip
    before = appetite_values(northmere)
    assert leader.post(url(northmere, "limits/set/"), given).status_code == 302
    stored = appetite_values(northmere)
    assert [(p["loss"], p["chance"]) for p in stored["points"] if p["basis"] == "year"] == [
        (2e6, 0.05)
    ]
    assert stored["authority"] == before["authority"]
    assert stored["materiality"]["loss"] == 7e6


def test_limits_that_contradict_each_other_are_refused(leader, northmere):
    given = {"set_by": "Board", "set_on": "2026-11-25", "loss_1": "1000000", "years_1": "1",
             "loss_2": "2000000", "years_2": "5", "insurance_1": "after",
             "insurance_2": "after", "insurance_3": "after"}  # fmt: skip
    before = appetite_values(northmere)
    answer = leader.post(url(northmere, "limits/set/"), given)
    assert answer.status_code == 422
    assert "contradict" in answer.content.decode()
    assert appetite_values(northmere) == before


def test_decisions_are_listed_with_what_was_signed(leader, northmere):
    page = leader.get(url(northmere, "decisions/")).content.decode()
    assert "Copies of real records on the test server" in page


def test_a_limit_is_labelled_and_typed_as_the_board_said_it(leader, northmere):
    labels = [limit.words for limit in whole_curve(kept(northmere).found).drawing.limits]
    assert labels == ["limit 0.8", "limit 0.5"]
    page = leader.get(url(northmere, "limits/set/")).content.decode()
    assert 'value="1000000"' in page
    assert 'value="0.8"' in page


def test_a_risk_that_waits_for_its_figures_leads_to_the_register(leader, northmere):
    Scenario.objects.of(northmere).create(key="waits", name="A flood", kind="outage", losses=[])
    answer = leader.get(url(northmere, "of/waits/"))
    assert answer.status_code == 302
    assert answer.url == url(northmere)
