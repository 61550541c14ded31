"""`quarterdeck clocks FACTS`: its shape, what it shows, and what it says of mistakes."""

import textwrap
from pathlib import Path

import pytest

from tests.cli.running import ROOT, differences, documented, run

FACTS = """
    as_of: 2026-11-25T14:00Z
    zone: Europe/Berlin
    facts:
      regulated_as: [dora-financial-entity]
      roles: [controller]
      established: [EU]
      eu_state: DE
      data: [contact]
      secured: no
      major_ict: yes
      significant_bank: yes
    people: {DE: 1200, NO: 5}
    moments: {aware: 2026-11-25T09:10, classified: 2026-11-25T12:00}
"""


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "facts.yaml"
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        return path

    return write


def clocks(capsys, path, *options):
    ran = run(capsys, "clocks", path, "--json", *options)
    assert (ran.code, ran.err) == (0, "")
    assert differences(documented()["clocks FACTS"], ran.document) == []
    return {clock["key"]: clock for clock in ran.document["data"]["clocks"]}


def test_it_has_the_promised_shape_and_the_earlier_reading_governs(capsys, file):
    found = clocks(capsys, file(FACTS))
    first, other = found["dora.initial-classified"], found["dora.initial-aware"]
    assert (first["state"], first["due"], first["governs"]) == (
        "runs",
        "2026-11-25T15:00:00Z",
        True,
    )
    assert (other["state"], other["due"], other["governs"]) == (
        "runs",
        "2026-11-26T08:10:00Z",
        False,
    )
    assert found["gdpr.authority"]["state"] == "find out"
    assert [ask["fact"] for ask in found["gdpr.authority"]["asks"]] == ["risk_to_people"]
    assert found["gdpr.authority"]["asks"][0]["by"] == "2026-11-27T14:10:00Z"
    assert "sec-8k.report" not in clocks(capsys, file(FACTS))


def test_all_adds_what_does_not_apply_with_its_reason(capsys, file):
    found = clocks(capsys, file(FACTS), "--all")
    assert found["sec-8k.report"]["state"] == "does not apply"
    (why,) = found["sec-8k.report"]["why"]
    assert why["says"] == "the firm is regulated as sec-registrant: no"
    assert why["known"]


def test_people_are_told_deadlines_questions_and_that_it_is_no_advice(capsys, file):
    ran = run(capsys, "clocks", file(FACTS), "--zone", "Asia/Tokyo")
    assert "by Thursday 26 November 2026, 00:00 (Asia/Tokyo), 1 hour left" in ran.out
    assert "another reading ends earlier" in ran.out
    assert "How large is the risk to people" in ran.out
    assert "by Friday 27 November 2026, 23:10 (Asia/Tokyo)" in ran.out
    assert (
        "by Friday 27 November 2026, 15:10 (Europe/Berlin)"
        in run(capsys, "clocks", file(FACTS)).out
    )
    assert "Not legal advice" in ran.out


def test_questions_stand_once_soonest_first_with_what_hangs_on_them(capsys, file):
    ran = run(capsys, "clocks", file(FACTS), "--json").document["data"]["questions"]
    facts = [question["fact"] for question in ran]
    assert len(facts) == len(set(facts))
    days = [question["by"] for question in ran if question["by"]]
    assert days == sorted(days)
    (risk,) = (question for question in ran if question["fact"] == "risk_to_people")
    assert risk["whom"] == "data protection officer"
    assert {"gdpr.authority", "gdpr.people"} <= set(risk["decides"])
    found = clocks(capsys, file(FACTS))
    by = [ask["by"] for c in found.values() for ask in c["asks"] if ask["fact"] == risk["fact"]]
    assert risk["by"] == min(day for day in by if day)
    assert len(set(by)) > 1


def test_drafts_are_written_where_they_are_asked_for(capsys, file, tmp_path):
    folder = tmp_path / "drafts"
    ran = run(capsys, "clocks", file(FACTS), "--json", "--notices", folder).document["data"]
    assert sorted(ran["files"]) == sorted(str(path) for path in folder.iterdir())
    assert [f"{draft['clock']}.md" for draft in ran["notices"]] == [
        Path(written).name for written in ran["files"]
    ]
    text = (folder / "dora.initial-classified.md").read_text(encoding="utf-8")
    assert "Initial notification of a major incident" in text


def test_as_of_moves_now(capsys, file):
    late = clocks(capsys, file(FACTS), "--as-of", "2026-11-25T16:00+01:00")
    assert late["dora.initial-classified"]["hours_left"] == 0
    assert not late["dora.initial-classified"]["late"]
    later = clocks(capsys, file(FACTS), "--as-of", "2026-11-25T16:01+01:00")
    assert later["dora.initial-classified"]["late"]


def test_mistakes_are_told_with_line_place_and_mend(capsys, file):
    path = file(
        """
        zone: Europe/Berlim
        facts:
          secured: perhaps
          regulated_as: [bank]
          listed: yes
        people: {US-XX: 5, DE: many}
        moments: {aware: yesterday, suspected: 2026-03-29T02:30}
        clock: []
        sent: {dora.inital: 2026-11-25T12:00}
        """
    )
    ran = run(capsys, "clocks", path)
    assert (ran.code, ran.out) == (2, "")
    for told in (
        "9 things to put right",
        "line 2, zone: “Europe/Berlim” is no time zone",
        "line 4, facts.secured: must be yes, no or unknown, not “perhaps”",
        "line 5, facts.regulated_as: bank is none of: ",
        "line 6, facts.listed: is no fact that is asked for: ",
        "line 7, people.US-XX: is no place that the tables know",
        "line 7, people.DE: must be a whole number",
        "line 8, moments.aware: “yesterday” is no moment",
        "line 10, sent.dora.inital: is no notice of any clock: did you mean dora.initial?",
        "line 9, clock: is no part of a file of facts",
    ):
        assert told in ran.err.replace("\n", " "), told


def test_a_notice_that_went_out_is_done_in_time_or_late(capsys, file):
    sent = "sent: {dora.initial-classified: 2026-11-25T15:59, gdpr.authority: 2026-11-28T09:11}"
    path = file(textwrap.dedent(FACTS) + sent)
    found = clocks(capsys, path)
    first, other = found["dora.initial-classified"], found["gdpr.authority"]
    assert (first["state"], first["late"], first["asks"]) == ("done", False, [])
    assert found["dora.initial-aware"]["state"] == "done"
    assert (other["state"], other["late"]) == ("done", True)
    assert found["dora.intermediate"]["start"]["at"] == "2026-11-25T14:59:00Z"
    out = run(capsys, "clocks", path).out
    assert "sent in time" in out
    assert "sent late" in out


def test_an_hour_that_the_clocks_skip_is_no_moment(capsys, file):
    path = file("zone: Europe/Berlin\nmoments: {aware: 2026-03-29T02:30}")
    assert "does not exist in Europe/Berlin" in run(capsys, "clocks", path).err


def test_the_example_of_the_documentation_is_read(capsys, tmp_path):
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    example = text.split("### `clocks FACTS`")[1].split("```yaml\n")[1].split("```")[0]
    path = tmp_path / "facts.yaml"
    path.write_text(example, encoding="utf-8")
    found = clocks(capsys, path)
    assert found["dora.initial-classified"]["state"] != "runs"
