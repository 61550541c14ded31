"""Colours, levels and marks that stand for a risk."""

import re
from collections.abc import Iterator, Sequence

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
    )
)


def scores(read: Sequence[Sentence], words: Words) -> Iterator[Fault]:
    """Every colour, level or mark."""
    for sentence in read:
        for found in (found for form in FORMS for found in form.finditer(sentence.text)):
            start = sentence.start + found.start()
            yield Fault(
                start,
                start + len(found.group()),
                found.group(),
                Kind.SCORE,
                words.reasons[Kind.SCORE],
                words.offers[Kind.SCORE],
            )
