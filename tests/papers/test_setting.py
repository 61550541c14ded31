"""How a paper becomes values for the templates."""

from dataclasses import replace

import pytest

from quarterdeck.papers.blocks import Bullets, Chart, Column, Heading, Paragraph, Side, Table
from quarterdeck.papers.drawings import Bars
from quarterdeck.papers.fonts import settable
from quarterdeck.papers.pages import Section
from quarterdeck.papers.setting import setting
from quarterdeck.papers.text import printable
from tests.papers.odd import HARD, odd_paper
from tests.papers.tarnbrook import document


def set_section(*blocks, side=None):
    paper = replace(document(), sections=(Section("A thing is so", blocks, side),))
    return setting(paper, lambda drawing: "<svg/>")["sections"][0]["runs"]


def kinds(run):
    return [block["is"] for block in run["blocks"]]


def test_blocks_share_a_side_note_until_the_next():
    runs = set_section(
        Paragraph("a"),
        Heading("b"),
        Paragraph("c", Side(None, ("own",))),
        Bullets(("d",)),
        side=Side(None, ("first",)),
    )
    assert [kinds(run) for run in runs] == [["Paragraph", "Heading"], ["Paragraph", "Bullets"]]
    assert [run["sides"][0]["lines"] for run in runs] == [["first"], ["own"]]


def test_a_wide_table_takes_the_side_column():
    table = Table("wide", tuple(Column(str(n)) for n in range(4)), ())
    runs = set_section(Paragraph("a"), table, Paragraph("b"))
    assert [run["wide"] for run in runs] == [False, True, False]


def test_the_first_block_may_have_both_notes():
    run, *_ = set_section(Paragraph("a", Side(None, ("own",))), side=Side(None, ("first",)))
    assert [side["lines"] for side in run["sides"]] == [["first"], ["own"]]


def test_figures_and_notes_are_numbered_together():
    paper = setting(document(), lambda drawing: "<svg/>")
    assert [note["number"] for note in paper["notes"]] == [1, 2, 3, 4]
    places = sorted(place for note in paper["notes"] for place in note["opened_at"])
    assert places == list(range(1, len(places) + 1))
    assert [chart["number"] for chart in paper["charts"]] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("text", HARD)
def test_whatever_is_set_has_letters_in_both_fonts(text):
    assert settable(settable(text)) == settable(text)
    assert not any(ord(letter) < 32 for letter in printable(text))


def test_letters_without_a_glyph_are_shown_to_be_missing():
    assert settable("Łódź, Malmö, e\u0301, 漢\u2066") == "Łódź, Malmö, é, ?"


def test_a_drawing_must_say_what_it_shows():
    with pytest.raises(ValueError, match="in words"):
        Chart("t", "s", "s", " ", Bars((), "$"), Table("c", (Column("a"),), ()))


def test_a_figure_opens_only_to_a_note_that_is_there():
    with pytest.raises(ValueError, match="missing: key"):
        replace(odd_paper("key"), notes=())
