"""A sample that the workbook draws itself: events one after another, as in our engine's years.

Rates and chances stand at their means: what a year costs on average is the engine's, how years
spread is nearly so (the engine lets a world be worse in all its years).
"""

from collections.abc import Iterator

from quarterdeck.engine.loss import Insurance
from quarterdeck.papers.xlsx import Formula, Head, Value, Workbook
from quarterdeck.plans.book.losses import Losses
from quarterdeck.plans.book.places import FIRST, Block, letters

SAMPLE, YEARS = "sample", "years"
LUCK = 4
"""Columns before those of the luck, which a law with a tail asks for twice."""
EVENTS, MOST_YEARS = 2_000, 1_000


class Sample:
    """Events with their year, what each costs in all and after insurance; then sums of years."""

    def __init__(self, losses: Losses, insurance: Insurance | None) -> None:
        self.losses, self.insurance = losses, insurance
        self.sample, self.years = Block(SAMPLE, EVENTS), Block(YEARS, MOST_YEARS)
        tails = any(loss.tail for s in losses.table.scenarios for loss in s.losses)
        self.lucks = losses.forms if tails else 0
        self.first = LUCK + self.lucks
        self.loss, self.net = (letters(self.first + losses.forms + n) for n in range(2))

    @property
    def drawn_years(self) -> str:
        """How many years the events fill, as a decimal."""
        return self.sample.cell("B", EVENTS - 1)

    def write(self, book: Workbook) -> None:
        heads = (
            Head("Event", "number"), Head("Years gone by", "number", "", 16),
            Head("Year", "number"), Head("Scenario's row", "number", "", 16),
            *(Head(f"Luck {number}", "number") for number in range(1, self.lucks + 1)),
            *(Head(f"Form {number}", "money") for number in range(1, self.losses.forms + 1)),
            Head("Loss", "money"), Head("After insurance", "money"),
        )  # fmt: skip
        says = "Drawn anew whenever the workbook works itself out (F9, or Ctrl+Shift+F9)."
        book.table(SAMPLE, heads, self._events(), says)
        heads = (Head("Year", "number"), Head("Loss", "money"), Head("After insurance", "money"))
        book.table(YEARS, heads, self._years(), "What the first thousand years of the sample cost.")

    def _events(self) -> Iterator[tuple[Value, ...]]:
        rate, before = self.losses.total_rate, self.losses.scenarios.column("K")
        for number in range(EVENTS):
            row = FIRST + number
            gone = f"B{row - 1}" if number else "0"
            yield (
                number + 1,
                Formula(f"={gone}-LN(1-RAND())/{rate}"),
                Formula(f"=INT(B{row})+1"),
                Formula(f"=MATCH(RAND()*{rate},{before},1)"),
                *(Formula("=1-RAND()") for _ in range(self.lucks)),
                *(Formula(self._size(form, row)) for form in range(self.losses.forms)),
                Formula(self._sum(row)),
                Formula(self._after(row)),
            )

    def _size(self, form: int, row: int) -> str:
        """What a form costs an event: nothing where it does not arise."""

        def of(column: str) -> str:
            place = f"($D{row}-1)*{self.losses.forms}+{form + 1}"
            return f"INDEX({self.losses.losses.column(column)},{place})"

        luck = f"{letters(LUCK + form)}{row}" if self.lucks else "1-RAND()"
        size = f"EXP({of('J')}-{of('K')}*NORMSINV({luck}))"
        if self.lucks:
            tail = f"{of('T')}*({luck}/{of('N')})^(-1/{of('I')})"
            size = f"IF(AND({of('T')}<{of('S')},{luck}<{of('N')}),{tail},{size})"
        return f"=IF(OR({of('C')}<=0,RAND()>={of('L')}),0,MIN({of('S')},{size}))"

    def _sum(self, row: int) -> str:
        first, last = letters(self.first), letters(self.first + self.losses.forms - 1)
        return f"=SUM({first}{row}:{last}{row})"

    def _after(self, row: int) -> str:
        loss, cover = f"{self.loss}{row}", self.insurance
        if cover is None:
            return f"={loss}"
        layer = f"MIN(MAX({loss}-{cover.retention},0),{cover.limit})"
        return f"={loss}-{cover.share}*{layer}"

    def _years(self) -> Iterator[tuple[Value, ...]]:
        year = self.sample.column("C")
        sums = [self.sample.column(column) for column in (self.loss, self.net)]
        for number in range(MOST_YEARS):
            row = FIRST + number
            yield (number + 1, *(Formula(f"=SUMIF({year},A{row},{each})") for each in sums))
