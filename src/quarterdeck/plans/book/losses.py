"""What events cost and how often they come: the estimates, and the means that follow from them."""

from collections.abc import Iterator
from math import inf

from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss import EventTable, Loss, Scenario
from quarterdeck.engine.loss.expectation import NODES, WEIGHTS
from quarterdeck.papers.xlsx import Formula, Head, Value, Workbook
from quarterdeck.plans.book.places import FIRST, Z95, Block

FORMS, SCENARIOS, NODE_SHEET = "losses", "scenarios", "nodes"
NO_LIMIT = "1E+300"
LOSS_HEADS = (
    Head("Scenario", width=26), Head("Form", width=18),
    Head("Size: low", "money", "Input: in 5 of 100 cases it is below."),
    Head("Size: high", "money", "Input: in 5 of 100 cases it is above."),
    Head("Arises: low", "share", "Input: the chance that an event has this form of loss."),
    Head("Arises: high", "share"), Head("Cap", "money", "Input: blank is none."),
    Head("Tail from", "money", "Input: above it sizes follow a Pareto law; blank is none."),
    Head("Tail power", "number"), Head("μ of ln size", "number"), Head("σ of ln size", "number"),
    Head("Arises: mean", "share"), Head("Body to", "number", "The lower of cap and tail."),
    Head("Above the body", "share", "The chance that a size is above it."),
    Head("Mean of body", "money"), Head("Mean of tail", "money"),
    Head("Mean size", "money"), Head("Mean an event", "money"),
    Head("Cap or none", "number"), Head("Tail or none", "number"),
)  # fmt: skip
SCENARIO_HEADS = (
    Head("Scenario", width=26), Head("In words", width=44), Head("Kind", width=14),
    Head("Events a year: low", "number", "Input.", 12),
    Head("Events a year: high", "number", "Input.", 12),
    Head("Events a year: mean", "number", "", 12), Head("Cost of an event", "money"),
    Head("Loss a year", "money"), Head("Our engine says", "money"), Head("Apart", "number"),
    Head("Rates before it", "number", "Of all scenarios above: the sample draws by it."),
)  # fmt: skip


class Losses:
    """The sheets of scenarios; each scenario has as many rows of forms as the one with most."""

    def __init__(self, table: EventTable) -> None:
        self.table = table
        self.forms = max((len(s.losses) for s in table.scenarios), default=1)
        self.losses = Block(FORMS, self.forms * len(table.scenarios))
        self.scenarios = Block(SCENARIOS, len(table.scenarios))
        self.nodes = Block(NODE_SHEET, len(NODES))

    @property
    def total_rate(self) -> str:
        return f"SUM({self.scenarios.column('F')})"

    def write(self, book: Workbook) -> None:
        says = "What may happen and what it costs a year. Change an input and all follows."
        book.table(SCENARIOS, SCENARIO_HEADS, self._scenario_rows(), says)
        says = "What an event costs, form by form. Formulas: docs/methods/loss.md."
        book.table(FORMS, LOSS_HEADS, self._loss_rows(), says)
        heads = (Head("Node", "number", width=24), Head("Weight", "number", width=24))
        weights = WEIGHTS / WEIGHTS.sum()
        rows = zip(NODES.tolist(), weights.tolist(), strict=True)
        book.table(NODE_SHEET, heads, rows, "Gauss and Hermite: the mean of a chance in doubt.")

    def _scenario_rows(self) -> Iterator[tuple[Value, ...]]:
        for number, sample in enumerate(self.table.samples):
            scenario, row = sample.scenario, FIRST + number
            block = self.losses
            first, last = (
                block.cell("R", self.forms * number + part) for part in (0, self.forms - 1)
            )
            rate = scenario.rate_per_year
            yield (
                scenario.key, scenario.name, scenario.kind.value, rate.low, rate.high,
                Formula(f"=IF(D{row}=E{row},D{row},EXP((LN(D{row})+LN(E{row}))/2"
                        f"+((LN(E{row})-LN(D{row}))/2/{Z95})^2/2))"),
                Formula(f"=SUM({first}:{last.partition('!')[2]})"),
                Formula(f"=F{row}*G{row}", sample.mean), sample.mean,
                Formula(f"=H{row}-I{row}", 0.0),
                Formula(f"=SUM(F${FIRST - 1}:F{row - 1})" if number else "=0", 0.0),
            )  # fmt: skip

    def _loss_rows(self) -> Iterator[tuple[Value, ...]]:
        row = FIRST
        for scenario in self.table.scenarios:
            for part in range(self.forms):
                yield self._loss_row(scenario, part, row)
                row += 1

    def _loss_row(self, scenario: Scenario, part: int, row: int) -> tuple[Value, ...]:
        if part >= len(scenario.losses):
            return (scenario.key, "–", 0, 0, 0, 0, None, None, None, *self._formulas(row))
        loss = scenario.losses[part]
        return (
            scenario.key, loss.form.value, *_ends(loss.size), *_ends(loss.chance),
            loss.cap if loss.cap < inf else None, *_tail(loss), *self._formulas(row),
        )  # fmt: skip

    def _formulas(self, row: int) -> Iterator[Value]:
        x, w = self.nodes.column("A"), self.nodes.column("B")
        mu = f"(LN(E{row}/(1-E{row}))+LN(F{row}/(1-F{row})))/2"
        sigma = f"(LN(F{row}/(1-F{row}))-LN(E{row}/(1-E{row})))/2/{Z95}"
        pareto = (
            f'IF(G{row}="",H{row}/(I{row}-1),IF(G{row}<=H{row},0,'
            f"IF(I{row}=1,H{row}*LN(G{row}/H{row}),"
            f"H{row}*((G{row}/H{row})^(1-I{row})-1)/(1-I{row}))))"
        )
        texts = (
            f"IF(C{row}>0,(LN(C{row})+LN(D{row}))/2,0)",
            f"IF(C{row}>0,MAX((LN(D{row})-LN(C{row}))/2/{Z95},1E-9),1E-9)",
            f"IF(E{row}=F{row},E{row},SUMPRODUCT({w},1/(1+EXP(-({mu}+{sigma}*{x})))))",
            f"MIN(S{row},T{row})",
            f"IF(C{row}<=0,0,NORMSDIST((J{row}-LN(M{row}))/K{row}))",
            f"IF(C{row}<=0,0,EXP(J{row}+K{row}^2/2)*NORMSDIST((LN(M{row})-J{row})/K{row}-K{row})"
            f"+M{row}*N{row})",
            f'IF(OR(H{row}="",N{row}=0),0,N{row}*{pareto})',
            f"O{row}+P{row}",
            f"L{row}*Q{row}",
            f'IF(G{row}="",{NO_LIMIT},G{row})',
            f'IF(H{row}="",{NO_LIMIT},H{row})',
        )
        return (Formula(f"={text}") for text in texts)


def _ends(given: Estimate) -> tuple[float, float]:
    return given.low, given.high


def _tail(loss: Loss) -> tuple[float | None, float | None]:
    return (loss.tail.threshold, loss.tail.alpha) if loss.tail else (None, None)
