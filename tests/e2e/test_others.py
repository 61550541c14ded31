"""What a director, an auditor, an analyst and the owner of the practice come for."""

HOME = "/c/northmere/"


def test_a_director_reads_and_asks_on_a_phone_at_night(open_page, answers):
    watched = open_page(phone=True, dark=True)
    page = watched.sign_in("director")
    assert page.url == f"{watched.base}{HOME}board/"
    rooms = page.locator("nav.rooms a").all_inner_texts()
    assert rooms == ["Board room"]
    assert page.locator("a[href*=management]").count() == 0
    assert page.goto(watched.base + HOME + "findings/").status == 403
    watched.check("refused-phone-dark")
    watched.go(HOME + "board/")
    watched.check("director-phone-dark")
    assert watched.sideways() == []


def test_an_auditor_reads_findings_and_the_ledger_and_changes_nothing(open_page, answers):
    watched = open_page()
    page = watched.sign_in("auditor")
    watched.go(HOME + "findings/")
    assert page.locator("[data-assign]").count() == 0
    page.locator(".lens-table tr[data-row] a").first.click()
    assert page.locator(".ladder .rung").count() >= 7
    watched.check("finding-audited-desktop-light")
    watched.go(HOME + "ledger/")
    assert "import" in page.inner_text("main").lower()
    watched.check("ledger-audited-desktop-light")
    for elsewhere in ("", "people/", "intake/", "board/ask/"):
        assert page.goto(watched.base + HOME + elsewhere).status == 403, elsewhere


def test_an_analyst_gives_a_finding_to_somebody_but_sets_no_limit(open_page, answers):
    watched = open_page()
    page = watched.sign_in("analyst")
    watched.go(HOME + "findings/?lens=business")
    row = page.locator("tr[data-row]", has=page.locator("input[name=finding]")).first
    row.locator("input").check()
    page.fill("input[name=to]", "Ada of networks")
    page.click("[data-assign]")
    assert "Ada of networks" in page.inner_text("main")
    assert watched.faults == []
    assert page.goto(watched.base + HOME + "risks/limits/set/").status == 403


def test_an_owner_adds_a_client_by_hand(open_page, answers):
    watched = open_page()
    page = watched.sign_in("owner")
    watched.go("/portfolio/")
    page.click("main >> text=Add a client")
    page.click("text=Enter seven facts")
    page.click("button:has-text('Add the client')")
    assert page.locator(".error-list").count() == 1
    watched.check("client-by-hand-mistaken-desktop-light")
    page.fill("#id_name", "Harrow Mills")
    page.fill("#id_revenue_per_year", "9000000")
    page.fill("#id_employees", "80")
    page.fill("#id_next_meeting", "2027-02-01")
    page.click("button:has-text('Add the client')")
    page.wait_for_url("**/c/harrow-mills/")
    watched.check("cockpit-of-a-new-client-desktop-light")
    watched.go("/portfolio/")
    assert "Harrow Mills" in page.inner_text("main")


def test_keys_alone_lead_from_signing_in_to_a_finding(open_page, answers):
    watched = open_page()
    watched.go("/accounts/login/")
    page = watched.page
    for _ in range(12):
        page.keyboard.press("Tab")
        if "Sam Okoro" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{HOME}")
    page.keyboard.press("g")
    page.keyboard.press("f")
    page.wait_for_url("**/findings/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("o")
    page.wait_for_selector(".ladder")
    assert second.strip() in page.inner_text("main")
    page.keyboard.press("u")
    page.wait_for_url("**/findings/**")
    assert watched.faults == []
