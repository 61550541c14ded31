"""Odds of the form "1 in X", in figures or words; years in 100 are offered instead.

Why: readers over-rate and mis-order them (Sirota et al. 2018, doi 10.1177/0272989X18814256).
"""

import re
from collections.abc import Iterator, Sequence

from quarterdeck.engine.plain.faults import Fault, Kind
from quarterdeck.engine.plain.numerals import ONES, TENS, VALUES, value
from quarterdeck.engine.plain.reading import Sentence
from quarterdeck.engine.plain.words import Words
from quarterdeck.engine.wording.figures import round_whole

N = rf"(?P<n>\d[\d,]*|{'|'.join(VALUES)})"
MORE = rf"(?P<more> and (?:{'|'.join((*ONES, *TENS))})\b)?"
YEARS = r"(?:[ -](?P<year>years?)\b)?(?!\s(?:minutes|hours|days|weeks|months)\b)"
VERB = (
    r"(?:will|would|is|are|was|has|have|had|can|could|may|does|"
    r"loses?|lost|pays?|paid|fails?|[a-z]+ed)"
)
FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"\b(?:1|one)(?P<dash>[ -])in[ -](?:a[ -])?{N}\b(?![.,]\d){MORE}{YEARS}(?!\sof\b)",
        rf"\bonce[ -](?:in|every)[ -](?:an?[ -])?{N}\b{YEARS}",
        rf"\b(?:about|around|roughly) every {N} (?P<year>years)\b",
        r"\bonce an? (?P<n>century|generation|decade|lifetime)\b",
        rf"\b(?:1|one)\s(?P<year>year|[a-z]+)\sin\s{N}(?=\s?(?:[.,;:)]|$)|\s{VERB}\b)",
        rf"\bodds\b[^.;]{{0,40}}?\b{N}[ -]to[ -](?:1|one)\b",
    )
)
BASES = (100, 1000)


def one_in_x(read: Sequence[Sentence], words: Words) -> Iterator[Fault]:
    """Every "1 in X" whose X is no base of a page."""
    for sentence in read:
        for found in (found for form in FORMS for found in form.finditer(sentence.text)):
            given = found.groupdict()
            x = value(found["n"])
            if x < 2 or (1900 <= x < 2100 and not given.get("year")):
                continue
            if more := given.get("more"):
                x += value(more.split()[-1])
            if given.get("dash") == " " and x in BASES:
                continue
            start = sentence.start + found.start()
            in_years = bool(re.search(r"year|once", found.group(), re.I))
            yield Fault(
                start,
                start + len(found.group()),
                found.group(),
                Kind.ODDS,
                words.reasons[Kind.ODDS],
                _on_base(x) + (" years" if in_years else ""),
            )


def _on_base(x: int) -> str:
    base = BASES[0] if x <= BASES[0] else BASES[1]
    count = round_whole(base / x)
    return f"{count or 'fewer than 1'} in {base:,}"
