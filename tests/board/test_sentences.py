"""Every sentence of every state of the paper: plain, whole, and in good grammar."""

import re
from datetime import date

import pytest
from django.db import transaction

from quarterdeck.board.annexes import assumptions, fixes
from quarterdeck.board.brief import compose
from quarterdeck.board.checks import MOST_PAGES, too_long, wrong_words
from quarterdeck.board.services import prepare
from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.clients.models import Firm
from quarterdeck.data import examples
from quarterdeck.papers import html, pdf
from quarterdeck.papers.text import texts
from tests.board.variants import changed, rare, variants

DAY = date(2026, 11, 20)
MANY = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[2-9]|[1-9][0-9]+"
THING = (
    "year|day|week|hour|decision|supplier|system|plan|question|obligation|acceptance|incident|"
    "near miss|condition|step|service|cause|promise|assumption|duty|forecast"
)
THINGS = (
    "years|days|weeks|hours|decisions|suppliers|systems|plans|questions|obligations|acceptances|"
    "incidents|near misses|conditions|steps|services|causes|promises|assumptions|duties|forecasts"
)
FAULTS = {
    "two spaces": r"[ \u00a0]{2}",
    "space before a stop": r"\s[.,;:?]",
    "two stops": r"[.,;:?][.,;:]",
    "small letter after a full stop": r"[.?!][ \u00a0]+[a-z]",
    "many of a thing": rf"\b(?:{MANY})[ \u00a0](?:{THING})\b(?!-)",
    "one of things": rf"(?<![,.\d])\b(?:one|1)[ \u00a0](?:{THINGS})\b",
    "a word twice": r"\b(\w+)[ \u00a0]\1\b",
    "a value that is none": r"\bNone\b(?! of| listed)|\bnan\b|\binf\b|[{}]",
    "a float": r"\d\.\d{3,}",
    "lines": r"\n",
}
SENTENCES = re.compile(
    r"(text|rest|why|minutes|good_answer|weak_evidence|if_wrong|would_change|says|headline)(\.\d+)?$"
)
STARTS = re.compile(r"[A-Z0-9$€£“(−+]")
STOPS = tuple(".?!;")


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        firm = Firm.objects.create(name="Practice")
        with examples.folder("northmere") as folder:
            client = import_folder(folder, firm, "cli:tester").client
        brief = prepare(client, DAY, "cli:tester", lambda step: None)
        transaction.set_rollback(True)
    return brief


@pytest.fixture(scope="module")
def papers(sample):
    return {name: (brief, compose(brief, "management")) for name, brief in variants(sample).items()}


def plain(text):
    return text.replace("\u00a0", " ")


def printed(document):
    for part in (document, document.annexes, document.notes):
        yield from texts(part)


@pytest.mark.parametrize("fault", FAULTS)
def test_no_state_has_the_fault(papers, fault):
    found = {
        f"{name}: {text}"
        for name, (_, document) in papers.items()
        for _, text in printed(document)
        if re.search(FAULTS[fault], text)
    }
    assert not found


def test_every_sentence_is_whole(papers):
    found = set()
    for name, (_, document) in papers.items():
        for place, text in texts(document):
            ends = text.rstrip("”)").endswith(STOPS)
            if text.endswith((".", "?")) and not STARTS.match(text) and "rest" not in place:
                found.add(f"{name}, {place}: begins small: {text}")
            if SENTENCES.search(place) and not ends and "rows" not in place:
                found.add(f"{name}, {place}: does not end: {text}")
    assert not found


def test_every_sentence_is_plain(papers):
    found = {
        f"{name}: {obstacle.says}"
        for name, (brief, document) in papers.items()
        for obstacle in wrong_words(brief, document)
    }
    assert not found


def test_every_state_can_be_set(papers):
    for _, document in papers.values():
        assert "</html>" in html.render(document)


def test_a_heading_with_nothing_to_say_is_one_line(papers):
    _, document = papers["records nothing"]
    empty = [section for section in document.sections if not section.blocks]
    assert len(empty) >= 8
    assert all(section.side is None for section in empty)


@pytest.mark.parametrize("size", ["a4", "us-letter"])
def test_the_sample_takes_five_pages_and_no_more_words_than_it_may(sample, size):
    for brief in (sample, changed(sample, 9, {"world": 1, "business": 1, "actions": -4}, 7)):
        document = compose(brief)
        assert pdf.body_pages(document, size) <= MOST_PAGES
        assert not list(too_long(document))


@pytest.mark.parametrize("copy", ["board", "management"])
def test_a_most_likely_value_outside_its_range_is_told(papers, copy):
    brief, _ = papers["found odd guesses"]
    said = " ".join(text for _, text in texts(compose(brief, copy).annexes))
    assert "The most likely figure given, $9 billion, lies outside the range" in plain(said)


def test_every_range_of_an_assumption_stands_on_the_papers_base(sample):
    brief = rare(sample)
    assert brief.base == 1000
    rows = [plain(text) for _, text in texts(assumptions(brief).blocks)]
    assert any("in 1,000 " in row for row in rows)
    assert not [row for row in rows if "in 100 years" in row or "in 100 such" in row]


def test_managements_fixes_name_what_they_touch_in_words(sample):
    rows = [plain(text) for _, text in texts(fixes(sample).blocks)]
    keys = {row.system for row in sample.found.ranking if row.system != row.system_name}
    wordlike = re.compile("|".join(rf"\b{re.escape(key)}\b" for key in keys if "-" in key))
    assert not [row for row in rows if wordlike.search(row) or "%" in row]
    assert any(" in 100 of " in row for row in rows)
