"""The board room in a real browser: composed, published, read on a phone, signed, minuted."""

import pytest

from tests.e2e.test_first_pages import WAYS, named

BOARD = "/c/northmere/board/"
WORDS = "I want the wall built by spring, because six days without medicines is too long."


@pytest.fixture(scope="module")
def published(open_module_page, answers):
    """The brief of the sample, given to the board by its leader."""
    watched = open_module_page
    page = watched.sign_in("leader")
    page.on("dialog", lambda dialog: dialog.accept())
    watched.go(BOARD)
    if "has its brief" not in page.inner_text("h1"):
        page.click("text=Compose the brief")
        page.wait_for_load_state()
        watched.check("board-composing")
        page.get_by_role("button", name="Give it to the board").wait_for(timeout=240_000)
        watched.check("board-draft")
        page.get_by_role("button", name="Give it to the board").click()
        page.wait_for_url("**/packs/**", timeout=120_000)
        watched.check("board-pack")


@pytest.fixture(scope="module")
def open_module_page(server, browser):
    from tests.e2e.conftest import DESKTOP, Watched

    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
    yield Watched(context.new_page(), server)
    context.close()


@pytest.mark.parametrize("way", WAYS, ids=named)
def test_a_director_reads_the_brief(open_page, published, way):
    watched = open_page(**way)
    page = watched.sign_in("director")
    watched.go(BOARD)
    assert "Are we adequately protected?" in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    watched.check(f"board-reader-{named(way)}")
    page.click(".paper .opens >> nth=0")
    assert page.locator(".note:target").is_visible()
    page.click("text=Read and decide >> nth=0")
    page.wait_for_load_state()
    watched.check(f"board-decide-{named(way)}")


@pytest.mark.parametrize("way", WAYS, ids=named)
def test_the_leader_sees_the_room(open_page, published, way):
    watched = open_page(**way)
    watched.sign_in("leader")
    watched.go(BOARD)
    watched.check(f"board-room-{named(way)}")
    watched.go(f"{BOARD}ask/")
    watched.check(f"board-ask-{named(way)}")
    watched.go(f"{BOARD}packs/2026-12-03.v1/changes/")
    watched.check(f"board-changes-{named(way)}")


def test_a_director_asks_then_signs_in_her_own_words(open_page, published):
    watched = open_page(phone=True)
    page = watched.sign_in("director")
    watched.go(f"{BOARD}decide/2026-12-03-1/")
    page.click("text=Ask a question first")
    page.fill("#question_words", "Who rehearses the return?")
    page.click("text=Send the question")
    page.wait_for_load_state()
    assert "Who rehearses the return?" in page.inner_text("main")
    page.click("text=Sign: approve it")
    page.wait_for_load_state()
    assert "Nothing was signed." in page.inner_text("main")
    watched.check("board-sign-refused")
    page.fill("#id_words", WORDS)
    page.click("text=Sign: approve it")
    page.wait_for_load_state()
    assert WORDS in page.inner_text("main")
    watched.check("board-signed")
    watched.go(BOARD)
    with page.expect_download() as download:
        page.click("text=minutes >> nth=0")
    assert download.value.suggested_filename == "minutes-2026-12-03.pdf"
