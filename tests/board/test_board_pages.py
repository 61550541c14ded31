"""The board room by role: what each may see, what signing needs, what stays closed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quarterdeck.board.drafting import Says
from quarterdeck.board.models import Answer, Draft, Pack, Paper, Proposal, Reading
from quarterdeck.board.proposing import Asking, propose
from quarterdeck.board.sheet import sheet_of
from quarterdeck.clients import ledger
from quarterdeck.risks import kept
from quarterdeck.risks.assessing import assess
from quarterdeck.risks.deciding import Signed, Terms, decide
from quarterdeck.risks.models import Appetite, Decision
from tests.risks.firms import firm as small_firm
from tests.web.conftest import person, seated  # noqa: F401

MEETING = date(2026, 12, 3)
WORDS = "I accept the old link until June because the new one opens then."


@pytest.fixture
def found():
    return assess(small_firm())


@pytest.fixture
def pack(client_):
    row = Pack.objects.of(client_).create(
        key="2026-12-03.v1", meeting=MEETING, version=1, made_at=timezone.now(),
        data_as_of=MEETING, figures={}, inputs={}, hash="x",
    )  # fmt: skip
    for name, kind in (("brief.pdf", "pdf"), ("brief-management.pdf", "pdf")):
        copy = "management" if "management" in name else "board"
        Paper.objects.of(client_).create(
            pack=row, copy=copy, kind=kind, name=name, hash="h", content=name.encode()
        )
    page = b'<div class="paper"><h1>We are inside your limit.</h1></div>'
    Paper.objects.of(client_).create(
        pack=row, copy="board", kind="page", name="brief-page.html", hash="h", content=page
    )
    return row


@pytest.fixture
def proposal(client_):
    asking = Asking(
        kind="accept", title="Keep the old ordering link", why="Its maker has stopped.",
        answer_by=MEETING, meeting=MEETING, until=MEETING + timedelta(days=200), sum=2e6,
        chance={"low": 0.01, "high": 0.04}, loss={"low": 4e5, "high": 2e6},
    )  # fmt: skip
    return propose(client_, asking, "leader@example.com")


@pytest.fixture
def enter(client, client_, seated):  # noqa: F811
    people = {}

    def made(role):
        if role not in people:
            people[role] = seated(client_, role)
        client.force_login(people[role])
        return client

    return made


def url(client_, name, *args):
    return reverse(f"board:{name}", args=[client_.address, *args])


def text(response):
    return response.content.decode().replace("\xa0", " ")


def test_before_anything_is_published_a_director_is_told_what_will_come(client_, enter):
    response = enter("director").get(url(client_, "room"))
    assert "Nothing has been published yet" in text(response)
    assert "3 December 2026" in text(response)


def test_a_director_reads_the_brief_and_it_is_marked_once(client_, enter, pack, proposal):
    director = enter("director")
    first = text(director.get(url(client_, "room")))
    assert "We are inside your limit." in first
    assert proposal.title in first
    director.get(url(client_, "pack", pack.key))
    assert Reading.objects.of(client_).get().pack == pack
    assert "read on" in first
    leader = enter("leader")
    assert "read on" in text(leader.get(url(client_, "room")))
    leader.get(url(client_, "pack", pack.key))
    assert Reading.objects.of(client_).count() == 1


def test_managements_copy_is_closed_to_directors_and_auditors(client_, enter, pack):
    for role in ("director", "auditor"):
        visitor = enter(role)
        page = text(visitor.get(url(client_, "pack", pack.key)))
        assert "brief.pdf" in page
        assert "management" not in page
        assert visitor.get(url(client_, "pack_file", pack.key, "brief.pdf")).status_code == 200
        closed = visitor.get(url(client_, "pack_file", pack.key, "brief-management.pdf"))
        assert closed.status_code == 404
    open_ = enter("analyst").get(url(client_, "pack_file", pack.key, "brief-management.pdf"))
    assert open_.content == b"brief-management.pdf"
    assert "attachment" in open_["Content-Disposition"]


def test_another_clients_pack_and_proposal_are_not_here(client_, other_client, enter, pack):
    Proposal.objects.of(other_client).create(
        key="theirs", kind="accept", title="Theirs", asked_by="x", answer_by=MEETING,
        meeting=MEETING,
    )  # fmt: skip
    Pack.objects.of(other_client).create(
        key="theirs", meeting=MEETING, version=1, made_at=timezone.now(), data_as_of=MEETING,
        figures={}, inputs={}, hash="x",
    )  # fmt: skip
    leader = enter("leader")
    assert leader.get(url(client_, "pack", "theirs")).status_code == 404
    assert leader.get(url(client_, "decide", "theirs")).status_code == 404


def test_signing_shows_odds_first_and_nothing_is_written_in_advance(client_, enter, proposal):
    page = text(enter("director").get(url(client_, "decide", proposal.key)))
    assert "2 of 100 years" in page
    assert "$0.4 million to $2 million" in page
    assert "checked" not in page
    assert 'id="id_words"' in page
    written = page.partition('id="id_words"')[2].partition("</textarea>")[0].partition(">")[2]
    assert written.strip() == ""


def sign(visitor, client_, row, **values):
    seen = sheet_of(client_, row, timezone.localdate()).seen
    given = {"words": WORDS, "read_ends": "on", "seen": seen} | values
    return visitor.post(url(client_, "sign", row.key), given)


def test_a_director_signs_in_her_own_words(client_, enter, proposal):
    director = enter("director")
    assert sign(director, client_, proposal).status_code == 302
    assert Decision.objects.of(client_).get().minutes == WORDS
    page = text(director.get(url(client_, "decide", proposal.key)))
    assert WORDS in page
    assert 'name="words"' not in page


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"words": ""}, "your own words"),
        ({"read_ends": ""}, "read what would end it"),
        ({"seen": "other"}, "changed since you opened it"),
    ],
)
def test_what_is_lacking_is_said_and_what_was_typed_stays(client_, enter, proposal, values, says):
    response = sign(enter("director"), client_, proposal, **values)
    assert response.status_code == 422
    assert says in text(response)
    assert values.get("words", WORDS) in text(response)
    assert not Decision.objects.of(client_).exists()


def test_who_may_not_sign_for_the_sum_is_told_who_may(client_, enter, proposal):
    Appetite.objects.of(client_).create(
        key="appetite",
        authority=[{"role": "board", "up_to": 5e6}, {"role": "security lead", "up_to": 1e5}],
    )
    leader = enter("leader")
    page = text(leader.get(url(client_, "decide", proposal.key)))
    assert "You cannot sign this" in page
    assert "It takes: board." in page
    assert sign(leader, client_, proposal).status_code == 422
    assert not Decision.objects.of(client_).exists()


def test_a_question_and_its_reply_and_a_no_reach_the_other_side(client_, enter, proposal):
    director = enter("director")
    asked = {"words": "Who tests the wall?"}
    assert director.post(url(client_, "question", proposal.key), asked).status_code == 302
    leader = enter("leader")
    assert "A question waits" in text(leader.get(url(client_, "room")))
    leader.post(url(client_, "reply", proposal.key), {"words": "The broker does."})
    director = enter("director")
    assert "The broker does." in text(director.get(url(client_, "decide", proposal.key)))
    assert director.post(url(client_, "decline", proposal.key), {"words": ""}).status_code == 422
    director.post(url(client_, "decline", proposal.key), {"words": "Gone by March, please."})
    assert "Gone by March" in text(enter("leader").get(url(client_, "room")))
    kinds = [a.kind for a in Answer.objects.of(client_)]
    assert kinds == ["question", "reply", "declined"]


def test_the_leader_asks_for_a_decision_with_the_risk_of_today(client_, enter, found):
    kept.keep(client_, found, 0)
    risk = found.risks[0]
    leader = enter("leader")
    given = {
        "kind": "accept", "scenario": risk.key, "title": "Bear it until summer", "why": "Because.",
        "until": "2027-06-30", "answer_by": "2026-12-03", "conditions": "It is tested\n\nNo more",
        "ways": "Replace it; $310,000 more; none after March",
    }  # fmt: skip
    assert leader.post(url(client_, "ask"), given).status_code == 302
    row = Proposal.objects.of(client_).get()
    assert row.chance["likely"] == risk.odds.chance
    assert row.sum == max(risk.event_cost.high, risk.event_cost.middle)
    assert row.conditions == ["It is tested", "No more"]
    assert row.ways[1]["price"] == "$310,000 more"
    wrong = given | {"ways": "Replace it", "until": ""}
    response = leader.post(url(client_, "ask"), wrong)
    assert response.status_code == 422
    assert "three parts" in text(response)
    assert "on which day" in text(response)


def test_an_acceptance_that_ran_out_comes_back_and_can_be_asked_again(client_, enter, found):
    kept.keep(client_, found, 0)
    yesterday = timezone.localdate() - timedelta(days=1)
    terms = Terms(kind="accept", says="Keep the modem", until=yesterday,
                  scenario=found.risks[0].key)  # fmt: skip
    old = decide(client_, terms, Signed("Chair", "c", WORDS), yesterday - timedelta(days=9))
    leader = enter("leader")
    assert "It ran out on" in text(leader.get(url(client_, "room")))
    form = text(leader.get(url(client_, "ask") + f"?renews={old.key}"))
    assert 'value="Keep the modem"' in form
    given = {"kind": "accept", "scenario": found.risks[0].key, "title": "Keep the modem",
             "why": "Again.", "until": "2027-06-30", "answer_by": "2026-12-03"}  # fmt: skip
    leader.post(url(client_, "ask") + f"?renews={old.key}", given)
    row = Proposal.objects.of(client_).get()
    assert row.renews == old.key
    sign(enter("director"), client_, row)
    assert "It ran out on" not in text(enter("leader").get(url(client_, "room")))


def draft_of(client_, obstacles=()):
    says = Says(MEETING, 1, MEETING, 0, (), ("Nobody has tested it.",), {}, "What changed", ())
    row = Draft.objects.of(client_).create(by="leader@example.com", state="ready")
    row.says = kept.plain(says) | {"obstacles": list(obstacles)}
    row.save()
    return row


OLD = {"kind": "stale", "says": "the newest scan is of May", "place": "scan"}
WORD = {"kind": "words", "says": "sections.2.x: “lateral movement”: jargon",
        "place": "sections.2.x"}  # fmt: skip


def test_each_obstacle_leads_to_where_it_is_mended(client_, enter):
    row = draft_of(client_, (OLD, WORD))
    page = text(enter("leader").get(url(client_, "draft", row.pk)))
    assert f'href="/c/{client_.address}/findings/' in page
    assert f"{url(client_, 'draft_page', row.pk)}#section-2" in page
    assert "Nobody has tested it." in page
    assert "Give it to the board" not in page


def test_words_are_overruled_only_with_a_reason_and_by_the_leader(client_, enter):
    row = draft_of(client_, (WORD,))
    publish = url(client_, "publish", row.pk)
    assert enter("analyst").post(publish, {"why_anyway": "x"}).status_code == 403
    leader = enter("leader")
    refused = leader.post(publish, {"why_anyway": " "})
    assert refused.status_code == 422
    assert "on the record" in text(refused)
    assert leader.post(publish, {"why_anyway": "A law is called so."}).status_code == 302
    row.refresh_from_db()
    assert row.state == "publishing"


def test_old_data_cannot_be_published_whatever_is_posted(client_, enter):
    row = draft_of(client_, (OLD,))
    refused = enter("leader").post(url(client_, "publish", row.pk), {"why_anyway": "We want to."})
    assert refused.status_code == 422
    assert "the newest scan" in text(refused)
    row.refresh_from_db()
    assert row.state == "ready"


def test_composing_twice_makes_one_draft(client_, enter):
    leader = enter("leader")
    for _ in range(2):
        leader.post(url(client_, "compose"))
    assert Draft.objects.of(client_).count() == 1
    row = Draft.objects.of(client_).get()
    assert "being composed" in text(leader.get(url(client_, "draft", row.pk)))
    assert "HX-Refresh" not in leader.get(url(client_, "draft_state", row.pk)).headers
    Draft.objects.of(client_).update(state="failed", step="profile.yaml: give a rate")
    assert leader.get(url(client_, "draft_state", row.pk))["HX-Refresh"] == "true"
    assert "profile.yaml: give a rate" in text(leader.get(url(client_, "draft", row.pk)))


def test_minutes_hold_the_signers_words_and_are_there_only_for_what_was_asked(
    client_, enter, proposal
):
    director = enter("director")
    assert director.get(url(client_, "minutes", "2027-01-01")).status_code == 404
    assert director.get(url(client_, "minutes", "nonsense")).status_code == 404
    sign(director, client_, proposal)
    response = director.get(url(client_, "minutes", "2026-12-03"))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    from quarterdeck.board.minutes import minutes

    record = minutes(client_, MEETING)
    assert record.headline == "One of one decisions signed"
    (section,) = record.sections
    assert section.title == "Accepted: Keep the old ordering link"
    assert section.blocks[-1].text == WORDS


def test_the_ledger_stays_whole_through_a_meeting(client_, enter, proposal):
    sign(enter("director"), client_, proposal)
    assert ledger.verify(client_) == []


def test_the_rooms_cost_a_bounded_number_of_queries(
    client_, enter, pack, proposal, django_assert_max_num_queries
):
    for number in range(12):
        Proposal.objects.of(client_).create(
            key=f"p{number}", kind="accept", title=f"P{number}", asked_by="x", answer_by=MEETING,
            meeting=MEETING,
        )  # fmt: skip
    for role in ("leader", "director"):
        visitor = enter(role)
        visitor.get(url(client_, "room"))
        with django_assert_max_num_queries(24):
            visitor.get(url(client_, "room"))


def test_a_worker_that_was_stopped_is_told_and_the_work_can_be_asked_for_again(client_, enter):
    leader, long_ago = enter("leader"), timezone.now() - timedelta(hours=1)
    leader.post(url(client_, "compose"))
    Draft.objects.of(client_).update(moved_at=long_ago)
    (row,) = Draft.objects.of(client_)
    page = text(leader.get(url(client_, "draft", row.pk)))
    assert "The worker was stopped" in page
    leader.post(url(client_, "compose"))
    assert Draft.objects.of(client_).count() == 2
    ready = draft_of(client_)
    Draft.objects.of(client_).filter(pk=ready.pk).update(state="publishing", moved_at=long_ago)
    assert "Give it to the board" in text(leader.get(url(client_, "draft", ready.pk)))
    assert leader.post(url(client_, "publish", ready.pk)).status_code == 302
    ready.refresh_from_db()
    assert ready.state == "publishing"
    assert timezone.now() - ready.moved_at < timedelta(minutes=1)
