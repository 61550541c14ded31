"""Noun stacks: three nouns or more in a row, one of them abstract."""

import re
from collections.abc import Iterator, Sequence

from quarterdeck.engine.plain.faults import Fault, Kind
from quarterdeck.engine.plain.reading import Sentence, Token
from quarterdeck.engine.plain.vocabulary import GAP, passing
from quarterdeck.engine.plain.words import Words

LEAST = 3  # nouns
ABSTRACT = re.compile(r"[a-z]{3,}(?:ment|tion|sion|ance|ence|ility|ivity|ness|ship)s?")
ACTION = re.compile(r".*(?:ment|tion|sion|ing|ance|sis|review)s?")


def noun_stacks(read: Sequence[Sentence], words: Words) -> Iterator[Fault]:
    """Every run of nouns that is no known phrase."""
    for sentence in read:
        for run in _runs(sentence, words):
            start, end = run[0].start, run[-1].end
            reason = words.reasons[Kind.STACK]
            yield Fault(
                start, end, sentence.said(start, end), Kind.STACK, reason, _offer(run, words)
            )


def _runs(sentence: Sentence, words: Words) -> Iterator[list[Token]]:
    known = set(passing(sentence, words))
    run: list[Token] = []
    for token in (*sentence.tokens, None):
        follows = token and run and _joined(sentence, run[-1], token)
        noun = token and _is_noun(token, words) and token not in known
        if run and not (noun and follows):
            if len(run) >= LEAST and any(_is_abstract(t, words) for t in run):
                yield run
            run = []
        if token and noun:
            run.append(token)


def _is_noun(token: Token, words: Words) -> bool:
    return words.holds("stack", token.text) or _is_abstract(token, words)


def _is_abstract(token: Token, words: Words) -> bool:
    return words.holds("abstract", token.text) or bool(ABSTRACT.fullmatch(token.text.lower()))


def _joined(sentence: Sentence, before: Token, token: Token) -> bool:
    return bool(GAP.fullmatch(sentence.said(before.end, token.start)))


def _offer(run: Sequence[Token], words: Words) -> str:
    """ "supplier risk assessment" becomes "assessment of supplier risk"."""
    if len(run) > LEAST:
        return words.offers[Kind.STACK]
    *rest, head = (token.text.lower() for token in run)
    return f"{head} {'of' if ACTION.fullmatch(head) else 'for'} {' '.join(rest)}"
