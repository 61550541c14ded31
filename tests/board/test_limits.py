"""The limit that binds rules the picture, the verdict and the words."""

import pytest

from quarterdeck.board.answers import protected
from quarterdeck.board.brief import compose
from quarterdeck.board.briefing import Briefing
from quarterdeck.board.page_one import years_grid
from quarterdeck.papers.text import texts
from quarterdeck.risks.assessing import assess
from tests.board.variants import rare
from tests.risks.firms import RECORDS, firm


def briefing(**point):
    asked = {"loss": 200e3, "chance": 0.05} | point
    appetite = RECORDS["appetite.yaml"][0] | {"points": [asked]}
    inputs = firm(records={"appetite.yaml": [appetite]})
    return Briefing(inputs, assess(inputs))


def said(brief):
    found = compose(brief, "board")
    return [t.replace("\u00a0", " ") for part in (found, found.annexes) for _, t in texts(part)]


@pytest.fixture(scope="module")
def before():
    return briefing(insurance="before")


@pytest.fixture(scope="module")
def after():
    return briefing()


def test_a_limit_before_insurance_is_told_and_drawn_before_insurance(before):
    words = " ".join(said(before))
    assert "possible year, before insurance" in words
    assert "more than $200,000 before insurance" in words
    assert "costs more than a sum before insurance" in words
    assert "could cost before insurance" in words
    assert "after insurance" not in words


def test_the_picture_follows_the_limit(before, after):
    assert before.found.mean_after_insurance == after.found.mean_after_insurance
    assert before.found.no_loss <= after.found.no_loss
    assert max(before.found.dots) > max(after.found.dots)
    assert before.found.limits[0].odds.chance > after.found.limits[0].odds.chance
    assert " before insurance" not in " ".join(map(str, protected(after).verdict.answer))


def test_a_limit_on_one_event_is_told_as_such():
    words = " ".join(said(briefing(basis="event")))
    assert "one event would cost more than $200,000" in words
    assert "possible years" in words
    assert "an event of more than $200,000" in words


def test_the_picture_stands_on_the_papers_base(after):
    grid = years_grid(after)
    assert (grid.title[:22], grid.subtitle[:29]) == (
        "Of 100 possible years,",
        "Each square is a possible yea",
    )
    grid = years_grid(rare(after))
    assert grid.title.startswith("Of 1,000 possible years, ")
    assert grid.subtitle == "Each square is 10 possible years, after insurance"
    assert grid.limit_label == "your limit: 2"
