"""The tables that the rules look words up in, passed in by the caller."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, TypeVar, get_args

from quarterdeck.engine.plain.faults import Kind
from quarterdeck.engine.plain.reading import tokens

Excuse = Literal["", "number", "odds", "date", "consequence"]
EXCUSES: tuple[Excuse, ...] = get_args(Excuse)
Key = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that fails, unless its sentence holds what `unless` names.

    A term with a capital matches as it is written, others in any case; plurals match too.
    """

    term: str
    kind: Kind
    why: str
    offer: str
    unless: Excuse = ""


@dataclass(frozen=True)
class Words:
    """All tables. `known` pass as they are written (acronyms, names, set phrases).

    `reasons` and `offers` say why a kind fails and what to write, for what no term names;
    `lists` are the word lists of the rules by name, in lower case: `measured` (what is counted),
    `work` (verbs), `happening`, `business` (quantities that may change in per cent), `abstract`
    and `stack` (nouns).
    """

    terms: tuple[Term, ...]
    known: frozenset[str]
    reasons: Mapping[Kind, str]
    offers: Mapping[Kind, str]
    lists: Mapping[str, frozenset[str]]

    @cached_property
    def index(self) -> Mapping[str, tuple[tuple[Key, Term], ...]]:
        """Terms by their first word in lower case, the longest first."""
        return _by_first_word((term.term, term) for term in self.terms)

    @cached_property
    def known_index(self) -> Mapping[str, tuple[tuple[Key, str], ...]]:
        return _by_first_word((known, known) for known in self.known)

    def holds_verb(self, name: str, word: str) -> bool:
        """Whether the list has the verb of which `word` may be a form."""
        return not self.lists[name].isdisjoint(verb_forms(word.lower()))

    def holds(self, name: str, word: str) -> bool:
        """Whether the list has `word` or its singular. KeyError for an unknown list."""
        return any(form in self.lists[name] for form in forms(word.lower()))


@lru_cache(maxsize=8192)
def forms(word: str) -> tuple[str, ...]:
    """`word` and what it may be the plural or possessive of."""
    bare = word.removesuffix("’s").removesuffix("'s")
    ends = (("ies", "y"), ("es", ""), ("s", ""))
    return (bare, *(bare[: -len(end)] + new for end, new in ends if bare.endswith(end)))


IRREGULAR = {
    "fell": "fall",
    "fallen": "fall",
    "rose": "rise",
    "risen": "rise",
    "grew": "grow",
    "grown": "grow",
    "caught": "catch",
    "sent": "send",
    "took": "take",
    "taken": "take",
    "lost": "lose",
    "taught": "teach",
}
SHARED_ENDS = (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""))
VERB_ENDS = (*SHARED_ENDS, ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


@lru_cache(maxsize=8192)
def verb_forms(word: str) -> frozenset[str]:
    """`word` and the verbs of which it may be a form: "stopped" gives "stop" among others."""
    stems = {word[: -len(end)] + new for end, new in VERB_ENDS if word.endswith(end)}
    undoubled = {stem[:-1] for stem in stems if len(stem) > 2 and stem[-1] == stem[-2]}
    return frozenset((word, IRREGULAR.get(word, word), *stems, *undoubled))


def _by_first_word(entries: Iterable[tuple[str, T]]) -> dict[str, tuple[tuple[Key, T], ...]]:
    index: dict[str, list[tuple[Key, T]]] = {}
    for written, value in entries:
        key = tuple(token.text for token in tokens(written))
        index.setdefault(key[0].lower(), []).append((key, value))
    return {first: tuple(sorted(v, key=lambda e: -len(e[0]))) for first, v in index.items()}
