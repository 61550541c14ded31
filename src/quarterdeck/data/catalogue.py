"""The shipped catalogue: what growing firms commonly fund, what it takes and what it takes off."""

from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from quarterdeck.engine.estimates import JUDGEMENT
from quarterdeck.engine.loss.scenario import Kind
from quarterdeck.engine.priors import figures

Confidence = figures.Confidence


class Figure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A 90% interval, and the publications that it is from; none is a judgement of the project."""

    low: float
    high: float
    of: tuple[str, ...] = ()
    confidence: Confidence = "low"


class Scaled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What it takes of the firm as a whole, and for each employee; they are added up."""

    firm: Figure | None = None
    person: Figure | None = None


class Effect(Figure, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The share that it takes off the rate or the loss of events of some kinds."""

    takes_off: Literal["rate", "loss"]
    kinds: tuple[Kind, ...]


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One initiative of the catalogue. Money in US dollars, `months` until it is in force."""

    key: str
    name: str
    says: str
    if_wrong: str
    owner: str
    months: Figure
    effects: tuple[Effect, ...]
    cost_once: Scaled = Scaled()
    cost_per_year: Scaled = Scaled()
    people_days: Scaled = Scaled()
    needs: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()


class Publication(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    says: str
    publisher: str
    title: str
    year: int
    url: str


class Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    money_of: int
    initiatives: tuple[Item, ...]
    publications: dict[str, Publication]

    def source(self, *figures: Figure) -> str:
        """Publishers and years of what the figures are from, or that we judged."""
        marks = dict.fromkeys(mark for figure in figures for mark in figure.of)
        published = (self.publications[mark] for mark in marks)
        told = [f"{p.publisher} {p.year}" for p in published]
        judged = [JUDGEMENT] if not all(figure.of for figure in figures) else []
        return "; ".join(dict.fromkeys((*told, *judged)))


@cache
def catalogue() -> Catalogue:
    text = (files("quarterdeck.data") / "catalogue.yaml").read_text(encoding="utf-8")
    return msgspec.yaml.decode(text, type=Catalogue)
