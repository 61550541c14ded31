from datetime import date, timedelta

import pytest

from quarterdeck.board import signing
from quarterdeck.board.proposing import Asking, propose
from quarterdeck.clients.access import visit
from quarterdeck.risks.deciding import Signed, Terms, decide
from quarterdeck.web.feed import recent
from quarterdeck.web.needs import needs

TODAY = date(2026, 11, 25)
WORDS = "I accept this until then because the new one opens."


def asking(**values):
    given = {"kind": "accept", "title": "Keep the modem", "answer_by": date(2026, 12, 3),
             "meeting": date(2026, 12, 3), "until": date(2027, 6, 1)}  # fmt: skip
    return Asking(**given | values)


@pytest.fixture
def accepted(client_):
    def made(until):
        terms = Terms(kind="accept", says="Keep the modem", until=until)
        return decide(client_, terms, Signed("Chair", "c", WORDS), TODAY - timedelta(days=60))

    return made


def test_an_acceptance_that_ran_out_comes_back_until_it_is_asked_again(client_, accepted):
    old = accepted(TODAY - timedelta(days=1))
    (need,) = needs(client_, None, TODAY)
    assert need.says == "An acceptance came back: Keep the modem"
    assert need.url.endswith("/board/")
    propose(client_, asking(renews=old.key), "me")
    assert needs(client_, None, TODAY) == []


def test_one_that_ends_soon_is_told_before(client_, accepted):
    accepted(TODAY + timedelta(days=29))
    (need,) = needs(client_, None, TODAY)
    assert need.says.startswith("An acceptance ends")


def test_a_question_needs_its_reply(client_, seated):
    row = propose(client_, asking(), "me")
    director, leader = (visit(seated(client_, r), client_.address) for r in ("director", "leader"))
    signing.ask(director, row, "Who tests it?")
    (need,) = needs(client_, None, TODAY)
    assert "Who tests it?" in need.says
    assert need.url.endswith(f"/board/decide/{row.key}/")
    signing.reply(leader, row, "The broker.")
    assert needs(client_, None, TODAY) == []
    told = [(one.what, one.says) for one in recent(client_)]
    assert told[0] == ("Management replied", "Keep the modem: “The broker.”")
    assert told[-1] == ("The board was asked", "Keep the modem")
