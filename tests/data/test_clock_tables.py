"""The shipped tables of clocks: complete, consistent, and honest about their sources."""

import json
import re
from datetime import UTC, date, datetime

import pytest

from quarterdeck.data.clocks import plain, read_regimes, regimes, tables
from quarterdeck.engine.clocks import Facts, Members, Moment, State, YesNo, run
from quarterdeck.engine.clocks.conditions import tests as in_it

REGIMES, KNOWN = regimes(), tables()
KEYS = {regime.key for regime in REGIMES}
WITHOUT_A_LAW = {"US-AS", "US-MP"}
NAMED = {
    "gdpr",
    "uk-gdpr",
    "nis2",
    "dora",
    "cra",
    "sec-8k",
    "reg-s-p",
    "hipaa",
    "ftc-safeguards",
    "ftc-health",
    "nydfs",
    "us-bank-36",
    "ncua",
    "circia",
    "cards-visa",
    "cards-mastercard",
    "cards-amex",
    "dfars",
    "ca-pipeda",
    "ca-quebec",
    "au-ndb",
    "au-soci",
    "sg-pdpa",
    "jp-appi",
    "kr-pipa",
    "in-certin",
    "in-dpdp",
    "br-lgpd",
    "ch-dsg",
    "ch-isg",
    "za-popia",
    "nz-privacy",
}
THIRTEEN = [{"fact": f"people.{place}", "at_least": 1} for place in KNOWN.members("US")[:13]]
AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
SMALL = {
    "key": "mine", "name": "Mine", "authority": "customer", "citation": "Clause 9",
    "force": "contract", "status": "in force", "place": "GB",
}  # fmt: skip
NOTICE = {
    "key": "customer", "says": "Tell the customer", "audience": "customer", "starts": ["aware"],
    "unit": "hours", "amount": 24,
}  # fmt: skip


def test_every_state_and_every_regime_that_was_promised_is_there():
    places = set(KNOWN.members("US"))
    assert len(places) == 50 + 1 + 5  # the states, the District, the territories
    assert {place.lower() for place in places - WITHOUT_A_LAW} <= KEYS
    assert KEYS >= NAMED
    assert len(KEYS) == len(REGIMES)


def test_every_regime_has_a_dated_source_that_is_not_of_the_future():
    for regime in REGIMES:
        assert regime.sources, regime.key
        assert all(s.url.startswith("https://") for s in regime.sources), regime.key
        assert all(s.dated <= date(2026, 11, 25) for s in regime.sources), regime.key


def test_status_and_days_agree():
    for regime in REGIMES:
        if regime.status == "coming":
            assert (regime.in_force_from or date.max) > AT.date()
            assert regime.in_force_from or "day of effect" in regime.note
        if regime.status == "in force" and regime.in_force_from:
            assert regime.in_force_from <= AT.date()
        if regime.status == "proposed":
            assert not regime.in_force_from


def test_every_notice_to_others_has_a_template_and_every_template_is_used():
    used = {stage.template for regime in REGIMES for stage in regime.stages}
    assert set(KNOWN.templates) - used <= {"policy-notice"}
    for regime in REGIMES:
        for stage in regime.stages:
            assert stage.template or stage.audience == "the firm itself", (regime.key, stage.key)


def test_every_question_is_asked_by_some_regime():
    asked, started = set(), set()
    for regime in REGIMES:
        for stage in regime.stages:
            asked |= {t.fact.partition(".")[0] for c in (regime.when, stage.when, stage.roll_unless)
                      for t in in_it(c)} | {stage.place or regime.place}  # fmt: skip
            started |= set(stage.starts)
    bounds = {earlier for fact in KNOWN.facts.values() for earlier in fact.after}
    own = {"scope_known", "claim_known"}  # for contracts and policies
    assert set(KNOWN.facts) <= asked | started | bounds | own


def test_every_word_of_a_set_brings_some_clock():
    for name in ("regulated_as", "established", "roles", "risk_to_people"):
        words = {word for regime in REGIMES for stage in regime.stages
                 for c in (regime.when, stage.when) for t in in_it(c) if t.fact == name
                 for word in (*t.has_any, *t.in_)}  # fmt: skip
        assert set(KNOWN.facts[name].members) - words <= {"US", "unlikely"}, name


@pytest.mark.parametrize("place", sorted(KNOWN.places))
def test_every_place_has_a_calendar_with_days_off(place):
    calendar = KNOWN.calendars[KNOWN.places[place].calendar]
    assert not calendar.works(date(2027, 1, 26 if place == "IN" else 1)), "New Year, Republic Day"
    assert calendar.works(date(2026, 12, 9)), "a plain Wednesday"
    assert not calendar.works(date(2026, 11, 28)), "a Saturday"


def test_a_source_older_than_a_year_warns_and_a_newer_one_does_not():
    at = Moment(AT, AT)
    values = {
        "regulated_as": Members(frozenset({"us-pipeline-or-rail"})),
        "cyber": YesNo(frozenset({True})),
    }
    facts = Facts(AT, values, {"detected": at})
    (tsa,) = (regime for regime in REGIMES if regime.key == "tsa")
    newest = max(source.dated for source in tsa.sources)
    (old,) = run([tsa], facts, KNOWN)
    assert old.state is State.RUNS
    assert any(f"newest source is of {newest}" in warning for warning in old.warns)
    year_before = Facts(datetime(2025, 12, 1, tzinfo=UTC), values, {"detected": at})
    (new,) = run([tsa], year_before, KNOWN)
    assert not any("newest source" in warning for warning in new.warns)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"amount": None}, "an amount with its unit"),
        ({"unit": "promptly"}, "an amount with its unit"),
        ({"unit": "days"}, "begin on the day after"),
        ({"amount": 10**9}, "between 0 and 10000"),
        ({"amount": -1}, "between 0 and 10000"),
        ({"at": "25:00"}, "no hour of the day"),
        ({"roll_at": "noon"}, "no hour of the day"),
        ({"starts": ["dreamt"]}, "is no moment"),
        ({"starts": ["sent.nothing"]}, "no stage before it"),
        ({"place": "Atlantis"}, "neither a place nor a time zone"),
        ({"template": "sonnet"}, "there is no template"),
        ({"when": {"fact": "mood", "is": True}}, "no fact that the tables know"),
        ({"when": {"fact": "data", "is": True}}, "is tested by has_any"),
        ({"when": {"fact": "data", "has_any": ["gossip"]}}, "gossip is none of"),
        ({"when": {"fact": "people.XX", "at_least": 1}}, "neither a place nor a group"),
        ({"when": {"all": [], "any": []}}, "a condition is all, any, not"),
        ({"when": {"any": THIRTEEN}}, "more than 12 facts"),
        ({"wen": {"fact": "cyber", "is": True}}, "unknown field `wen`"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_clock_of_ones_own_is_told(change, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        read_regimes([SMALL | {"stages": [NOTICE | change]}], KNOWN)


def test_a_clock_of_ones_own_in_the_same_columns_is_read():
    (mine,) = read_regimes([SMALL | {"stages": [NOTICE]}], KNOWN)
    assert mine.stages[0].amount == 24


def test_as_plain_data_nothing_is_lost_and_calendars_are_dates():
    told = json.loads(json.dumps(plain(REGIMES, KNOWN)))
    assert read_regimes(told["regimes"], KNOWN) == REGIMES
    assert {fact["key"] for fact in told["facts"]} == set(KNOWN.facts)
    assert {place["calendar"] for place in told["places"]} <= set(told["calendars"])
    germany = told["calendars"]["DE"]
    assert {"2026-12-25", "2027-10-03"} <= set(germany["holidays"])
    assert (germany["weekend"], germany["last"]) == ([5, 6], "2029-12-31")
