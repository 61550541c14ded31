"""Whether a word is explained where it stands; an expansion of its letters is no explanation."""

import re
from collections.abc import Callable

from quarterdeck.engine.plain.reading import Sentence, tokens

LEAST_WORDS = 3
SMALL = frozenset(("and", "of", "the", "for", "in", "to", "on", "a", "an", "or"))
BRACKET_AFTER = re.compile(r"\s{0,6}\(([^()]{1,300})\)")
LEADS_IN = re.compile(
    r"\s{0,6}\((?:known as |called |the |our |or |[^()]{0,24}calls? (?:it |them |this )(?:an? )?)?"
    r"[\"“]?\s{0,3}$"
    r"|,? (?:known as|called|named|, or|for short) (?:an? |the )?[\"“]?$"
)
LEAD_LENGTH = 48  # characters
CLAUSE_END = re.compile(r"[(),;:]")
BESIDE = re.compile(
    r"[\"”]?(?:,| [–—-]|:| means| meaning| \(?that is,?) ?"
    r"((?:an?|the|our|its|which|that|software|people|machines|programs|messages|rules|copies|"
    r"someone|when|where|what|how|any|asking|keeping|checking|watching|one|two) [^.;()–—]{1,300})"
)
IS_A = re.compile(
    r" (?:is|are) ((?:an? |the |our )?(?:[^\W_]+ ){1,4}(?:that|which|who)\b[^.;]{1,300})"
)
RELATION = re.compile(
    r"^(?:\S+\s){0,5}?(?:that|which|who|whose|for|of|to|with|on|in|at|by|from|where|when|between|against)\b"
)
ASIDE = re.compile(r"\d|^\s*(?:see|due|from|since|until|formerly|not|as|if|for)\b", re.I)
EMPTY_HEAD = re.compile(
    r"\b(?:programme|program|project|tool|platform|solution|standard|framework|requirements?|"
    r"process|capability|initiative|system|product|technology|work|it|this|that)\s*$"
)
NEAR = 320  # characters read on either side

IsPlain = Callable[[str], bool]


def explained(sentence: Sentence, start: int, end: int, is_plain: IsPlain) -> bool:
    """Whether the words beside text[start:end] say in plain words what it is."""
    word = sentence.said(start, end)
    before = sentence.said(max(sentence.start, start - NEAR), start)
    after = sentence.said(end, end + NEAR)
    return _follows(word, after, is_plain) or _precedes(word, before, is_plain)


def _follows(word: str, after: str, is_plain: IsPlain) -> bool:
    if bracket := BRACKET_AFTER.match(after):
        phrase = bracket.group(1)
    elif beside := BESIDE.match(after) or IS_A.match(after):
        phrase = _clause(beside.group(1))
        if not RELATION.match(phrase):
            return False
    else:
        return False
    return not ASIDE.search(phrase) and _says(_without_expansion(phrase, word), is_plain)


def _precedes(word: str, before: str, is_plain: IsPlain) -> bool:
    tail = before[-LEAD_LENGTH:]
    lead = LEADS_IN.search(tail)
    if not lead:
        return False
    phrase = CLAUSE_END.split(before[: len(before) - len(tail) + lead.start()])[-1]
    if EMPTY_HEAD.search(phrase) or _without_expansion(phrase, word) != phrase:
        return False
    return _says(phrase, is_plain)


def _says(phrase: str, is_plain: IsPlain) -> bool:
    return len(tokens(phrase)) >= LEAST_WORDS and is_plain(phrase)


def _clause(phrase: str) -> str:
    """Up to the comma that ends an explanation, if enough words stand before it."""
    first, comma, _ = phrase.partition(",")
    return first if comma and len(tokens(first)) >= LEAST_WORDS else phrase


def _without_expansion(phrase: str, word: str) -> str:
    """`phrase` without the run of words whose first letters spell `word`."""
    letters = "".join(c for c in word.removesuffix("s") if c.isalpha()).lower()
    for small in (frozenset[str](), SMALL):
        found = [t for t in tokens(phrase) if t.text.lower() not in small]
        spelt = "".join(t.text[0].lower() for t in found)
        at = spelt.find(letters) if len(letters) > 1 else -1
        if at >= 0:
            return phrase[: found[at].start] + phrase[found[at + len(letters) - 1].end :]
    return phrase
