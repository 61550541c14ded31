"""The rules of identity, one by one, through real files and a real database."""

import pytest

from quarterdeck.findings.models import Asset, Finding
from quarterdeck.findings.services import import_scan, weaknesses
from tests.findings.scans import ME, cve, header, history, host, states, weak, write

A, B = host("a"), host("b")
CVE = "CVE-2024-0001"


@pytest.fixture
def bring(client_, tmp_path):
    """Imports a file of these records."""
    count = 0

    def imported(*records, client=client_):
        nonlocal count
        count += 1
        return import_scan(client, write(tmp_path / f"{count}.jsonl", *records), ME)

    return imported


def test_seen_again_is_one_finding(bring, client_):
    first = bring(header(0), A, weak(A, "w", location="80/tcp"), weak(A, "w", location="443/tcp"))
    again = bring(header(1), A, weak(A, "w", location="80/tcp"))
    assert (first.new, first.still) == (1, 0)
    assert (again.new, again.still) == (0, 1)
    assert states(client_) == {("a", "alpha:w"): "open"}
    assert history(client_, "alpha:w") == [("new", 0)]


def test_many_ports_are_kept_on_one_finding(bring, client_):
    bring(header(0), A, weak(A, "w", location="80/tcp"), weak(A, "w", location="443/tcp"))
    assert Finding.objects.of(client_).get().locations.split("\n") == ["80/tcp", "443/tcp"]


def test_the_worst_of_its_reports_speaks_for_it(bring, client_):
    bring(header(0), A, weak(A, "w", severity="low"), weak(A, "w", severity="critical", title="T"))
    found = Finding.objects.of(client_).get()
    assert (found.severity, found.title) == ("critical", "T")


def test_fixed_then_reopened(bring, client_):
    bring(header(0), A, weak(A, "w"))
    assert bring(header(1), A).fixed == 1
    assert states(client_) == {("a", "alpha:w"): "fixed"}
    assert bring(header(2), A, weak(A, "w")).reopened == 1
    assert history(client_, "alpha:w") == [("new", 0), ("fixed", 1), ("reopened", 2)]


def test_a_system_that_the_file_does_not_name_was_not_seen(bring, client_):
    bring(header(0), A, weak(A, "w"), B, weak(B, "w"))
    done = bring(header(1), A)
    assert (done.fixed, done.unseen) == (1, 1)
    assert states(client_) == {("a", "alpha:w"): "fixed", ("b", "alpha:w"): "unseen"}


@pytest.mark.parametrize(
    "other",
    [{"kind": "network-credentialed"}, {"target": "elsewhere"}, {"policy": "quick"}],
    ids=["kind", "target", "policy"],
)
def test_another_way_of_looking_fixes_nothing(bring, client_, other):
    bring(header(0, policy="full"), A, weak(A, "w"))
    assert bring(header(1, **{"policy": "full"} | other), A).fixed == 0
    assert states(client_) == {("a", "alpha:w"): "unseen"}
    assert bring(header(2, policy="full"), A, weak(A, "w")).still == 1
    assert states(client_) == {("a", "alpha:w"): "open"}


def test_another_tool_fixes_nothing(bring, client_):
    bring(header(0), A, weak(A, "w"))
    bring(header(1, "beta"), A)
    assert states(client_) == {("a", "alpha:w"): "open"}


def test_two_tools_meet_in_one_cve_and_both_must_let_go(bring, client_):
    bring(header(0, "alpha"), A, cve(A, CVE))
    assert bring(header(1, "beta"), A, cve(A, CVE)).still == 1
    assert states(client_) == {("a", CVE): "open"}
    assert bring(header(2, "alpha"), A).fixed == 0
    assert states(client_) == {("a", CVE): "open"}
    assert weaknesses(client_)[0].tools == ("alpha", "beta")
    assert bring(header(3, "beta"), A).fixed == 1
    assert history(client_, CVE) == [("new", 0), ("fixed", 3)]


def test_several_cves_are_known_by_the_tools_rule(bring, client_):
    bring(header(0), A, weak(A, "w", cves=("CVE-2024-0001", "CVE-2024-0002")))
    assert states(client_) == {("a", "alpha:w"): "open"}


def test_an_older_scan_changes_no_newer_state(bring, client_):
    bring(header(5), A, weak(A, "kept"))
    before = states(client_)
    late = bring(header(1), A, weak(A, "gone"))
    assert states(client_) == before | {("a", "alpha:gone"): "fixed"}
    assert (late.new, late.fixed, late.unseen, late.reopened) == (1, 1, 0, 0)
    assert history(client_, "alpha:gone") == [("new", 1), ("fixed", 5)]
    assert history(client_, "alpha:kept") == [("new", 5)]


def test_an_older_sighting_does_not_reopen(bring, client_):
    bring(header(0), A, weak(A, "w"))
    bring(header(4), A)
    bring(header(2), A, weak(A, "w"))
    assert states(client_) == {("a", "alpha:w"): "fixed"}
    assert history(client_, "alpha:w") == [("new", 0), ("fixed", 4)]


def test_two_parts_of_one_scan_close_nothing_of_each_other(bring, client_):
    bring(header(0), A, weak(A, "w"))
    bring(header(0), A, weak(A, "v"))
    assert set(states(client_).values()) == {"open"}


@pytest.mark.parametrize("status", ["passed", "not-applicable", "fixed"])
def test_what_the_tool_says_is_no_weakness_closes(bring, client_, status):
    bring(header(0), A, weak(A, "w"))
    bring(header(1), A, weak(A, "w", status=status))
    assert states(client_) == {("a", "alpha:w"): "fixed"}


@pytest.mark.parametrize("status", ["passed", "not-applicable", "fixed", "manual", "muted"])
def test_what_is_not_open_is_no_weakness(bring, client_, status):
    assert bring(header(0), A, weak(A, "w", status=status)).new == 0
    assert len(weaknesses(client_)) == 0


def test_information_is_no_weakness(bring, client_):
    done = bring(header(0), A, weak(A, "w", category="information", severity="none"))
    assert done.told == {"information": 1}
    assert states(client_) == {}


def test_muted_in_the_tool_is_told_apart(bring, client_):
    bring(header(0), A, weak(A, "w"))
    assert bring(header(1), A, weak(A, "w", status="muted")).muted == 1
    assert states(client_) == {("a", "alpha:w"): "muted"}
    bring(header(2), A, weak(A, "w"))
    assert history(client_, "alpha:w") == [("new", 0), ("muted", 1), ("unmuted", 2)]


def test_muted_by_one_tool_stays_open_by_the_other(bring, client_):
    bring(header(0, "alpha"), A, cve(A, CVE))
    bring(header(1, "beta"), A, cve(A, CVE, status="muted"))
    assert states(client_) == {("a", CVE): "open"}


def test_a_check_that_could_not_be_made_fixes_nothing(bring, client_):
    bring(header(0), A, weak(A, "w"))
    assert bring(header(1), A, weak(A, "w", status="manual")).fixed == 0
    assert states(client_) == {("a", "alpha:w"): "unseen"}
    assert bring(header(2), A).fixed == 1


def test_what_was_never_found_wanting_is_not_counted_as_fixed(bring, client_):
    bring(header(0), A, weak(A, "w", status="manual"))
    assert states(client_) == {("a", "alpha:w"): "unchecked"}
    assert bring(header(1), A).fixed == 0
    assert states(client_) == {("a", "alpha:w"): "passed"}
    assert bring(header(2), A, weak(A, "w")).new == 1


def test_a_scan_without_a_time_counts_from_its_import(bring, client_):
    bring(header(0), A, weak(A, "w"))
    assert bring(header(None), A).fixed == 1


def test_the_tools_own_first_date_is_kept(bring, client_):
    from tests.findings.scans import day

    bring(header(9), A, weak(A, "w", first_seen=day(3)))
    found = Finding.objects.of(client_).get()
    assert (found.first_seen, found.last_seen) == (day(3), day(9))


def test_clients_do_not_share_systems_or_findings(bring, client_, other_client):
    bring(header(0), A, weak(A, "w"))
    bring(header(0), A, weak(A, "w"), client=other_client)
    bring(header(1), A, client=other_client)
    assert states(client_) == {("a", "alpha:w"): "open"}
    assert states(other_client) == {("a", "alpha:w"): "fixed"}
    assert Asset.objects.of(client_).get().pk != Asset.objects.of(other_client).get().pk
    assert len(weaknesses(other_client)) == 0


def test_one_weakness_on_two_hosts_of_one_system_is_one_row(bring, client_):
    from quarterdeck.business.models import System

    System.objects.of(client_).create(
        key="pair", name="Pair", environment="production", reach="internal", hostname=["a", "b"]
    )
    bring(header(0), A, weak(A, "w"), B, weak(B, "w"))
    bring(header(1), A)
    assert states(client_) == {("a", "alpha:w"): "fixed", ("b", "alpha:w"): "unseen"}
    (row,) = weaknesses(client_)
    assert (row.system, row.reach, row.asset) == ("pair", "internal", "b")


def test_hosts_of_one_file_have_times_of_their_own(bring, client_):
    bring(header(0), A, weak(A, "w"), header(1), B, weak(B, "w"))
    assert set(states(client_).values()) == {"open"}


def test_another_site_by_the_same_policy_says_nothing_of_this_one(bring, client_):
    bring(header(0), A, weak(A, "w"))
    assert bring(header(1), B, weak(B, "w")).unseen == 0
    assert bring(header(2), A, weak(A, "w"), B, weak(B, "w")).still == 2
    assert bring(header(3), B, weak(B, "w")).unseen == 1


def test_scans_of_one_target_ought_to_see_the_same(bring, client_):
    bring(header(0, target="app"), A, weak(A, "w"))
    assert bring(header(1, target="app"), B).unseen == 1


def test_a_scan_that_saw_no_system_closes_nothing(bring, client_):
    bring(header(0), A, weak(A, "w"))
    assert bring(header(1)).counts["fixed"] == 0
    assert states(client_) == {("a", "alpha:w"): "open"}
