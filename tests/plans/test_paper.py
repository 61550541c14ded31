"""The business case: two pages, plain, in every state, with the plan's own figures."""

import re
from dataclasses import replace

import pytest
from pptx import Presentation

from quarterdeck.clients.folder.profile import Profile
from quarterdeck.data.plain import words
from quarterdeck.engine.loss import TolerancePoint
from quarterdeck.engine.plain import check
from quarterdeck.papers import pdf
from quarterdeck.papers.text import sentences
from quarterdeck.papers.text import words as count_words
from quarterdeck.plans.asking import Ask
from quarterdeck.plans.folder import SpendingRecord
from quarterdeck.plans.fundable import Waiting
from quarterdeck.plans.paper import Matter, compose, write
from quarterdeck.plans.planning import planned
from quarterdeck.risks.results import Span
from tests.plans.grounds import ground, one
from tests.risks.firms import DAY, PROFILE

SPENT = SpendingRecord(key="s", period="2026", says="A test", planned=9e3, spent=12e3)
DUTY = one("duty", takes={"theft": 0.2}, once=30e3, mandate="demanded by law", demanded_by=("law",))
DEAL = one("deal", takes={"outage": 0.6}, once=6e3, days=30,
           unblocks=(Waiting("A hospital buys", Span(1e5, 5e4, 2e5)),
                     Waiting("A grant", None)))  # fmt: skip
COPIES = one("copies", takes={"theft": 0.4}, yearly=4e3, months=5, mandate="approved")
MANY = [one(f"step {n}", takes={"outage": 0.1 + n / 100}, once=1e3) for n in range(14)]
RARE = (TolerancePoint(5e6, 0.001, "event", after_insurance=False),)
STATES = {
    "one free step": (ground(DEAL), Ask(20e3, "year", 1), ()),
    "duties and a deal": (ground(DUTY, DEAL, COPIES),
                          Ask(60e3, "year", 2, more=20e3, less=40e3, points=6), (SPENT,)),
    "by quarter": (ground(DUTY, DEAL), Ask(40e3, "quarter", 3, points=2), ()),
    "many steps": (ground(DUTY, *MANY), Ask(90e3, "year", 3, points=9), (SPENT,) * 6),
    "rare and on one event": (ground(DUTY, COPIES, points=RARE, insurance=None), Ask(90e3), ()),
    "a step that hardly helps": (ground(one("small", takes={"outage": 0.001})), Ask(20e3), ()),
}  # fmt: skip


def matter(state, **said):
    there, ask, spent = STATES[state]
    profile = Profile.model_validate(PROFILE | said)
    return Matter(planned(there, ask), profile, DAY, spent)


@pytest.fixture(scope="module", params=STATES)
def paper(request):
    made = matter(request.param)
    return made, compose(made)


def test_it_stands_on_two_pages(paper):
    _, document = paper
    assert pdf.body_pages(document, "us-letter") <= 2
    assert count_words(document.page_one) <= 400


def test_on_the_other_paper_too_and_with_names_of_any_length():
    assert pdf.body_pages(compose(matter("many steps", paper="a4")), "a4") <= 2
    made = matter("many steps")
    words_ = "Something that one could fund and that has a rather long name for a table, "
    cases = tuple(replace(case, name=words_ * 2 + case.key) for case in made.found.cases)
    long = replace(made, found=replace(made.found, cases=cases))
    document = compose(long)
    assert pdf.body_pages(document, "us-letter") <= 2
    assert len(document.sections) < len(compose(made).sections)


def test_every_sentence_is_plain_and_whole(paper):
    _, document = paper
    for sentence in sentences((document.page_one, document.sections)):
        faults = check(sentence.text, words())
        assert not list(faults), sentence
        assert not re.search(r"\bNone\b|\bnan\b|\binf\b|\d\.\d{3,}|[ \u00a0]{2}", sentence.text)


def test_its_figures_are_the_plans(paper):
    made, document = paper
    text = " ".join(sentence.text for sentence in sentences(document.page_one))
    assert made.money(made.money_in_all) in text
    assert made.count(made.then.odds.chance) in text
    assert made.then == made.plan.scored.limits[made.place]


def test_what_must_be_done_comes_first_and_waiting_business_is_named():
    made = matter("duties and a deal")
    steps = compose(made).sections[0].blocks[0]
    assert [row[0] for row in steps.rows] == ["Copies", "Duty", "Deal"]
    assert steps.meant == (0, 1)
    rest = " ".join(s.text for s in sentences(compose(made).sections))
    assert "a hospital buys ($100,000 a year in sales); a grant" in rest
    assert "A test" in rest


def test_a_case_needs_a_plan_and_a_limit():
    profile = Profile.model_validate(PROFILE)
    with pytest.raises(ValueError, match="must be funded"):
        Matter(planned(ground(DUTY), Ask(1.0)), profile, DAY)
    with pytest.raises(ValueError, match="takes anything off"):
        Matter(planned(ground(DEAL), Ask(1.0)), profile, DAY)
    with pytest.raises(ValueError, match=r"appetite\.yaml"):
        Matter(planned(ground(DEAL, points=()), Ask(1e5)), profile, DAY)


def test_it_is_written_as_page_sheet_and_slides(tmp_path):
    page, sheet, slides = write(matter("duties and a deal"), tmp_path / "out")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sheet.read_bytes().startswith(b"%PDF")
    assert len(Presentation(str(slides)).slides) >= 5
