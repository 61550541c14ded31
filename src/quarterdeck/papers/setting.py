"""A document as plain values for the templates: each part a dict that says what it `is`.

Figures are kept with their units, dates written out, figures that open are numbered together with
the notes they open to, and drawings are drawn.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any, TypeAlias

from quarterdeck.papers.blocks import Chart, Opens
from quarterdeck.papers.charts import DESK_WIDTH, desk_width
from quarterdeck.papers.drawings import Drawing
from quarterdeck.papers.pages import Document, Note, Record, Section, YearsGrid
from quarterdeck.papers.text import long_date, printable

Draw: TypeAlias = Callable[[Drawing | YearsGrid], str]
Part: TypeAlias = dict[str, Any]

WIDE_COLUMNS = 3  # a table with more takes the side column too
WIDE = ("ChangeSum", "DecisionCard", "FactList", "Questions", "Verdict")


def setting(document: Document, draw: Draw) -> Part:
    """`document` for a template; `draw` makes the SVG of a drawing or of the hundred years."""
    setter = _Setter(draw, {note.key: number for number, note in enumerate(document.notes, 1)})
    part = setter.part(document)
    for note in part["notes"]:
        note["opened_at"] = setter.opened.get(note["number"], [])
    return part | {"charts": setter.charts}


def setting_of_record(record: Record, draw: Draw) -> Part:
    """The same for a record."""
    return _Setter(draw, {}).part(record)


def runs(blocks: list[Part], side: Part | None) -> list[Part]:
    """Blocks that share a side column: one that is wide stands alone, a side note begins a run."""
    found: list[Part] = []
    for block in blocks:
        own = None if block["is"] == "Verdict" else block.get("side")
        wide = _is_wide(block)
        if found and not (wide or own or found[-1]["wide"]):
            found[-1]["blocks"].append(block)
        else:
            sides = [note for note in ((side, own) if not found else (own,)) if note]
            found.append({"blocks": [block], "sides": sides, "wide": wide})
    return found


def _is_wide(block: Part) -> bool:
    if block["is"] == "Table":
        return len(block["columns"]) > WIDE_COLUMNS
    return block["is"] in WIDE or block.get("wide", False)


@dataclass
class _Setter:
    draw: Draw
    numbers: dict[str, int]
    opened: dict[int, list[int]] = field(default_factory=dict)
    places: int = 0
    charts: list[Part] = field(default_factory=list)

    def value(self, value: object) -> Any:
        if isinstance(value, str):
            return printable(str(value))
        if isinstance(value, date):
            return long_date(value)
        if isinstance(value, tuple):
            return [self.value(item) for item in value]
        return self.part(value) if is_dataclass(value) else value

    def part(self, part: Any) -> Part:
        match part:
            case Opens():
                return self.opens(part)
            case Chart():
                return self.chart(part)
            case YearsGrid():
                return self.fields(part) | {"svg": self.draw(part)}
            case Section():
                return self.section(part)
            case Note():
                return self.fields(part) | {"number": self.numbers[part.key]}
        return self.fields(part)

    def fields(self, part: Any, leave: str = "") -> Part:
        names = [found.name for found in fields(part) if found.name != leave]
        return {"is": type(part).__name__} | {n: self.value(getattr(part, n)) for n in names}

    def section(self, section: Section) -> Part:
        part = self.fields(section)
        for block in part["blocks"]:
            block.setdefault("name", part["title"])
        return part | {"runs": runs(part["blocks"], part["side"])}

    def opens(self, opens: Opens) -> Part:
        self.places += 1
        number = self.numbers[opens.note]
        self.opened.setdefault(number, []).append(self.places)
        return self.fields(opens) | {"number": number, "place": self.places}

    def chart(self, chart: Chart) -> Part:
        svg = self.draw(chart.drawing)
        part = self.fields(chart, leave="drawing") | {
            "svg": svg,
            "number": len(self.charts) + 1,
            "wide": desk_width(chart.drawing) > DESK_WIDTH,
        }
        self.charts.append(part)
        return part
