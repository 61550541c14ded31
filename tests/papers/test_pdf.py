"""A paper on paper: tagged, titled, one page for page one, and safe with any text."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings

from quarterdeck.papers import pdf
from quarterdeck.papers.text import words
from tests.papers.odd import odd_paper, odd_texts
from tests.papers.tarnbrook import document

SIZES = {"a4": (595, 842), "us-letter": (612, 792)}
KINDS = [(copy, size) for copy in ("board", "management") for size in SIZES]


@pytest.fixture(scope="module", params=KINDS, ids="-".join)
def set_paper(request):
    copy, size = request.param
    return document(copy), size, pikepdf.open(BytesIO(pdf.render(document(copy), size)))


def tags(part, kind):
    """Every structure element of `kind` below `part`, in order."""
    if isinstance(part, pikepdf.Array):
        return [found for item in part for found in tags(item, kind)]
    if not isinstance(part, pikepdf.Dictionary):
        return []
    own = [part] if part.get("/S") == kind else []
    return own + (tags(part.K, kind) if "/K" in part else [])


def outline(opened):
    with opened.open_outline() as found:
        stack = list(found.root)
        titles = []
        while stack:
            item = stack.pop(0)
            titles.append(item.title)
            stack = list(item.children) + stack
    return titles


def test_tagged_with_language_and_title(set_paper):
    paper, _, opened = set_paper
    root = opened.Root
    assert root.MarkInfo.Marked
    assert "/StructTreeRoot" in root
    assert str(root.Lang) == paper.language
    assert root.ViewerPreferences.DisplayDocTitle
    with opened.open_metadata() as found:
        assert found["pdfuaid:part"] == "1"
        assert paper.title in found["dc:title"]
    assert all(page.get("/Tabs") == "/S" for page in opened.pages if "/Annots" in page)


def test_pages_are_of_their_paper(set_paper):
    _, size, opened = set_paper
    for page in opened.pages:
        assert [round(float(side)) for side in page.MediaBox[2:]] == list(SIZES[size])


def test_drawings_have_words(set_paper):
    _, _, opened = set_paper
    figures = tags(opened.Root.StructTreeRoot, "/Figure")
    assert len(figures) == 6
    assert all(len(str(figure.Alt)) > 20 for figure in figures)


def test_tables_have_heads(set_paper):
    _, _, opened = set_paper
    tables = tags(opened.Root.StructTreeRoot, "/Table")
    assert len(tables) >= 9
    assert all(tags(table, "/TH") for table in tables)


def test_headings_in_order_and_in_the_bookmarks(set_paper):
    paper, _, opened = set_paper
    tree = opened.Root.StructTreeRoot
    assert len(tags(tree, "/H1")) == 1
    assert len(tags(tree, "/H2")) > len(paper.sections)
    titles = [title.replace("\N{NO-BREAK SPACE}", " ") for title in outline(opened)]
    wanted = [paper.page_one.headline, *(part.title for part in paper.sections + paper.annexes)]
    assert [title for title in titles if title in wanted] == wanted


def test_figures_link_to_their_notes(set_paper):
    _, _, opened = set_paper
    links = [
        note for page in opened.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"
    ]
    assert len(links) > 10
    assert len(tags(opened.Root.StructTreeRoot, "/Link")) > 10
    assert not any("/URI" in str(link.get("/A", "")) for link in links)


def test_page_one_is_one_page(set_paper):
    paper, _, opened = set_paper
    assert first_page_of(opened, paper.sections[0].title) == 1


def test_the_body_ends_where_the_annexes_begin(set_paper):
    paper, size, opened = set_paper
    assert pdf.body_pages(paper, size) == first_page_of(opened, paper.annexes[0].title)


def first_page_of(opened, title):
    """Index of the page a bookmark leads to."""
    with opened.open_outline() as found:
        stack = list(found.root)
        while stack:
            item = stack.pop(0)
            if item.title.replace("\N{NO-BREAK SPACE}", " ") == title:
                target = item.destination or item.action.D
                target = target if isinstance(target, pikepdf.Array) else named(opened, target)
                return [page.objgen for page in opened.pages].index(target[0].objgen)
            stack = list(item.children) + stack
    raise AssertionError(f"no bookmark {title}")


def named(opened, name):
    found = pikepdf.NameTree(opened.Root.Names.Dests)[str(name)]
    return found.D if isinstance(found, pikepdf.Dictionary) else found


@pytest.mark.parametrize("size", SIZES)
def test_page_one_of_400_words_is_one_page(size):
    paper = document()
    page = paper.page_one
    filler = " It would stop the work of two depots for a day or longer, and people would wait."
    number = 0
    while words(page) < 385:
        place = number % 4
        longer = replace(page.verdicts[place], rest=(*as_spans(page.verdicts[place].rest), filler))
        page = replace(page, verdicts=(*page.verdicts[:place], longer, *page.verdicts[place + 1 :]))
        number += 1
    assert words(page) <= 402
    opened = pikepdf.open(BytesIO(pdf.render(replace(paper, page_one=page), size)))
    assert first_page_of(opened, paper.sections[0].title) == 1


def as_spans(text):
    return (text,) if isinstance(text, str) else text


def test_text_reads_in_order():
    opened = pikepdf.open(BytesIO(pdf.render(document())))
    titles = [str(title).replace("\N{NO-BREAK SPACE}", " ") for title in outline(opened)]
    page = document().page_one
    questions = [verdict.question for verdict in page.verdicts]
    wanted = [page.headline, *questions, page.years.title, page.asks.title, page.change.title]
    assert titles[: len(wanted)] == wanted


def test_same_paper_same_bytes():
    assert pdf.render(document()) == pdf.render(document())


@given(odd_texts)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_set(text):
    opened = pikepdf.open(BytesIO(pdf.render(odd_paper(text), "us-letter")))
    assert opened.Root.MarkInfo.Marked
