"""Colours, levels and marks that stand for a risk, and levels that stand for a chance."""

import re
from collections.abc import Iterator, Sequence

from quarterdeck.engine.plain.contexts import ODDS
from quarterdeck.engine.plain.faults import Fault, Kind
from quarterdeck.engine.plain.reading import Sentence
from quarterdeck.engine.plain.words import Words

COLOUR = r"(?:red|green|yellow|orange)"
LEVEL = r"(?:[1-5]|one|two|three|four|five)\b"
FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"\b(?:status|rated|rating|marked|scored|flagged|shown|turn(?:s|ed)|remains?|stay(?:s|ed)|"
        rf"is|are|was|were|at|to|from|now|as|went) {COLOUR}\b"
        r"(?=\s?(?:[.,;:)]|$|(?:and|to|for|in|on|at|"
        rf"with|this|but|from|by|since|last|or|again|because|after)\b))",
        rf"\b{COLOUR} (?:status|rating|rated|risks?|items?|areas?|zone)\b|\b{COLOUR}[- ]rated\b",
        r"\b(?:scores?|scored|rating|grade)\b[^.;]{0,40}?\b\d+(?:\.\d+)?",
        r"\b\d+\.\d+ out of \d+\b|\b\d+ out of (?:5|10|100)\b(?!\s(?:of|our|the|[a-z]+s)\b)"
        r"|\b\d+(?:\.\d+)?/(?:5|10|100)\b",
        rf"\b(?:at|reach(?:ed)?|to|from|achieved|maturity|tier) (?:maturity )?level {LEVEL}",
        r"\b(?:rated|graded|assessed as|classed as|scored as) (?:[a-z]+ )?"
        r"(?:critical|high|medium|moderate|low|severe|satisfactory|weak|strong|fair|good|poor)\b",
        r"\b(?:reds|ambers)\b|\b(?:rating|grade) (?:is|was|of) (?:an? )?[A-D](?:\b|[+-])",
        rf"\b(?:for|aim(?:s|ing)? (?:at|for)|target(?:s|ing)?) level {LEVEL}",
        r"\b(?:risks?|impact|severity|likelihood|priority|rating):? (?:high|medium|low|critical)"
        r"(?=\s?(?:[.,;:)]|$))",
    )
)

LEVEL_OF_CHANCE = re.compile(
    r"\b(?:risk|chance|likelihood|probability|odds)\b[^.;,]{0,40}?\b(?:is|are|remains?|stays?|was|"
    r"were|seems?) (?:(?:now|still|very|quite|rather|fairly) )?(?:low|high|small|slim|slight|"
    r"medium|moderate|limited|negligible|minimal|considerable|significant|elevated)\b"
    r"|\b50[/-]50\b",
    re.I,
)


def scores(read: Sequence[Sentence], words: Words) -> Iterator[Fault]:
    """Every colour, level or mark; a level of a chance passes beside its odds."""
    for sentence in read:
        for form in FORMS:
            for found in form.finditer(sentence.text):
                yield _fault(found, sentence, Kind.SCORE, words)
        if not ODDS.search(sentence.text):
            for found in LEVEL_OF_CHANCE.finditer(sentence.text):
                yield _fault(found, sentence, Kind.LIKELIHOOD, words)


def _fault(found: re.Match[str], sentence: Sentence, kind: Kind, words: Words) -> Fault:
    start, end = (sentence.start + at for at in found.span())
    return Fault(start, end, found.group(), kind, words.reasons[kind], words.offers[kind])
