"""Draft notices: from the record and the facts, with the gaps marked and nothing made up."""

from datetime import UTC, datetime

import pytest

from quarterdeck.data.clocks import regimes, tables
from quarterdeck.engine.clocks import run
from quarterdeck.incidents import notices
from quarterdeck.incidents.facts_file import parse

KNOWN = tables()
NOW = datetime(2026, 11, 25, 14, tzinfo=UTC)
FACTS = {
    "zone": "Europe/Berlin",
    "facts": {
        "roles": ["controller"], "established": ["EU"], "eu_state": "DE", "risk_to_people": "high",
        "data": {"sure": ["contact"], "may": ["medical"]}, "secured": False,
    },
    "people": {"DE": {"low": 300, "high": 700}, "FR": 0},
    "moments": {"aware": "2026-11-25T09:10"},
    "record": {"what_happened": "A mailbox was read.", "contact": "Ada Lund, dpo@example.com"},
}  # fmt: skip


@pytest.fixture(scope="module")
def drafts():
    facts = parse(FACTS, KNOWN, NOW).facts
    made = notices.drafts(run(regimes(), facts, KNOWN), facts, KNOWN)
    return {draft.clock.key: draft for draft in made}


def test_it_is_filled_from_the_record_and_from_the_facts(drafts):
    text = notices.as_text(drafts["gdpr.authority"], KNOWN)
    assert "A mailbox was read." in text
    assert "Ada Lund, dpo@example.com" in text
    assert "Germany: 300 to 700" in text
    assert "France" not in text
    assert "contact; perhaps also medical" in text
    assert "Due: Saturday 28 November 2026, 09:10 (Europe/Berlin)" in text
    assert "not legal advice" in text


def test_what_the_record_does_not_hold_is_a_gap_and_nothing_else(drafts):
    draft = drafts["gdpr.authority"]
    assert [part.field for part in draft.gaps] == ["consequences", "measures"]
    text = notices.as_text(draft, KNOWN)
    assert text.count("[To be filled in: not in the record") == 2
    filled = {part.text for part in draft.parts if part.text}
    told = {"A mailbox was read.", "Ada Lund, dpo@example.com", "Germany: 300 to 700"}
    assert filled == told | {"contact; perhaps also medical"}


def test_two_readings_of_one_duty_have_one_draft_for_the_earlier_end(drafts):
    assert "gdpr.authority" in drafts
    assert "gdpr.authority-by-the-letter" not in drafts


def test_a_law_without_a_number_says_its_own_words(drafts):
    text = notices.as_text(drafts["gdpr.people"], KNOWN)
    assert "Due: without undue delay" in text


def test_nothing_is_drafted_for_what_does_not_apply_or_went_out():
    facts = parse(FACTS | {"sent": {"gdpr.authority": "2026-11-25T12:00"}}, KNOWN, NOW).facts
    keys = {d.clock.key for d in notices.drafts(run(regimes(), facts, KNOWN), facts, KNOWN)}
    assert "gdpr.people" in keys
    assert not keys & {"gdpr.authority", "gdpr.authority-by-the-letter", "us-ca.people"}


def test_files_are_written_for_counsel(drafts, tmp_path):
    written = notices.write(tuple(drafts.values()), tmp_path / "new" / "drafts", KNOWN)
    assert {path.stem for path in written} == set(drafts)
    assert all(path.read_text(encoding="utf-8").startswith("# ") for path in written)
