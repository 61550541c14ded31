"""Faults that have a form rather than a word: marks for risks, levels for chances, hedges."""

import re
from collections.abc import Iterator, Sequence

from quarterdeck.engine.plain.contexts import excused
from quarterdeck.engine.plain.faults import Fault, Kind
from quarterdeck.engine.plain.reading import Sentence
from quarterdeck.engine.plain.words import Excuse, Words

COLOUR = r"(?:red|green|yellow|orange)"
STATE = (
    r"(?:status|rated|rating|marked|scored|flagged|shown|turn(?:s|ed)|remains?|stay(?:s|ed)|is|are|"
    r"was|were|at|to|from|now|as|went)"
)
CLAUSE_END = (
    r"(?=\s?(?:[.,;:)]|$|(?:and|to|for|in|on|at|with|this|but|from|by|since|last|or|again|because|"
    r"after)\b))"
)
RATED = r"(?:rated|graded|assessed as|classed as|scored as|defined as|assessed to be)"
GRADE = (
    r"(?:critical|high|medium|moderate|low|severe|satisfactory|weak|strong|fair|good|poor|managed|"
    r"defined|optimi[sz]ed|mature|basic|advanced)"
)
LEVEL = r"level (?:[1-5]|one|two|three|four|five)\b"
MARKS = (
    rf"\b{STATE} {COLOUR}\b{CLAUSE_END}",
    rf"\b{COLOUR} (?:status|rating|rated|risks?|items?|areas?|zone)\b|\b{COLOUR}[- ]rated\b",
    r"\b(?:reds|ambers)\b",
    r"\b(?:scores?|scored|rating|grade)\b[^.;]{0,40}?\b\d+(?:\.\d+)?",
    r"\b(?:rating|grade) (?:is|was|of) (?:an? )?[A-D](?:\b|[+-])",
    r"\bfrom an? [A-F][+-]? to an? [A-F]\b",
    r"\bindex of [a-z]+ (?:is|was|stands|rose|fell)\b",
    r"\b\d+\.\d+ out of \d+\b|\b\d+ out of (?:5|10|100)\b(?!\s(?:of|our|the|[a-z]+s)\b)",
    r"\b\d+(?:\.\d+)?/(?:5|10|100)\b",
    rf"\b(?:at|reach(?:ed)?|to|from|for|achieved|maturity|tier|target(?:s|ing)?) "
    rf"(?:maturity )?{LEVEL}",
    r"\b(?:stage|phase|tier|level) \d of (?:the|our) (?:maturity|security|resilience|journey)\b",
    rf"\b{RATED} (?:[a-z]+ )?{GRADE}\b",
    rf"\b(?:risks?|impact|severity|likelihood|priority|rating):? (?:high|medium|low|critical)"
    rf"{CLAUSE_END}",
)
CHANCE = r"(?:risks?|danger|threat|chances?|likelihood|probability|odds|prospects?|possibility)"
SIZE = (
    r"(?:low|high|small|slim|slight|medium|moderate|limited|negligible|minimal|considerable|"
    r"significant|elevated|substantial|reasonable|real|fair|strong|remote|little|distinct|serious)"
)
LEVELS = (
    rf"\b{CHANCE}\b[^.;,]{{0,40}}?\b(?:is|are|remains?|stays?|was|were|seems?) "
    rf"(?:(?:now|still|very|quite|rather|fairly) )?{SIZE}\b",
    r"\b50[/-]50\b",
    rf"\b{SIZE}[- ](?:likelihood|probability|chance|prospect|possibility)\b",
    rf"\b(?:an?|some|no|the) {SIZE} risk (?:of|that)\b",
)
DOING = r"(?:work|works|efforts?|discussions|talks|activit(?:y|ies)|initiatives?|actions?|plans?)"
HEDGES = (
    rf"\b{DOING} (?:is|are|continues?|remains?) (?:to be )?(?:ongoing|continuing|continued|"
    r"under way|progressing|advancing|proceeding|planned|in hand|in place|made|taken)\b",
    rf"\b{DOING} (?:to [a-z]+ [^.;,]{{0,40}} )?continues?\b",
    r"\b(?:is|are) (?:progressing|advancing|proceeding|developing) (?:as|well|to|in line)\b",
    r"\b(?:improvements?|progress|enhancements?|strides|headway) (?:has|have|is|are|was|were) "
    r"(?:been |being )?(?:made|achieved|seen|identified|delivered)\b",
    r"\b(?:landscape|environment|situation|picture|outlook) (?:remains?|is|continues to be) "
    r"(?:[a-z]+ )?(?:challenging|complex|stable|dynamic|difficult|demanding|positive)\b",
    r"\bdo(?:es)? not (?:pose|present|represent|give) (?:a |any |undue |cause for )?"
    r"(?:significant |material |serious |major )?(?:concerns?|problems?|issues?|risks?)\b",
    r"\bwe (?:believe|feel|think|consider|trust) (?:that )?[^.;,]{0,40}?\b(?:adequate|sufficient|"
    r"appropriate|reasonable|sound|strong|good|effective|secure|safe|manageable)\b",
    r"\bwith some (?:delays?|exceptions|gaps|limitations)\b",
    r"\b(?:raise|increase|improve|strengthen|enhance) (?:the|our) (?:overall )?(?:level of "
    r"|state of )?(?:protection|security|resilience|awareness|defences)\b",
)


def _compiled(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form, re.I) for form in forms)


FORMS: tuple[tuple[Kind, Excuse, tuple[re.Pattern[str], ...]], ...] = (
    (Kind.SCORE, "", _compiled(*MARKS)),
    (Kind.LIKELIHOOD, "odds", _compiled(*LEVELS)),
    (Kind.HEDGE, "date", _compiled(*HEDGES)),
)


def patterns(read: Sequence[Sentence], words: Words) -> Iterator[Fault]:
    """Every form that its sentence does not excuse."""
    for sentence in read:
        for kind, excuse, forms in FORMS:
            for found in (found for form in forms for found in form.finditer(sentence.text)):
                if not excused(sentence.text, excuse):
                    start, end = (sentence.start + at for at in found.span())
                    reason, offer = words.reasons[kind], words.offers[kind]
                    yield Fault(start, end, found.group(), kind, reason, offer)
