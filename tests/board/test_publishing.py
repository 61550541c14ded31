from dataclasses import replace
from datetime import date

import pytest

from quarterdeck.board import drafting, publishing
from quarterdeck.board.briefing import Briefing
from quarterdeck.board.checks import Obstacle
from quarterdeck.board.comparing import side_by_side
from quarterdeck.board.models import Draft, Pack, Paper, Proposal
from quarterdeck.board.packs import figures_of
from quarterdeck.board.services import DRAFT, Written, write
from quarterdeck.clients import ledger
from quarterdeck.risks.assessing import assess
from quarterdeck.risks.kept import plain
from tests.risks.firms import RECORDS, firm

ME = "leader@example.com"


def quiet(_step):
    return None


def clean(inputs):
    """Inputs whose brief nothing stops: today's intelligence and a confirmed limit."""
    import msgspec

    return msgspec.structs.replace(inputs, epss_on=inputs.as_of, kev_on=inputs.as_of)


@pytest.fixture(scope="module")
def brief():
    records = RECORDS | {
        "initiatives.yaml": [
            {"key": "page", "name": "Put the payment page in order",
             "cost_once": {"low": 55e3, "high": 80e3}, "due": "2027-03-01",
             "effects": [{"on": "rate", "kinds": ["extortion"],
                          "strength": {"low": 0.3, "high": 0.7}}]},
        ],
        "decisions.yaml": [
            {"key": "old-link", "on": "2026-01-01", "kind": "accept", "says": "Keep the old link",
             "by": "Chief executive", "until": "2026-12-01",
             "chance": {"low": 0.01, "high": 0.04}, "loss": {"low": 4e5, "high": 2.1e6}},
        ],
    }  # fmt: skip
    inputs = clean(firm()).with_records(records)
    from quarterdeck.plans.folder import INITIATIVES, InitiativeRecord

    return Briefing(inputs, assess(inputs, inputs.of(INITIATIVES, InitiativeRecord)))


@pytest.fixture(scope="module")
def written(brief, tmp_path_factory):
    return write(brief, tmp_path_factory.mktemp("draft"), quiet, draft=True)


@pytest.fixture
def draft(client_, brief, written):
    row = Draft.objects.of(client_).create(by=ME)
    drafting.keep(row, brief, written, 3)
    return row


def with_obstacles(draft, *obstacles):
    says = drafting.says_of(draft)
    draft.says = plain(replace(says, obstacles=obstacles))
    draft.save()
    return draft


def test_a_briefing_comes_back_as_it_was_packed(brief):
    again = drafting.unpacked(drafting.packed(brief))
    assert figures_of(again) == figures_of(brief)
    assert again.found.risks == brief.found.risks
    assert again.inputs.as_json() == brief.inputs.as_json()


def test_a_draft_keeps_its_files_and_what_stands_in_the_way(draft, client_, written):
    papers = {p.name: p for p in Paper.objects.of(client_).filter(draft=draft)}
    assert set(papers) == {path.name for path in written.files} | {"brief-page.html"}
    assert (
        bytes(papers["brief.pdf"].content)
        == next(p for p in written.files if p.name == "brief.pdf").read_bytes()
    )
    assert {p.copy for p in papers.values() if "management" in p.name} == {"management"}
    assert drafting.says_of(draft).obstacles == written.obstacles


def test_publishing_freezes_files_by_hash_and_asks_what_the_brief_asks(client_, draft):
    with_obstacles(draft)
    pack = publishing.publish(draft, ME)
    row = next(r for r in ledger.export(client_) if r["action"] == "publish")
    papers = {p.name: p.hash for p in Paper.objects.of(client_).filter(pack=pack)}
    assert row["after"]["files"] == papers
    assert "overruled" not in row["after"]
    asked = {p.kind: p for p in Proposal.objects.of(client_)}
    assert asked["approve"].initiative == "page"
    assert asked["approve"].sum == 80e3
    assert asked["accept"].renews == "old-link"
    assert asked["accept"].until > date(2027, 1, 1)
    assert ledger.verify(client_) == []


def test_the_words_may_be_overruled_on_the_record_and_old_data_may_not(client_, draft):
    with_obstacles(draft, Obstacle("words", "page one: “leverage”"))
    with pytest.raises(ValueError, match="why they should stand"):
        publishing.publish(draft, ME)
    pack = publishing.publish(draft, ME, "It is the name of a law.")
    row = next(r for r in ledger.export(client_) if r["action"] == "publish")
    assert row["after"]["overruled"]["by"] == ME
    assert row["after"]["overruled"]["why"] == "It is the name of a law."
    page = Paper.objects.of(client_).get(pack=pack, name="brief.html")
    assert DRAFT not in bytes(page.content).decode()


def test_old_data_stop_a_draft_whatever_is_said(client_, draft):
    with_obstacles(draft, Obstacle("stale", "the newest scan is of May"))
    with pytest.raises(ValueError, match="newest scan"):
        publishing.publish(draft, ME, "We want to.")
    assert not Pack.objects.of(client_).exists()


def test_a_draft_is_refused_once_another_version_went_out(client_, draft, brief, written):
    other = Draft.objects.of(client_).create(by=ME)
    drafting.keep(other, brief, written, 3)
    publishing.publish(with_obstacles(draft), ME)
    with pytest.raises(ValueError, match="Compose it again"):
        publishing.publish(with_obstacles(other), ME)


def test_the_oldest_drafts_go(client_, brief):
    for _ in range(drafting.KEPT + 2):
        row = Draft.objects.of(client_).create(by=ME)
        drafting.keep(row, brief, Written((), ()), 0)
    kept = Draft.objects.of(client_).order_by("-pk")
    assert kept.count() == drafting.KEPT
    assert kept.first() == row


def test_figures_stand_side_by_side(brief):
    now = plain(figures_of(brief))
    then = now | {"limits": now["limits"][1:], "first_risk": "old"}
    rows = side_by_side(then, now, "USD", {"old": "Something else"})
    assert [r.then for r in rows if r.says == "Most significant risk"] == ["Something else"]
    by = {row.says.replace("\xa0", " ").partition(" above ")[2]: row for row in rows}
    assert by["$200,000, after insurance"].then == "not told"
    assert by["$200,000, after insurance"].moved
    assert not by["$1 million, after insurance"].moved
    assert " to " in by["$1 million, after insurance"].now.replace("\xa0", " ")
