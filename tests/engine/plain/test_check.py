"""What passes and what fails, rule by rule, and what holds for any text."""

import re
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from re import _parser  # type: ignore[attr-defined]

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.data.plain import words
from quarterdeck.engine import plain
from quarterdeck.engine.plain import Fault, Kind, check
from quarterdeck.engine.plain.reading import TOKEN
from quarterdeck.engine.plain.stacks import ABSTRACT, ACTION
from quarterdeck.papers.text import sentences, texts
from tests.engine.plain import labelled
from tests.papers import tarnbrook

WORDS = words()


def kinds(text: str, allow: tuple[str, ...] = ()) -> list[str]:
    return [str(fault.kind) for fault in check(text, WORDS, allow)]


def test_an_expansion_is_no_explanation():
    assert kinds("Our PMO (project management office) works.") == ["acronym"]
    assert "acronym" in kinds("Our SIEM (security information and event management) works.")
    assert kinds("Our SIEM (a system that watches our logs for signs of a break-in) works.") == []
    assert kinds("We run a system that watches our logs for signs of a break-in (SIEM).") == []
    assert "acronym" in kinds("We run security information and event management (SIEM).")


def test_an_expansion_may_stand_beside_an_explanation():
    text = "Our WAF (web application firewall, a filter in front of our website) works."
    assert kinds(text) == []


def test_a_word_passes_once_it_has_been_explained():
    explained = "MFA, a second proof of identity at sign-in, is cheap."
    assert kinds(f"{explained} MFA is everywhere.") == []
    assert kinds(f"MFA is everywhere. {explained}") == ["acronym"]


def test_an_explanation_must_itself_be_plain():
    assert "acronym" in kinds("Our XDR, which ingests telemetry from the endpoints, works.")


@pytest.mark.parametrize(
    "text",
    [
        "SIEM (see the page after next) works.",
        "SIEM (due by 1 March) works.",
        "SIEM, which 40 of 60 sites have, works.",
        "SIEM, the new door and the fence are paid for.",
        "We pay for this project (SIEM).",
    ],
)
def test_an_aside_is_no_explanation(text):
    assert kinds(text) == ["acronym"]


def test_names_of_the_client_pass():
    assert kinds("The ORBIT service stopped for two hours in May.") == ["acronym"]
    assert kinds("The ORBIT service stopped for two hours in May.", ("ORBIT",)) == []
    assert kinds("ORBITAL and ORBIT", ("ORBIT",)) == []


def test_a_fault_names_words_reason_and_offer():
    (fault,) = check("We have a 1 in 14 chance of a loss each year.", WORDS)
    assert fault == Fault(10, 17, "1 in 14", Kind.ODDS, WORDS.reasons[Kind.ODDS], "7 in 100")


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("1 in 14", "7 in 100"),
        ("one in eight", "13 in 100"),
        ("1-in-200-year", "5 in 1,000 years"),
        ("once in 50 years", "2 in 100 years"),
        ("one in a hundred and fifty", "7 in 1,000"),
        ("once in a generation", "3 in 100 years"),
        ("1 in 5,000", "fewer than 1 in 1,000"),
    ],
)
def test_odds_are_offered_on_a_base(said, offered):
    assert [f.offer for f in check(f"The chance is {said}.", WORDS) if f.kind is Kind.ODDS] == [
        offered
    ]


@pytest.mark.parametrize(
    "text",
    [
        "fewer than 1 in 100 years",
        "1 in 1,000 years",
        "one in three weeks",
        "We lost four laptops in 2025 and one in 2026.",
        "one office in three countries",
        "The loss is $5 million.",
        "Data as of 20 November 2026",
        "Page 3 of 7",
        "Version 3",
        "The depot opens on 1 May.",
        "Q3",
        "DATA AS OF NOVEMBER",
        "This is NOT covered.",
        "Louis XIV",
        "J. P. Morgan lent us $4 million.",
        "",
        "…",
    ],
)
def test_passes(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SIEMs", "acronym"),
        ("OUR SOC AND OUR WAF", "acronym"),
        ("Threat Actors", "trade"),
        ("a zero‑day", "trade"),
        ("threat\nactor", "trade"),
        ("threat\N{NO-BREAK SPACE}actor", "trade"),
        ("Supplier risk management improvement", "stack"),
    ],
)
def test_fails(text, kind):
    assert kind in kinds(text)


def test_words_parted_by_a_stop_are_no_term():
    assert kinds("We see the threat. Actors play it.") == []
    assert kinds("Of attack, surface and depth we say nothing.") == []


def test_a_consequence_in_the_next_sentence_excuses_a_count():
    assert kinds("We blocked 1.2 million attacks.") == ["measure"]
    assert kinds("We blocked 1.2 million attacks. Two got through and cost us $40,000.") == []


@pytest.mark.parametrize("copy", ["board", "management"])
def test_the_invented_paper_passes(copy):
    paper = tarnbrook.document(copy)
    for part in (paper, paper.annexes, paper.notes):
        for said in (*sentences(part), *texts(part)):
            assert [(said.place, fault) for fault in check(said.text, WORDS)] == []


@pytest.mark.parametrize("kind", Kind)
def test_reasons_and_offers_of_a_kind_pass(kind):
    assert kinds(WORDS.offers[kind]) == []
    assert WORDS.reasons[kind].endswith(".")


def test_every_offer_passes():
    failing = {t.offer: kinds(t.offer) for t in WORDS.terms if kinds(t.offer)}
    assert failing == {}


def test_every_term_is_found_where_it_stands():
    excused = {"number", "odds", "date", "consequence"}
    assert {term.unless for term in WORDS.terms} <= excused | {""}
    lost = [t.term for t in WORDS.terms if not _caught(t.term)]
    assert lost == []


def _caught(term: str) -> bool:
    return any(fault.start <= 4 < fault.end for fault in check(f"The {term}", WORDS))


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("We bought SIEM.", "We bought a system that watches our logs for signs of a break-in."),
        ("Our SIEM works.", "Our system that watches our logs for signs of a break-in works."),
        ("An SBOM is due.", "a list of the parts inside a program"),
        ("The vulnerabilities are closed.", "The weaknesses are closed."),
        ("Two systems are unpatched.", "Two systems are not yet repaired."),
        ("Data was exfiltrated.", "Data was copied out."),
        ("A threat actor got in.", "an attacker"),
        ("Residual risk is $2 million a year.", "what remains after our safeguards is"),
        ("Okta was down.", "the list of who may sign in to what was down."),
        ("The AAL is $1 million.", "The loss in an average year is $1 million."),
        ("Supplier risk assessment is due.", "assessment of supplier risk is due."),
    ],
)
def test_an_offer_stands_in_the_place_of_its_words(text, mended):
    (fault,) = check(text, WORDS)
    offered = text[: fault.start] + fault.offer + text[fault.end :]
    assert mended in offered
    assert kinds(offered) == []


texts_of_any_kind = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from([s.text for s in labelled.sentences()]), max_size=4).map(" ".join),
    st.lists(
        st.sampled_from(
            [*"()|.,;:\n-–—“”'$%&/ 1", "1,2", "1 in ", "SIEM", "in 100", "a", "The", "of", "odds"]
        ),
        max_size=40,
    ).map("".join),
)


@settings(deadline=None)
@given(texts_of_any_kind)
def test_any_text_has_its_faults_in_place(text):
    faults = check(text, WORDS)
    for fault in faults:
        assert 0 <= fault.start < fault.end <= len(text)
        assert fault.words == text[fault.start : fault.end]
        assert fault.why
        assert fault.offer
    assert list(faults) == sorted(faults)
    assert faults == check(text, WORDS)


@settings(deadline=None)
@given(texts_of_any_kind)
def test_what_is_allowed_whole_has_no_fault(text):
    assert check(text, WORDS, (text,)) == ()


@settings(deadline=None)
@given(st.lists(st.sampled_from(labelled.sentences()), min_size=1, max_size=3))
def test_paragraphs_have_the_faults_of_their_own_sentences(chosen):
    text = "\n\n".join(sentence.text for sentence in chosen)
    alone = {fault.words for s in chosen for fault in check(s.text, WORDS)}
    assert {fault.words for fault in check(text, WORDS)} <= alone


@pytest.mark.parametrize(
    "piece",
    [
        *("SIEM ", "1 in ", "((((", "SIEM (", "a ", "risk management ", "\n", ". ", "12 "),
        *("12 alerts ", "odds of ", "fell by ", "“(", "$1 ", "a-", "threat ", "potentially "),
    ],
)
def test_work_grows_with_length_and_no_faster(piece):
    """Counted in calls and in characters that patterns are given, not by a clock."""
    small, large = (_work(piece * (size // len(piece))) for size in (4_000, 16_000))
    assert large <= 5 * small


def _work(text: str) -> int:
    calls = 0

    def count(frame: object, event: str, arg: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        check(text, WORDS)
    finally:
        sys.setprofile(None)
    return calls


def test_patterns_repeat_no_repeat_without_a_mark_between():
    """Such a pattern can take time without bound on a text made for it."""
    patterns = _all_patterns()
    assert len(patterns) > 20
    assert [p.pattern for p in patterns if _runs_wild(_parser.parse(p.pattern, p.flags))] == []
    assert _runs_wild(_parser.parse(r"(?:a+|b)*c"))


def test_patterns_that_search_do_not_begin_with_a_repeat():
    """Such a pattern is tried again at each place of a long run: 11111… took minutes once."""
    begin = {p for p in _all_patterns() if _begins_endless(_parser.parse(p.pattern, p.flags))}
    takes_all_it_meets, match_one_word = {TOKEN}, {ABSTRACT, ACTION}
    assert begin == takes_all_it_meets | match_one_word
    assert _begins_endless(_parser.parse(r"a|(?:\d+%)"))


def _begins_endless(parsed) -> bool:
    code, argument = parsed[0]
    if _is_endless(code, argument):
        return True
    return str(code) in ("BRANCH", "SUBPATTERN", "MAX_REPEAT", "MIN_REPEAT") and any(
        _begins_endless(part) for part in _parts(argument) if len(part)
    )


def _all_patterns() -> list[re.Pattern[str]]:
    modules = [
        import_module(f"{plain.__name__}.{module.name}") for module in iter_modules(plain.__path__)
    ]
    return [p for module in modules for p in _patterns(vars(module).values())]


def _patterns(values: Iterable[object]) -> Iterator[re.Pattern[str]]:
    for value in values:
        if isinstance(value, re.Pattern):
            yield value
        elif isinstance(value, tuple):
            yield from _patterns(value)


def _runs_wild(parsed) -> bool:
    """Whether an endless repeat holds an endless repeat and no fixed character beside it."""
    for code, argument in parsed:
        parts = list(_parts(argument))
        if _is_endless(code, argument) and any(_holds_endless(p) and not _fixed(p) for p in parts):
            return True
        if any(_runs_wild(part) for part in parts):
            return True
    return False


def _holds_endless(parsed) -> bool:
    return any(
        _is_endless(code, argument) or any(_holds_endless(part) for part in _parts(argument))
        for code, argument in parsed
    )


def _is_endless(code, argument) -> bool:
    return str(code) in ("MAX_REPEAT", "MIN_REPEAT") and argument[1] is _parser.MAXREPEAT


def _fixed(parsed) -> bool:
    return any(str(code) in ("LITERAL", "IN", "NOT_LITERAL") for code, _ in parsed)


def _parts(argument) -> Iterator[_parser.SubPattern]:
    """The patterns within a parsed group, repeat or choice."""
    if isinstance(argument, _parser.SubPattern):
        yield argument
    elif isinstance(argument, tuple | list):
        for item in argument:
            yield from _parts(item)
