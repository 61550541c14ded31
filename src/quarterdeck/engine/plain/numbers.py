"""Numbers that cannot be judged: without unit, without period, or a change without its ends."""

import re
from collections.abc import Iterator, Sequence

from quarterdeck.engine.plain.contexts import MONEY, ODDS, ONE_EVENT, PERIOD
from quarterdeck.engine.plain.faults import Fault, Kind
from quarterdeck.engine.plain.reading import Sentence
from quarterdeck.engine.plain.words import Words

NUM = r"\b\d{1,15}(?:[.,]\d{1,15}){0,5}"
SHARE = rf"{NUM}\s?(?:%|per\s?cent\b|percent\b)"
ABOUT = r"(?:(?:now|still|currently|again|only|just|about|around|roughly|some|nearly|over)\s)"
STANDS = (
    r"(?:is|are|was|stands?|stood|rose|fell|dropped|increased|decreased|improved|climbed|grew|went|"
    r"moved|declined|averages?|averaged|reached|down|up|takes?|took|costs?|needs?|needed|lasts?|lasted)"
)
AFTERWARDS = r"(?:and|since|over|this|last|on|in|(?:per|an?)\s(?:year|quarter|month|week|day))"
UNITLESS = re.compile(
    r"(?<!\bhe )(?<!\bshe )"
    rf"\b{STANDS}\s{ABOUT}{{0,2}}(?:(?:from|by|at|to)\s{ABOUT}?)?(?P<first>{NUM})"
    rf"(?:\sto\s{NUM})?(?=\s?(?:[,;:!?)]|\.(?:\s|$)|$|{AFTERWARDS}\b))",
    re.I,
)
HAS_BASE = re.compile(
    r"\b(?:limits?|range|number of|count of|how many|headcount|age|score|maturity|years?)\b", re.I
)
CALENDAR_YEAR = re.compile(r"(?:19|20)\d\d")
RELATIVE = re.compile(
    rf"\b(?:reduc\w+|cuts?|fell|fallen|drop\w*|down|up|rose|risen|increas\w+|improv\w+|lower\w*|"
    rf"grew|grown|declin\w+|shr[aiu]nk|by)\s(?:\w+\s){{0,4}}?{SHARE}"
    rf"|\b{NUM}\stimes\s(?:as\s)?(?:better|safer|faster|higher|lower|more|less|fewer)\b"
    rf"|{SHARE}\s(?:(?:of a|an?)\s)?(?:lower|higher|faster|slower|fewer|less|more|better|worse|"
    rf"safer|reduction|increase|decrease|improvement|drop|rise|cut)\b",
    re.I,
)
MULTIPLE = re.compile(r"\b(?:halved|halves|doubled|tripled|trebled|quadrupled|tenfold)\b", re.I)
RISKY = re.compile(r"\b(?:risks?|exposure|chances?|likelihood|threats?|attacks?|safer)\b", re.I)
ENDS = re.compile(rf"\bfrom\b[^.;]{{1,40}}\bto\s(?:\w+\s)?[$€£]?{NUM}|\bto\s[$€£]?{NUM}")
HAPPENED = re.compile(
    rf"\b(?:had|saw|suffered|recorded|reported|faced|experienced|were|logged)\s{ABOUT}?{NUM}\s"
    rf"(?:[a-z-]+\s){{0,2}}?(?P<thing>(?:near )?[a-z-]+s)(?!\s[a-z-]+s)\b",
    re.I,
)
EXPECTED = re.compile(
    rf"\b(?:expect(?:s|ed)?|average|on average|typically|usually|budget for|lose about)\b"
    rf"[^.;]{{0,40}}?[$€£]\s?{NUM}(?:\s(?:million|billion|thousand))?",
    re.I,
)
CHANCE = re.compile(
    rf"{SHARE}\s(?:chance|probability|likelihood|risk)\b"
    rf"|\b(?:chance|probability|likelihood)\b[^.;]{{0,40}}?(?:of|is|at|to)\s{ABOUT}?{SHARE}",
    re.I,
)
OFFERS = {
    "unit": "say what is counted: days, people, dollars, years in 100",
    "ends": "say from what to what, as in “from 9 to 7 in 100 years”",
    "period": "say over what time, as in “in a year” or “since 10 September”",
}


def unjudged_numbers(read: Sequence[Sentence], words: Words) -> Iterator[Fault]:
    """Every number that lacks its unit, its period or, being a change, its two ends."""
    for sentence in read:
        for found, lack in (
            *_changes(sentence, words),
            *_bare(sentence),
            *_timeless(sentence, words),
        ):
            start, end = found.span()
            yield Fault(
                sentence.start + start,
                sentence.start + end,
                found.group(),
                Kind.NUMBER,
                words.reasons[Kind.NUMBER],
                OFFERS[lack],
            )


Lacking = Iterator[tuple[re.Match[str], str]]


def _changes(sentence: Sentence, words: Words) -> Lacking:
    text = sentence.text
    if MONEY.search(text) or ODDS.search(text) or ENDS.search(text):
        return
    if any(words.holds("business", token.text) for token in sentence.tokens):
        return
    for found in RELATIVE.finditer(text):
        yield found, "ends"
    if RISKY.search(text):
        for found in MULTIPLE.finditer(text):
            yield found, "ends"


def _bare(sentence: Sentence) -> Lacking:
    if ODDS.search(sentence.text) or HAS_BASE.search(sentence.text):
        return
    for found in UNITLESS.finditer(sentence.text):
        if not CALENDAR_YEAR.fullmatch(found["first"]):
            yield found, "unit"


def _timeless(sentence: Sentence, words: Words) -> Lacking:
    if not sentence.whole or PERIOD.search(sentence.text):
        return
    for found in HAPPENED.finditer(sentence.text):
        if words.holds("happening", found["thing"].split()[-1]):
            yield found, "period"
    for found in CHANCE.finditer(sentence.text):
        yield found, "period"
    if not ONE_EVENT.search(sentence.text):
        for found in EXPECTED.finditer(sentence.text):
            yield found, "period"
