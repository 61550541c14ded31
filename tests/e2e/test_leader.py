"""A security leader's work, from what needs doing to what the board reads."""

import time

import pytest

HOME = "/c/northmere/"
SCAN = """system,fqdn,ip,title,severity,cve,scanned_at
files02,files02.northmere.example,10.20.0.99,Old file service answers strangers,high,,2026-11-20
"""
CUT = '<?xml version="1.0"?><NessusClientData_v2><Report name="cut"><ReportHost name="a">'


@pytest.fixture
def leader(open_page, answers):
    watched = open_page()
    watched.sign_in("leader")
    return watched


def test_from_the_first_need_to_a_finding_and_up_to_its_board_sentence(leader):
    page = leader.page
    page.click("nav.rooms >> text=Findings")
    first = page.locator(".lens-table tbody tr[data-row] a").first.inner_text()
    page.click("nav.seg >> text=Severity")
    by_severity = page.locator("tr[data-row] th a").first.inner_text()
    assert by_severity != first
    page.click("nav.seg >> text=Business")
    page.fill(".filters input[name=text]", first[:20])
    page.click(".filters button >> text=Filter")
    assert "match" in page.inner_text("h1")
    page.click(f'[data-row] a:has-text("{first[:20]}") >> nth=0')
    assert page.locator(".ladder .rung").count() >= 7
    leader.check("finding-desktop-light")


def test_a_risk_shows_its_curve_and_where_the_limits_are(leader):
    page = leader.go(HOME + "risks/")
    page.locator("table.register tbody th a").first.click()
    page.wait_for_selector("[data-chart] svg[aria-hidden]")
    leader.check("risk-desktop-light")
    page.keyboard.press("u")
    page.click("text=Limits and curve")
    page.wait_for_selector("[data-chart] svg[aria-hidden]")
    leader.check("limits-drawn-desktop-light")


def test_an_initiative_is_taken_from_the_catalogue(leader):
    page = leader.go(HOME + "plans/")
    page.click("text=Catalogue")
    offer = page.locator("tr[data-row]", has=page.locator("input:enabled")).first
    name = offer.locator("th").inner_text().splitlines()[0]
    offer.locator("input").check()
    page.click("text=Take those that are chosen")
    page.wait_for_load_state()
    page.goto(leader.base + HOME + "plans/catalogue/")
    taken = page.locator("tr[data-row]", has_text=name).first
    assert "taken already" in taken.inner_text()
    assert leader.faults == []


def test_a_scan_is_looked_at_before_it_is_taken_in(leader):
    page = leader.go(HOME + "intake/")
    bring(page, "november.csv", SCAN)
    page.wait_for_selector("tr:has-text('november.csv') >> text=1 new", timeout=60_000)
    page.click("tr:has-text('november.csv') >> button:has-text('Take in')")
    page.wait_for_selector("tr:has-text('november.csv') >> text=Taken in", timeout=60_000)
    page.wait_for_load_state("networkidle")
    leader.check("intake-taken-desktop-light")
    ranked_by_the_worker(leader, "findings/?text=Old+file", "Old file service answers strangers")


def test_a_file_that_was_cut_short_says_why_and_stores_nothing(leader):
    page = leader.go(HOME + "intake/")
    bring(page, "cut.nessus", CUT)
    page.wait_for_selector("tr:has-text('cut.nessus') >> text=Nothing was stored", timeout=60_000)
    assert "cut.nessus" in page.inner_text("tr:has-text('Nothing was stored') td >> nth=0")
    leader.check("intake-broken-desktop-light")


def test_a_brief_is_composed_and_read_as_the_board_would(leader):
    page = leader.go(HOME + "board/")
    page.click("button:has-text('Compose')")
    page.wait_for_selector("text=As the board would", timeout=120_000)
    leader.check("draft-desktop-light")
    page.click("text=As the board would")
    assert "Are we adequately protected?" in page.inner_text("main")
    leader.check("draft-as-the-board-reads-it-desktop-light")


def bring(page, name, text):
    page.set_input_files(
        "#scans", {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    )
    page.click("text=Look at them")


def ranked_by_the_worker(watched, path, text):
    """Opens a list again and again until the worker has ranked what was taken in."""
    until = time.monotonic() + 180
    while text not in watched.go(HOME + path).inner_text("main"):
        assert time.monotonic() < until, f"{text} was never ranked"
        watched.page.wait_for_timeout(1_000)
