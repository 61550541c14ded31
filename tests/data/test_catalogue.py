"""The shipped catalogue keeps its own rules, and the page shows it as it is."""

import re
from pathlib import Path

import pytest

from quarterdeck.data.catalogue import Figure, Scaled, catalogue
from quarterdeck.engine.estimates import JUDGEMENT

BOOK = catalogue()
ITEMS = {item.key: item for item in BOOK.initiatives}
COSTS = ("cost_once", "cost_per_year", "people_days")
PAGE = Path(__file__).parents[2] / "docs" / "methods" / "catalogue.md"


def amounts(item):
    for name in COSTS:
        scaled: Scaled = getattr(item, name)
        yield from ((name, f) for f in (scaled.firm, scaled.person) if f)


def figures():
    for item in BOOK.initiatives:
        yield from ((f"{item.key} {name}", f) for name, f in amounts(item))
        yield f"{item.key} months", item.months
        yield from ((f"{item.key} effect", effect) for effect in item.effects)


def odds(share):
    return share / (1 - share)


def test_about_forty_initiatives_each_with_a_price_and_an_effect():
    assert 36 <= len(ITEMS) == len(BOOK.initiatives) <= 48
    for item in BOOK.initiatives:
        assert dict(amounts(item)).keys() & {"cost_once", "cost_per_year"}, item.key
        assert "people_days" in dict(amounts(item)), item.key
        assert item.effects, item.key


def test_every_figure_is_a_range_that_an_estimate_can_be():
    for name, figure in figures():
        assert 0 < figure.low < figure.high, name
    for item in BOOK.initiatives:
        assert all(effect.high < 1 for effect in item.effects), item.key


def test_what_names_no_publication_is_a_judgement_and_wide():
    judged = [(name, f) for name, f in figures() if not f.of]
    assert all(f.confidence == "low" for _, f in judged)
    for name, figure in judged:
        if name.endswith("effect"):
            assert odds(figure.high) / odds(figure.low) >= 4, name
        else:
            assert figure.high / figure.low >= (2.5 if name.endswith("months") else 4), name


def test_no_published_effect_is_taken_at_its_word():
    """Firms that have something differ from those that have not in other ways, too."""
    for item in BOOK.initiatives:
        for effect in item.effects:
            if effect.of:
                assert odds(effect.high) / odds(effect.low) >= 3, item.key
                assert effect.confidence != "high", item.key


def test_every_mark_leads_to_a_publication_with_year_and_address_and_back():
    used = {mark for _, figure in figures() for mark in figure.of}
    assert used == set(BOOK.publications)
    for mark, publication in BOOK.publications.items():
        assert re.fullmatch(r"https?://\S+", publication.url), mark
        assert 2018 <= publication.year <= 2026, mark
        assert all((publication.says, publication.publisher, publication.title)), mark


def test_rules_name_initiatives_of_the_catalogue():
    for item in BOOK.initiatives:
        assert set(item.needs) | set(item.excludes) <= ITEMS.keys() - {item.key}


def test_a_source_names_publishers_and_says_what_is_judged():
    published = Figure(1, 2, ("ucsd-2025", "google-2019", "ucsd-2025"))
    assert BOOK.source(Figure(1, 9)) == JUDGEMENT
    assert BOOK.source(published).count("2025") == 1
    assert BOOK.source(published, Figure(1, 9)).endswith(f"; {JUDGEMENT}")


@pytest.mark.parametrize("mark", sorted(BOOK.publications))
def test_the_page_lists_the_publications(mark):
    row = f"| {mark} | {BOOK.publications[mark].says} |"
    assert row in PAGE.read_text(encoding="utf-8"), "run python docs/write_catalogue.py"
