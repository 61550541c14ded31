"""A paper on the screen: whole, self-contained, in order, and safe with any text."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import html as lxml_html

from quarterdeck.papers import html
from quarterdeck.papers.palette import NAMES
from quarterdeck.papers.text import NBSP, printable, texts
from tests.papers.odd import odd_paper, odd_texts
from tests.papers.tarnbrook import document

COPIES = ("board", "management")


@pytest.fixture(scope="module", params=COPIES)
def paper(request):
    return document(request.param)


@pytest.fixture(scope="module")
def page(paper):
    return lxml_html.document_fromstring(html.render(paper))


def squeezed(text: str) -> str:
    return " ".join(text.replace(NBSP, " ").split())


def test_language_title_and_landmarks(paper, page):
    assert page.get("lang") == paper.language
    assert paper.title in page.findtext("head/title")
    assert len(page.findall(".//main")) == 1
    assert all(page.xpath(part) for part in ("//header", "//nav[@aria-label]", "//footer"))
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]


def test_one_first_heading_and_no_level_left_out(page):
    levels = [int(head.tag[1]) for head in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_single_and_every_link_arrives(page):
    ids = Counter(page.xpath("//@id"))
    assert max(ids.values()) == 1
    targets = [link[1:] for link in page.xpath("//@href") if link.startswith("#")]
    assert targets
    assert set(targets) <= set(ids)
    named = " ".join(page.xpath("//@aria-labelledby")).split()
    assert set(named) <= set(ids)


def test_nothing_comes_from_outside_and_nothing_runs(paper, page):
    text = html.render(paper)
    assert not page.xpath("//script | //link | //iframe | //img | //object")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", text)
    assert set(re.findall(r"url\((\w+:)", text)) == {"data:"}
    assert "@import" not in text


def test_every_word_of_the_paper_stands_on_the_page(paper, page):
    for style in page.xpath("//style"):
        style.drop_tree()
    shown = squeezed(page.text_content())
    drawn = {place for place, _ in texts(paper.page_one.years)}
    for part in (paper, paper.annexes, paper.notes):
        for place, text in texts(part):
            if place.removeprefix("page_one.years.") in drawn and "label" in place:
                assert squeezed(text).replace(" ", "") in shown.replace(" ", "")
            else:
                assert squeezed(text) in shown, place


def test_figures_keep_their_units(page):
    shown = page.text_content()
    assert f"$2.1{NBSP}million" in shown
    assert f"7{NBSP}of{NBSP}100{NBSP}years" in shown
    assert not re.search(r"\d million", shown)


def test_figures_open_to_their_notes_and_back(paper, page):
    opened = page.xpath("//a[starts-with(@class, 'opens')]")
    assert len(opened) >= len(paper.notes)
    back = set(page.xpath("//p[contains(@class, 'back')]/a/@href"))
    assert {f"#{link.get('id')}" for link in opened} == back
    note = page.get_element_by_id(opened[0].get("href")[1:])
    assert squeezed(note.findtext(".//h3")) == paper.notes[0].title


def test_tables_name_their_rows_and_columns(page):
    tables = page.xpath("//table")
    assert tables
    for table in tables:
        assert table.findtext("caption").strip() or table.find("caption").text_content()
        assert set(table.xpath("./thead//th/@scope")) == {"col"}
        assert all(row.xpath("./th/@scope") == ["row"] for row in table.xpath("./tbody/tr"))


def test_drawings_say_what_they_show_and_have_their_table(page):
    drawings = page.xpath("//*[@role='img']")
    assert len(drawings) == 6
    assert not page.xpath("//svg//*[@role or @aria-label or @aria-roledescription]")
    assert all(len(drawing.get("aria-label")) > 20 for drawing in drawings)
    assert len(page.xpath("//figure[@class='drawn']/details/table")) == 5
    sizes = {float(size.removesuffix("px")) for size in page.xpath("//svg//text/@font-size")}
    assert min(sizes) >= 12


def test_screen_colours_follow_the_reader(paper):
    body = html.render(paper).split("</style>")[1]
    assert "var(--signal)" in body
    assert not any(colour in body for colour in NAMES)


def test_same_paper_same_bytes(paper):
    assert html.render(paper) == html.render(paper)


def test_the_boards_copy_has_no_fixes():
    assert "steering server" not in html.render(document("board"))
    assert "steering server" in html.render(document("management"))


@given(odd_texts)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_stays_text(text):
    page = lxml_html.document_fromstring(html.render(odd_paper(text)))
    assert not page.xpath("//script | //img")
    headline = squeezed(printable(text)) or "Brief"
    assert headline == squeezed(page.findtext(".//h1"))
    assert len(page.xpath("//h1")) == 1


def test_as_a_part_of_a_page_it_says_the_same_without_styles(paper, page):
    part = lxml_html.fragment_fromstring(html.fragment(paper))
    assert part.get("class") == "paper"
    assert not part.xpath("//style | //script | //@style")
    assert not part.xpath(".//body | .//main")
    sheets = [squeezed(sheet.text_content()) for sheet in page.xpath("//article")]
    assert [squeezed(sheet.text_content()) for sheet in part.xpath("//article")] == sheets
    targets = {link[1:] for link in part.xpath("//@href")}
    assert targets - set(part.xpath("//@id")) <= {"main"}


def test_its_styles_reach_nothing_beyond_it():
    css = html.nested_css()
    assert css.startswith(".paper {")
    assert css.count("{") == css.count("}")
    assert not re.search(r"(?<![\w-])body\b|@page|:root", css)
