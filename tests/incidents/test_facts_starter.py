"""The file to fill in, and the example of one that is filled in."""

import yaml

from quarterdeck.data.clocks import tables
from quarterdeck.engine.clocks.values import Interval
from quarterdeck.incidents.facts_file import read
from quarterdeck.incidents.facts_starter import starter
from tests.cli.running import ROOT, differences, documented, run
from tests.engine.clocks.facts_of import NOW

KNOWN = tables()


def test_a_new_file_asks_everything_and_is_read_as_nothing_known(capsys, tmp_path):
    path = tmp_path / "facts.yaml"
    ran = run(capsys, "clocks", path, "--new", "--json")
    assert (ran.code, differences(documented()["clocks FACTS --new"], ran.document)) == (0, [])
    facts = read(path, KNOWN, NOW).facts
    assert (facts.values, facts.moments, facts.people, facts.sent) == ({}, {}, {}, {})
    assert facts.elsewhere == Interval(0)
    given = yaml.safe_load(starter(KNOWN))
    asked = {*given["facts"], *given["moments"], "people"}
    assert asked == set(KNOWN.facts)


def test_a_file_that_exists_is_not_written_over(capsys, tmp_path):
    path = tmp_path / "facts.yaml"
    path.write_text("zone: UTC\n")
    ran = run(capsys, "clocks", path, "--new")
    assert (ran.code, "exists already" in ran.err) == (2, True)
    assert path.read_text() == "zone: UTC\n"


def test_the_example_runs_law_contract_and_policy_side_by_side(capsys):
    ran = run(capsys, "clocks", ROOT / "examples" / "facts.yaml", "--json")
    found = {clock["key"]: clock for clock in ran.document["data"]["clocks"]}
    assert found["insurer.notice"]["due"] == "2026-11-27T17:00:00Z"
    assert found["lab-contract.customer"]["due"] == "2026-11-25T22:00:00Z"
    assert found["us-oh.people"]["due"] == "2027-01-09T04:59:59Z"
    assert found["hipaa.media"]["state"] == "runs"
    assert found["us-ky.people"]["state"] == "no number"
    assert found["gdpr.authority"]["asks"][0]["fact"] == "risk_to_people"
    assert found["cards-mastercard.report"]["state"] == "find out"
    drafts = {draft["clock"]: draft for draft in ran.document["data"]["notices"]}
    (asked,) = (p for p in drafts["insurer.notice"]["parts"] if p["field"] == "what_happened")
    assert asked["text"].startswith("Ransomware encrypted two file servers")
