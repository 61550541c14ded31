"""A paper as slides: nothing lost, everything named, nothing small, nothing over its edges."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.util import Emu, Inches

from quarterdeck.papers import deck
from quarterdeck.papers.deck.look import Style
from quarterdeck.papers.deck.measure import height
from quarterdeck.papers.text import plain, printable, sentences
from tests.papers.odd import HARD, odd_paper
from tests.papers.tarnbrook import document

FONTS = {"Georgia", "Arial"}
SLACK = Inches(0.02)


@pytest.fixture(scope="module", params=["board", "management"])
def made(request):
    paper = document(request.param)
    return paper, Presentation(BytesIO(deck.render(paper)))


def flat(text):
    return " ".join(printable(text).replace("\xa0", " ").split())


def frames(shapes):
    """Every text frame, of cells and groups too."""
    for shape in shapes:
        if shape.has_text_frame:
            yield shape.text_frame
        elif getattr(shape, "has_table", False) and shape.has_table:
            yield from (cell.text_frame for row in shape.table.rows for cell in row.cells)
        elif hasattr(shape, "shapes"):
            yield from frames(shape.shapes)


def runs(slides):
    for slide in slides:
        for frame in frames(slide.shapes):
            yield from (run for paragraph in frame.paragraphs for run in paragraph.runs)


def said(presentation):
    found = [frame.text for slide in presentation.slides for frame in frames(slide.shapes)]
    found += [slide.notes_slide.notes_text_frame.text for slide in presentation.slides]
    return flat("\n".join(found))


def estimate(frame, room):
    """Inches that the text of `frame` takes, by the sizes of its runs."""
    total = 0.0
    for paragraph in frame.paragraphs:
        if paragraph.runs:
            font = paragraph.runs[0].font
            bold = any(run.font.bold for run in paragraph.runs)
            style = Style(int(font.size.pt), font.name, bold=bold)
            total += height("".join(run.text for run in paragraph.runs), style, room)
    return total


def test_every_sentence_is_on_a_slide_or_in_its_notes(made):
    paper, opened = made
    all_said = said(opened)
    parts = (paper, paper.annexes, paper.notes)
    missing = [s.text for part in parts for s in sentences(part) if flat(s.text) not in all_said]
    assert missing == []


def test_reasons_stand_where_their_figures_stand(made):
    paper, opened = made
    adequate = next(note for note in paper.notes if note.key == "adequate")
    first = opened.slides[0].notes_slide.notes_text_frame.text
    assert flat(adequate.title) in flat(first)


def test_titles_are_titles_and_sentences_of_the_paper(made):
    paper, opened = made
    titles = [flat(slide.shapes.title.text) for slide in opened.slides]
    assert all(titles)
    assert titles[0] == flat(paper.page_one.headline)
    for section in paper.sections:
        assert flat(section.title) in titles
    assert all(slide.shapes[0] == slide.shapes.title for slide in opened.slides)


def test_only_georgia_and_arial_and_nothing_small(made):
    _, opened = made
    found = list(runs(opened.slides))
    assert {run.font.name for run in found} == FONTS
    assert min(run.font.size.pt for run in found) >= 12
    assert all(
        run.font.size.pt >= 14 for run in found if run.text.endswith(".") and len(run.text) > 90
    )


def test_every_run_says_its_language(made):
    paper, opened = made
    assert all(run._r.rPr.get("lang") == paper.language for run in runs(opened.slides))


def test_pictures_say_in_words_what_they_show(made):
    paper, opened = made
    described = [
        shape
        for slide in opened.slides
        for shape in slide.shapes
        if shape.has_chart or shape.has_table or hasattr(shape, "shapes")
    ]
    alternatives = {shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in described}
    assert all(alternatives)
    assert printable(paper.page_one.years.alternative) in alternatives


def test_a_hundred_squares(made):
    paper, opened = made
    (grid,) = (s for slide in opened.slides for s in slide.shapes if hasattr(s, "shapes"))
    years = paper.page_one.years
    squares = [shape for shape in grid.shapes if shape.name.startswith("Year ")]
    signal = [s for s in squares if s.fill.type == 1 and str(s.fill.fore_color.rgb) == "C53D0B"]
    assert len(squares) == 100
    assert len(signal) == years.beyond
    assert [s.name for s in grid.shapes if s.name == "Limit"] == ["Limit"]


def test_nothing_runs_over_its_box_or_the_slide(made):
    _, opened = made
    for slide in opened.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= opened.slide_width
            assert shape.top + shape.height <= opened.slide_height
            if shape.has_text_frame and shape.text_frame.text.strip():
                tall = estimate(shape.text_frame, Emu(shape.width).inches)
                assert Inches(tall) <= shape.height + SLACK, shape.text_frame.text
            if getattr(shape, "has_table", False) and shape.has_table:
                for row in shape.table.rows:
                    for cell, column in zip(row.cells, shape.table.columns, strict=True):
                        room = Emu(column.width - cell.margin_left - cell.margin_right).inches
                        assert Inches(estimate(cell.text_frame, room)) <= row.height + SLACK


def test_no_two_parts_of_a_slide_overlap(made):
    _, opened = made
    for slide in opened.slides:
        boxes = [
            shape
            for shape in slide.shapes
            if (shape.has_text_frame and shape.text_frame.text.strip())
            or shape.has_chart
            or getattr(shape, "has_table", False)
        ]
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                assert (
                    one.left + one.width <= other.left + SLACK
                    or other.left + other.width <= one.left + SLACK
                    or one.top + one.height <= other.top + SLACK
                    or other.top + other.height <= one.top + SLACK
                ), (slide.shapes.title.text, one.name, other.name)


def test_the_same_paper_gives_the_same_bytes(made):
    paper, _ = made
    first, second = deck.render(paper), deck.render(paper)
    assert first == second
    core = ZipFile(BytesIO(first)).read("docProps/core.xml").decode()
    assert core.count(f"{paper.head.data_as_of}T00:00:00Z") == 3


@pytest.mark.parametrize("text", HARD)
def test_any_text_is_carried(text):
    paper = odd_paper(text)
    opened = Presentation(BytesIO(deck.render(paper)))
    assert len(opened.slides) >= 4
    assert flat(plain(text))[:40] in said(opened)
