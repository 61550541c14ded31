"""Every main page by everyone who uses it, at a desk by day and on a phone by night."""

import pytest

PAGES = {
    "leader": {
        "business/": "services", "business/obligations/": "obligations",
        "findings/": "findings", "findings/?lens=severity": "findings-by-severity",
        "risks/": "risks", "risks/limits/": "limits", "risks/limits/set/": "set-limits",
        "risks/add/": "add-a-risk", "risks/decisions/": "decisions",
        "plans/": "plan", "plans/catalogue/": "catalogue", "incidents/": "incidents",
        "board/": "board-room", "board/ask/": "ask-the-board", "intake/": "intake",
        "people/": "people", "ledger/": "ledger", "find/?q=dispensary": "search",
    },
    "auditor": {"findings/": "findings-audited", "board/": "board-room-audited"},
    "director": {"board/": "board-room-read"},
    "owner": {"/portfolio/": "portfolio", "/clients/new/": "add-a-client",
              "/clients/new/by-hand/": "client-by-hand", "/accounts/you/": "settings"},
}  # fmt: skip
DRAWN = """() => [...document.querySelectorAll("[data-chart]")].every(
  (one) => !one.offsetParent || one.querySelector("svg[aria-hidden]"))"""
WAYS = {"desktop-light": {}, "phone-dark": {"phone": True, "dark": True}}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("role", PAGES)
def test_every_page_can_be_used(open_page, answers, role, way):
    watched = open_page(**WAYS[way])
    watched.sign_in(role)
    wrong = {}
    for path, name in PAGES[role].items():
        page = watched.go(path if path.startswith("/") else f"/c/northmere/{path}")
        page.wait_for_function(DRAWN)
        found = [*watched.faults_by_axe(f"{name}-{way}"), *watched.sideways()]
        if found:
            wrong[path] = found
    assert wrong == {}
    assert watched.faults == []
