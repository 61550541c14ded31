"""Drafts of notices: what each must tell, from the record, with the gaps left open.

A draft claims nothing that the record does not hold: what is not there is a gap, not a phrase.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from quarterdeck.engine.clocks.facts import Tables
from quarterdeck.engine.clocks.results import Clock


@dataclass(frozen=True, slots=True)
class Filled:
    """What must be told, the record's field that tells it, and its words; "" is a gap."""

    says: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice as far as the record can fill it."""

    clock: Clock
    title: str
    opening: str
    parts: tuple[Filled, ...]

    @property
    def gaps(self) -> tuple[Filled, ...]:
        return tuple(part for part in self.parts if not part.text)


def draft(clock: Clock, record: Mapping[str, str], tables: Tables) -> Draft | None:
    """The draft of a stage; None where it asks for no notice to others."""
    template = tables.templates.get(clock.stage.template)
    if template is None:
        return None
    parts = [Filled(p.says, p.fill, record.get(p.fill, "").strip()) for p in template.parts]
    parts += [Filled(says, "", "") for says in clock.stage.contents]
    return Draft(clock, template.title, template.opening, tuple(parts))
