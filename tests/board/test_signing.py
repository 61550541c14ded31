from datetime import date

import pytest

from quarterdeck.board import signing
from quarterdeck.board.models import Answer, Proposal
from quarterdeck.board.proposing import Asking, propose, withdraw
from quarterdeck.board.sheet import sheet_of
from quarterdeck.clients import ledger
from quarterdeck.clients.access import visit
from quarterdeck.clients.models import Person, Role, Seat
from quarterdeck.plans.models import Initiative
from quarterdeck.risks.models import Appetite, Decision

TODAY = date(2026, 12, 3)
WORDS = "I accept the old link until June because the new one opens then."
RULE = [{"role": "board", "up_to": 3e6}, {"role": "security lead", "up_to": 1e5}]


def asking(**values):
    given = {
        "kind": "accept", "title": "Keep the old ordering link", "why": "Its maker has stopped.",
        "answer_by": TODAY, "meeting": TODAY, "until": date(2027, 6, 30), "sum": 2.1e6,
        "chance": {"low": 0.01, "high": 0.04, "source": "test"},
        "loss": {"low": 4e5, "high": 2.1e6, "source": "test"},
        "conditions": ("the wall around it is tested each quarter",),
    }  # fmt: skip
    return Asking(**given | values)


@pytest.fixture
def proposal(client_):
    return propose(client_, asking(), "leader@example.com")


@pytest.fixture
def seat(client_):
    def made(role, title=""):
        person = Person.objects.create_user(f"{role}@example.com", None, name="Maria Whitcombe")
        Seat.objects.create(person=person, client=client_, role=role, title=title)
        return visit(person, client_.address)

    return made


@pytest.fixture
def rule(client_):
    return Appetite.objects.of(client_).create(
        key="appetite", authority=RULE, set_on=date(2026, 6, 11)
    )


def sign(visitor, row, words=WORDS, seen=None):
    seen = seen or sheet_of(visitor.client, row, TODAY).seen
    return signing.sign(visitor, row, words, seen, TODAY)


def test_the_sheet_tells_odds_and_money_and_what_ends_it(client_, proposal):
    sheet = sheet_of(client_, proposal, TODAY)
    assert (sheet.years, sheet.base, sheet.without) == (2, 100, "98")
    assert sheet.cost.replace("\xa0", " ") == "$0.4 million to $2.1 million"
    assert len(sheet.ends) == 4
    assert "tested each quarter." in sheet.ends[-1]


def test_rare_risks_are_told_in_a_thousand_years(client_):
    row = propose(client_, asking(chance={"low": 0.001, "high": 0.006}), "me")
    sheet = sheet_of(client_, row, TODAY)
    assert (sheet.years, sheet.base) == (2, 1000)


def test_signing_stores_the_decision_with_the_page_as_seen(client_, proposal, rule, seat):
    director = seat(Role.DIRECTOR, "Chair, audit committee")
    sheet = sheet_of(client_, proposal, TODAY)
    decision = sign(director, proposal)
    assert decision.by == "Maria Whitcombe, Chair, audit committee"
    assert (decision.minutes, decision.until) == (WORDS, date(2027, 6, 30))
    row = list(ledger.export(client_))[-1]
    assert row["after"]["seen"] == sheet.seen
    assert row["after"]["page"]["title"] == proposal.title
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decision) == ("signed", decision.key)
    with pytest.raises(ValueError, match="signed meanwhile"):
        sign(director, proposal)
    assert Decision.objects.of(client_).count() == 1


def test_nobody_signs_above_the_boards_rule_and_is_told_who_may(client_, proposal, rule, seat):
    leader = seat(Role.LEADER)
    with pytest.raises(ValueError, match=r"up to \$100,000.*board"):
        sign(leader, proposal)
    assert not Decision.objects.of(client_).exists()
    small = propose(client_, asking(sum=9e4), "me")
    assert sign(leader, small).key


def test_what_nobody_measured_is_the_boards_alone(client_, rule, seat):
    row = propose(client_, asking(sum=None, loss=None), "me")
    with pytest.raises(ValueError, match="Nobody has measured"):
        sign(seat(Role.LEADER), row)
    assert sign(seat(Role.DIRECTOR), row)


def test_more_than_anybody_may_sign(client_, rule, seat):
    row = propose(client_, asking(sum=9e9), "me")
    with pytest.raises(ValueError, match="raise one first"):
        sign(seat(Role.DIRECTOR), row)


def test_analysts_and_auditors_sign_nothing(client_, proposal, seat):
    for role in (Role.ANALYST, Role.AUDITOR):
        assert not signing.may_sign(seat(role), proposal)


@pytest.mark.parametrize(
    ("words", "says"),
    [("  ", "own words"), ("ok", "own words"),
     ("Keep the old ordering link. Its maker has stopped.", "these are ours")],
)  # fmt: skip
def test_her_own_words_are_needed(client_, proposal, rule, seat, words, says):
    proposal.title = "Keep the old ordering link."
    proposal.save()
    with pytest.raises(ValueError, match=says):
        sign(seat(Role.DIRECTOR), proposal, words)


def test_a_page_that_changed_since_it_was_opened_is_not_signed(client_, proposal, rule, seat):
    director, seen = seat(Role.DIRECTOR), sheet_of(client_, proposal, TODAY).seen
    proposal.loss = {"low": 4e5, "high": 2.9e6}
    proposal.save()
    with pytest.raises(ValueError, match="changed since you opened it"):
        sign(director, proposal, seen=seen)


def test_no_and_questions_are_on_the_record(client_, proposal, seat):
    director, leader = seat(Role.DIRECTOR), seat(Role.LEADER)
    with pytest.raises(ValueError, match="Say why"):
        signing.decline(director, proposal, " ")
    signing.ask(director, proposal, "Who tests the wall?")
    signing.reply(leader, proposal, "The broker does.")
    signing.decline(director, proposal, "We want it gone by March.")
    assert [a.kind for a in signing.answers_to(client_, proposal)] == [
        "question", "reply", "declined",
    ]  # fmt: skip
    assert [row["action"] for row in ledger.export(client_)][-3:] == [
        "question", "reply", "declined",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="declined meanwhile"):
        sign(director, proposal)
    with pytest.raises(ValueError, match="still open"):
        withdraw(client_, Proposal.objects.of(client_).get(), "me")


def test_approving_takes_the_initiative_into_the_plan(client_, rule, seat):
    Initiative.objects.of(client_).create(key="wall", name="Wall", state="proposed")
    asked = asking(kind="approve", initiative="wall", until=None, chance=None, loss=None, sum=2e5)
    sign(seat(Role.DIRECTOR), propose(client_, asked, "me"))
    assert Initiative.objects.of(client_).get().state == "approved"
    assert Answer.objects.of(client_).get().kind == "signed"
