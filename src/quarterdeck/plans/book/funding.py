"""What is funded and when, what it costs, and what is left of the loss, quarter by quarter."""

from collections.abc import Iterator, Sequence
from datetime import date

from quarterdeck.engine.estimates import Estimate
from quarterdeck.papers.xlsx import Formula, Head, Value, Workbook
from quarterdeck.plans.book.losses import Losses
from quarterdeck.plans.book.places import FIRST, Z95, Block, letters
from quarterdeck.plans.calendar import quarter
from quarterdeck.plans.choosing import Ground
from quarterdeck.plans.planned import Chosen, Planned

INITIATIVES, EFFECTS, FORCE, LEFT, PLAN = (
    "initiatives", "effects", "in force", "left", "plan",
)  # fmt: skip
HEADS = (
    Head("Initiative", width=26), Head("In words", width=44), Head("Must be", width=26),
    Head("Starts in quarter", "number", "Input: 1 is the first; blank is not funded.", 12),
    Head("Once: low", "money", "Input."), Head("Once: high", "money", "Input."),
    Head("Once: mean", "money"), Head("A year: low", "money", "Input."),
    Head("A year: high", "money", "Input."), Head("A year: mean", "money"),
    Head("Days: low", "number", "Input: of our own people."), Head("Days: high", "number"),
    Head("Days: mean", "number"), Head("Months: low", "number", "Input: until it is in force."),
    Head("Months: high", "number"), Head("Months: mean", "number"),
    Head("Quarters until in force", "number", "", 12), Head("Quarters worked on", "number", "", 12),
    Head("Days a quarter", "number"), Head("Avoids a year alone", "money"),
    Head("Costs in the plan", "money"), Head("Years until repaid", "number", "", 12),
)  # fmt: skip
PLAN_HEADS = (
    Head("Quarter", "number"), Head("Begins", "date"), Head("Money", "money"),
    Head("Our engine says", "money"), Head("Days", "number"), Head("Our engine says", "number"),
    Head("Loss if nothing is funded", "money"), Head("Loss left", "money"),
)  # fmt: skip


class Funding:
    """The sheets of initiatives and of what they do to the scenarios."""

    def __init__(self, ground: Ground, found: Planned, losses: Losses, as_of: date) -> None:
        self.ground, self.found, self.losses, self.as_of = ground, found, losses, as_of
        self.quarters = found.ask.quarters
        self.count = len(ground.fundable)
        self.initiatives = Block(INITIATIVES, self.count)
        self.effects = Block(EFFECTS, losses.scenarios.rows)
        self.force = Block(FORCE, self.quarters)
        self.left = Block(LEFT, losses.scenarios.rows)
        self.plan = Block(PLAN, self.quarters)

    @property
    def chosen(self) -> Chosen | None:
        return self.found.chosen if isinstance(self.found.chosen, Chosen) else None

    def write(self, book: Workbook) -> None:
        says = "What could be funded. Fund another by giving it a quarter, and all follows."
        book.table(INITIATIVES, HEADS, self._initiative_rows(), says)
        keys = [Head(one.key, "share") for one in self.ground.fundable]
        scenario = Head("Scenario", width=26)
        says = "Input: the share of a scenario's loss that each takes off, at its middle."
        book.table(EFFECTS, (scenario, *keys), self._effect_rows(), says)
        numbers = [Head(one.key, "number") for one in self.ground.fundable]
        says = "1 from the quarter in which it is in force."
        book.table(FORCE, (Head("Quarter", "number"), *numbers), self._force_rows(), says)
        heads = [Head(f"Quarter {number + 1}", "share") for number in range(self.quarters)]
        says = "What is left of each scenario's loss: the product of what each initiative leaves."
        book.table(LEFT, (scenario, *heads), self._left_rows(), says)
        says = "What it takes and what it leaves, quarter by quarter."
        book.table(PLAN, PLAN_HEADS, self._plan_rows(), says)

    def _initiative_rows(self) -> Iterator[tuple[Value, ...]]:
        starts = self.chosen.starts if self.chosen else {}
        yearly = self.losses.scenarios.column("H")
        for number, one in enumerate(self.ground.fundable):
            row, column = FIRST + number, letters(number + 1)
            start = starts.get(one.key)
            amounts = (one.cost_once, one.cost_per_year, one.people_days, one.months)
            given = [v for a, c in zip(amounts, "EHKN", strict=True) for v in _amount(a, c, row)]
            avoided = f"SUMPRODUCT({self.effects.column(column)},{yearly})"
            texts = (
                f"MIN(INT(P{row}/3+0.5),{self.quarters - 1})",
                f"MAX(Q{row},1)",
                f"M{row}/R{row}",
                avoided,
                f'IF(D{row}="",0,G{row}+J{row}/4*({self.quarters}-D{row}+1))',
                f'IF(T{row}>J{row},P{row}/12+(G{row}+J{row}*P{row}/12)/(T{row}-J{row}),"never")',
            )
            yield (
                one.key, one.name, one.mandate, None if start is None else start + 1, *given,
                *(Formula(f"={text}") for text in texts),
            )  # fmt: skip

    def _effect_rows(self) -> Iterator[tuple[Value, ...]]:
        shares = self.ground.effect_share.T.tolist()
        for scenario, row in zip(self.ground.table.scenarios, shares, strict=True):
            yield (scenario.key, *row)

    def _force_rows(self) -> Iterator[tuple[Value, ...]]:
        for number in range(self.quarters):
            row = FIRST + number
            cells = []
            for place in range(self.count):
                start, wait = (self.initiatives.cell(c, place) for c in "DQ")
                cells.append(Formula(f'=IF({start}="",0,IF($A{row}>={start}+{wait},1,0))'))
            yield (number + 1, *cells)

    def _left_rows(self) -> Iterator[tuple[Value, ...]]:
        last = letters(self.count)
        for number, scenario in enumerate(self.ground.table.scenarios):
            effects = self.effects.row(number, "B", last)
            cells = (
                Formula(f"=EXP(SUMPRODUCT(LN(1-{effects}),{self.force.row(q, 'B', last)}))")
                for q in range(self.quarters)
            )
            yield (scenario.key, *cells)

    def _plan_rows(self) -> Iterator[tuple[Value, ...]]:
        column, loss = self.initiatives.column, self.losses.scenarios.column("H")
        money, days = self._engine()
        for number in range(self.quarters):
            row, left = FIRST + number, self.left.column(letters(number + 1))
            begun = f'({column("D")}<=A{row})*({column("D")}<>"")'
            texts = (
                f"SUMPRODUCT(({column('D')}=A{row})*{column('G')})"
                f"+SUMPRODUCT({begun}*{column('J')})/4",
                f"SUMPRODUCT({begun}*(A{row}<{column('D')}+{column('R')})*{column('S')})",
                f"SUM({loss})/4",
                f"SUMPRODUCT({loss},{left})/4",
            )
            spent, worked, none, kept = (Formula(f"={text}") for text in texts)
            yield (number + 1, quarter(self.as_of, number), spent, money[number], worked,
                   days[number], none, kept)  # fmt: skip

    def _engine(self) -> tuple[Sequence[float | None], Sequence[float | None]]:
        if self.chosen:
            return self.chosen.money, self.chosen.people_days
        return [None] * self.quarters, [None] * self.quarters


def _amount(given: Estimate, first: str, row: int) -> tuple[Value, ...]:
    """Low, high, and the mean of the lognormal law that they set."""
    low, high = f"{first}{row}", f"{letters(ord(first) - ord('A') + 1)}{row}"
    sigma = f"(LN({high})-LN({low}))/2/{Z95}"
    mean = f"=IF({low}={high},{low},EXP((LN({low})+LN({high}))/2+({sigma})^2/2))"
    return given.low, given.high, Formula(mean)
