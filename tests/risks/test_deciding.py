from datetime import date

import pytest

from quarterdeck.clients import ledger
from quarterdeck.clients.models import Role
from quarterdeck.engine.verdicts import Standing
from quarterdeck.risks import kept
from quarterdeck.risks.assessing import assess
from quarterdeck.risks.authority import rule_of
from quarterdeck.risks.deciding import Signed, Terms, decide, held, in_force, reopened
from quarterdeck.risks.models import Appetite, Decision
from tests.risks.firms import DAY, firm

ON = date(2026, 12, 3)
WORDS = "I accept this until summer because the new one opens then."


@pytest.fixture(scope="module")
def found():
    return assess(firm())


def signed(**values):
    return Signed(**{"by": "Chair", "actor": "chair@example.com", "words": WORDS} | values)


def terms(**values):
    given = {
        "kind": "accept", "says": "Keep the old ordering link", "until": date(2027, 6, 30),
        "chance": {"low": 0.01, "high": 0.04, "source": "test"},
        "loss": {"low": 4e5, "high": 2.1e6, "source": "test"},
    }  # fmt: skip
    return Terms(**given | values)


def test_a_decision_is_kept_with_the_page_that_was_seen(client_):
    page = {"title": "Keep the old ordering link", "odds": "2 in 100"}
    made = decide(client_, terms(), signed(page=page), ON)
    assert made.minutes == WORDS
    assert made.chance["high"] == 0.04
    (row,) = ledger.export(client_)
    assert (row["action"], row["actor"]) == ("decide", "chair@example.com")
    assert row["after"]["seen"] == ledger.digest(page)
    assert row["after"]["page"] == page
    assert ledger.verify(client_) == []


def test_two_decisions_of_the_same_words_have_keys_of_their_own(client_):
    one, two = (decide(client_, terms(), signed(), ON) for _ in range(2))
    assert one.key != two.key


@pytest.mark.parametrize(
    ("given", "words", "says"),
    [
        ({}, "yes", "own words"),
        ({"until": None}, WORDS, "which day"),
        ({"until": date(2026, 1, 1)}, WORDS, "must not come before"),
        ({"chance": {"low": 0.4, "high": 0.1}}, WORDS, "at least low"),
        ({"renews": "gone"}, WORDS, "no decision"),
    ],
)
def test_what_is_lacking_is_refused_and_nothing_is_stored(client_, given, words, says):
    with pytest.raises(ValueError, match=says):
        decide(client_, terms(**given), signed(words=words), ON)
    assert not Decision.objects.of(client_).exists()
    assert ledger.length(client_) == 0


def test_renewing_closes_the_one_before(client_):
    old = decide(client_, terms(until=date(2026, 12, 10)), signed(), ON)
    new = decide(client_, terms(renews=old.key), signed(), ON)
    assert in_force(client_, ON) == [new]
    old.refresh_from_db()
    assert (old.came, old.came_on) == ("kept", ON)


def test_an_acceptance_comes_back_when_it_ends_or_its_risk_leaves_the_range(client_, found):
    kept.keep(client_, found, 0)
    risk = max(found.risks, key=lambda r: r.odds.low)
    wide = {"low": risk.odds.low / 2, "high": min(2 * risk.odds.high, 0.99)}
    dear = {"low": 0, "high": 10 * risk.event_cost.high}
    narrow = {"low": risk.odds.low / 9, "high": risk.odds.low / 4}
    about = {"scenario": risk.key, "loss": dear}
    decide(client_, terms(says="Covered", chance=wide, **about), signed(), ON)
    decide(client_, terms(says="Rarer", chance=narrow, **about), signed(), ON)
    cheap = about | {"loss": {"low": 0, "high": risk.event_cost.low / 2}}
    decide(client_, terms(says="Cheaper", chance=wide, **cheap), signed(), ON)
    decide(client_, terms(says="Over", chance=wide, until=date(2026, 12, 4), **about), signed(), ON)
    back = {r.decision.says: r.why for r in reopened(client_, ON)}
    assert set(back) == {"Rarer", "Cheaper"}
    assert "odds" in back["Rarer"]
    assert "loss" in back["Cheaper"]
    assert "Over" in {r.decision.says for r in reopened(client_, date(2026, 12, 5))}


def test_what_was_not_measured_says_so(client_):
    made = decide(client_, terms(scenario="unknown"), signed(), ON)
    assert held(made, None, DAY).standing is Standing.UNPROVEN
    assert reopened(client_, ON) == []


def test_the_board_says_who_may_sign_for_how_much(client_):
    assert rule_of(client_).allows(Role.DIRECTOR, "", 9e9)
    assert not rule_of(client_).allows(Role.LEADER, "", 1.0)
    limits = [{"role": "board", "up_to": 5e6}, {"role": "security lead", "up_to": 1e5},
              {"role": "Chief executive", "up_to": 5e5}]  # fmt: skip
    Appetite.objects.of(client_).create(key="appetite", authority=limits)
    rule = rule_of(client_)
    assert rule.allows(Role.LEADER, "", 1e5)
    assert not rule.allows(Role.LEADER, "", 100_001.0)
    assert rule.allows(Role.DIRECTOR, "Chair, audit committee", 5e6)
    assert not rule.allows(Role.DIRECTOR, "Chief Executive", 6e5)
    assert not rule.allows(Role.LEADER, "", None)
    assert rule.allows(Role.DIRECTOR, "", None)
    assert not rule.allows(Role.AUDITOR, "", 0.0)
    assert [limit.role for limit in rule.who_may(2e5)] == ["Chief executive", "board"]
    assert rule.who_may(6e6) == ()
