import pytest

WAYS = [{}, {"dark": True}, {"phone": True}, {"phone": True, "dark": True}]


def named(way):
    return "-".join(
        ("phone" if way.get("phone") else "desktop", "dark" if way.get("dark") else "light")
    )


@pytest.mark.parametrize("way", WAYS, ids=named)
def test_the_sample_opens_by_role(open_page, answers, way):
    watched = open_page(**way)
    watched.go("/accounts/login/")
    watched.check(f"sign-in-{named(way)}")
    watched.sign_in("leader")
    assert "before the board meets" in watched.page.inner_text("h1")
    watched.check(f"cockpit-{named(way)}")
    watched.go("/c/northmere/people/")
    watched.check(f"people-{named(way)}")


def test_an_owner_sees_the_portfolio(open_page, answers):
    watched = open_page()
    watched.sign_in("owner")
    watched.go("/portfolio/")
    assert "Northmere" in watched.page.inner_text("main")
    watched.check("portfolio-desktop-light")


def test_keys_alone_lead_through_the_rooms(open_page, answers):
    watched = open_page()
    page = watched.sign_in("leader")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
    page.keyboard.press("g")
    page.keyboard.press("f")
    page.wait_for_url("**/findings/")
    page.keyboard.press("?")
    assert page.is_visible("#keys-sheet")
