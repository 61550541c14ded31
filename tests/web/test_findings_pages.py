import csv
import io

import pytest

from quarterdeck.clients import ledger
from quarterdeck.findings.models import Assignment, Finding
from quarterdeck.web.pages.findings.filters import Filters
from quarterdeck.web.pages.findings.order import order
from quarterdeck.web.pages.findings.rows import rows
from quarterdeck.web.pages.findings.shift import shift


@pytest.fixture
def leader(client, northmere, seated, db):
    client.force_login(seated(northmere, "leader"))
    return client


def url(of, rest=""):
    return f"/c/{of.address}/findings/{rest}"


def all_rows(of, by="whole", **filters):
    found = order(of, Filters(**filters), by, 0)
    return rows(of, found.after(0, found.count))


def test_both_lenses_hold_the_same_rows(northmere, db):
    by_business, by_severity = all_rows(northmere), all_rows(northmere, "severity")
    assert {(r.what, r.key) for r in by_business} == {(r.what, r.key) for r in by_severity}
    assert [r.rank for r in by_business] == list(range(1, len(by_business) + 1))
    rated = [r.by_severity for r in by_severity if r.by_severity]
    assert rated == sorted(rated)
    assert not any(r.by_severity for r in by_severity[len(rated) :])


def test_rows_tell_the_money_and_the_reason_that_ranking_gave(northmere, db):
    first = all_rows(northmere)[:20]
    assert all(row.reason for row in first)
    assert all(row.money.low <= row.money.middle <= row.money.high for row in first)
    money = [row.place.share for row in all_rows(northmere)]
    assert money == sorted(money, reverse=True)


@pytest.mark.parametrize(
    "chosen", [{"severity": "critical"}, {"kind": "gap"}, {"text": "robot"}, {"tool": "nmap"}]
)
def test_a_filter_leaves_what_matches_and_sums_all_of_it(northmere, db, chosen):
    everything, left = all_rows(northmere), all_rows(northmere, **chosen)
    assert 0 < len(left) < len(everything)
    if "severity" in chosen:
        assert {r.severity for r in left} == {"critical"}
        meant = [r for r in everything if r.severity == "critical"]
        assert [r.key for r in left] == [r.key for r in meant]
    if "kind" in chosen:
        assert {r.what for r in left} == {"gap"}
    total = order(northmere, Filters(**chosen), "whole", 0).total
    assert total == pytest.approx(sum(r.place.share for r in left))


def test_a_line_joins_each_row_to_itself(northmere, db):
    shown, late = all_rows(northmere)[:5], all_rows(northmere)[30:32]
    found = shift(shown, late, True)
    right = [*found.by_severity, *found.unrated]
    assert len(found.lines) == len(right) == 7
    assert {r.rank for r in right} == {r.rank for r in (*shown, *late)}


def test_pages_follow_each_other_without_gap_or_repeat(leader, northmere):
    seen, start = [], 0
    while True:
        answer = leader.get(url(northmere), {"lens": "business", "from": start})
        seen += [row.rank for row in answer.context["rows"]]
        start = answer.context["next"]
        if start is None:
            break
    assert seen == list(range(1, len(all_rows(northmere)) + 1))


@pytest.mark.parametrize("query", [{}, {"lens": "severity"}, {"severity": "high", "text": "a"}])
def test_a_page_asks_a_bounded_number_of_questions(
    leader, northmere, django_assert_max_num_queries, query
):
    with django_assert_max_num_queries(36):
        assert leader.get(url(northmere), query).status_code == 200


def test_nothing_that_matches_says_what_to_do(leader, northmere):
    answer = leader.get(url(northmere), {"text": "no such words"})
    assert answer.status_code == 200
    assert "Clear the filters" in answer.content.decode()


def test_the_csv_holds_every_row_of_the_filter(leader, northmere):
    answer = leader.get(url(northmere, "csv/"), {"severity": "critical"})
    text = b"".join(answer.streaming_content).decode()
    found = list(csv.DictReader(io.StringIO(text)))
    assert [int(row["rank"]) for row in found] == [
        row.rank for row in all_rows(northmere, severity="critical")
    ]


def test_the_workbook_holds_the_same_figures(leader, northmere):
    from openpyxl import load_workbook

    answer = leader.get(url(northmere, "xlsx/"), {"kind": "gap"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    told = [row[10] for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert told == pytest.approx([row.money.middle for row in all_rows(northmere, kind="gap")])


def test_one_finding_opens_down_to_the_scanners_own_record(leader, northmere):
    row = next(r for r in all_rows(northmere) if r.what == "finding")
    answer = leader.get(url(northmere, f"{row.key}/"))
    evidence = answer.context["evidence"]
    assert dict(evidence.fields)["title"] == row.title
    saved = leader.get(url(northmere, f"file/{evidence.file.pk}/"))
    assert saved["Content-Type"] == "application/octet-stream"
    assert row.cve.encode() in b"".join(saved.streaming_content)


def test_every_rung_is_there_or_says_what_would_fill_it(leader, northmere):
    for row in all_rows(northmere)[:6]:
        part = row.key if row.what == "finding" else f"gap/{row.key}"
        rungs = leader.get(url(northmere, f"{part}/")).context["rungs"]
        assert [r.side for r in rungs] == [
            "What the board reads", "Obligation", "Risk", "Service", "Path",
        ]  # fmt: skip
        assert all(r.says or r.missing for r in rungs)


def test_findings_are_given_to_somebody_and_taken_back(leader, northmere):
    keys = [r.key for r in all_rows(northmere) if r.what == "finding"][:3]
    before = ledger.length(northmere)
    leader.post(url(northmere, "assign/"), {"finding": keys, "to": "Web team", "due": "2026-12-31"})
    assert Assignment.objects.of(northmere).filter(to="Web team").count() == 3
    assert {r.key for r in all_rows(northmere, mine="Web team")} == set(keys)
    leader.post(url(northmere, "assign/"), {"finding": keys, "back": "1"})
    assert Assignment.objects.of(northmere).count() == 0
    assert ledger.length(northmere) == before + 2
    assert ledger.verify(northmere) == []


@pytest.mark.parametrize(
    "given", [{"to": "X"}, {"finding": "1", "to": " "}, {"finding": "1", "to": "X", "due": "soon"}]
)
def test_a_wrong_assignment_says_why_and_stores_nothing(leader, northmere, given):
    answer = leader.post(url(northmere, "assign/"), given, follow=True)
    assert "Nothing was assigned" in answer.content.decode()
    assert Assignment.objects.of(northmere).count() == 0


def test_another_clients_findings_cannot_be_assigned(leader, northmere, other_client):
    from quarterdeck.findings.working import assign

    key = Finding.objects.of(northmere).values_list("pk", flat=True)[0]
    with pytest.raises(ValueError, match="at least one"):
        assign(other_client, [key], "X", "tester")


def test_a_look_is_kept_and_forgotten(leader, northmere):
    leader.post(url(northmere, "views/keep/"), {"name": "Robots", "text": "robot"})
    assert "Robots" in leader.get(url(northmere)).content.decode()
    leader.post(url(northmere, "views/drop/"), {"name": "Robots"})
    assert "Robots" not in leader.get(url(northmere)).content.decode()
