"""Records stay within their bounds, whatever a reader puts into them."""

import pytest

from quarterdeck.readers.record import FindingSeen, ScanHeader, SystemSeen
from quarterdeck.readers.record_bounds import MOST_MEMBERS, bounded_record
from quarterdeck.readers.text import LONGEST

LONG = "x" * 70_000
SYSTEM = SystemSeen(name="web", identifiers=(("fqdn", "web.example"),))


@pytest.mark.parametrize("length", [0, 10, LONGEST])
def test_what_fits_stays_as_it_is(length):
    texts = {"description": "ä" * length, "evidence": "x" * length}
    found = FindingSeen(system=SYSTEM, weakness="w", title="t", severity="low", **texts)
    assert bounded_record(found) == found


def test_every_text_is_cut_and_two_that_differ_stay_two():
    system = SystemSeen(name=LONG, identifiers=(("other", LONG), ("url", LONG + "y")))
    cut = bounded_record(system)
    assert len(cut.name) == LONGEST
    first, second = (value for _, value in cut.identifiers)
    assert first == cut.name != second
    assert bounded_record(ScanHeader(family="f", tool=LONG)).tool == cut.name


def test_a_finding_stays_with_its_system():
    system = SystemSeen(name=LONG)
    cves = tuple(f"CVE-2026-{number}" for number in range(5_000))
    found = FindingSeen(system=system, weakness=LONG, title="t", severity="low", cves=cves)
    cut = bounded_record(found)
    assert cut.system == bounded_record(system) != system
    assert (len(cut.weakness), len(cut.cves)) == (LONGEST, MOST_MEMBERS)
