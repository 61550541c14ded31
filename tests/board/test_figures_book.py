"""The figures as a workbook: read back, they are those of the assessment."""

import zipfile
from dataclasses import asdict

import openpyxl
import pytest

from quarterdeck.board.briefing import Briefing
from quarterdeck.board.workbook import write_figures
from quarterdeck.business.states import obligation_states
from quarterdeck.plans.folder import INITIATIVES, InitiativeRecord
from quarterdeck.risks.assessing import look, told
from tests.risks import firms

DAY = firms.DAY
TITLE = '=HYPERLINK("http://example.org")'
APPETITE = {
    "key": "appetite", "set_on": "2026-06-11",
    "points": [{"loss": 2e6, "chance": 0.01}, {"loss": 1e5, "chance": 0.2, "basis": "event"}],
    "materiality": {"loss": 3e6, "chance": 0.01},
}  # fmt: skip
INITIATIVE = {
    "key": "step", "name": TITLE, "cost_once": {"low": 5e4, "high": 8e4},
    "effects": [{"on": "rate", "kinds": ["theft"], "strength": {"low": 0.2, "high": 0.5}}],
}  # fmt: skip


@pytest.fixture(scope="module")
def brief():
    inputs = firms.firm(records={"appetite.yaml": [APPETITE], "initiatives.yaml": [INITIATIVE]})
    return Briefing(inputs, told(look(inputs), inputs.of(INITIATIVES, InitiativeRecord)))


@pytest.fixture(scope="module")
def path(brief, tmp_path_factory):
    path = tmp_path_factory.mktemp("out") / "brief-management.xlsx"
    write_figures(brief, path, "Draft")
    return path


@pytest.fixture(scope="module")
def book(path):
    return openpyxl.load_workbook(path)


def rows(book, sheet):
    """Each row of a sheet by its headings."""
    head, *below = book[sheet].iter_rows(min_row=2, values_only=True)
    return [dict(zip(head, row, strict=True)) for row in below]


def spans(row, title):
    return [row[title], row[f"{title}: low"], row[f"{title}: high"]]


def same(cells, values):
    assert cells == pytest.approx(list(values), rel=1e-12, abs=1e-15)


def test_the_first_sheet_says_whose_it_is(book):
    lines = [cell for (cell,) in book.worksheets[0].iter_rows(max_col=1, values_only=True)]
    assert lines[0] == "Shop"
    assert lines[1].startswith("Management's copy: it names systems and open weaknesses.")
    assert lines[2] == "Draft"
    assert book.sheetnames[1:] == [
        "ranking", "fixes", "risks", "loss curve", "limits", "assumptions", "obligations",
        "requirements", "initiatives",
    ]  # fmt: skip


def test_every_ranked_row_is_there_with_its_figures(brief, book):
    found = rows(book, "ranking")
    assert len(found) == len(brief.found.ranking) > 3
    for row, ranked in zip(found, brief.found.ranking, strict=True):
        told = (ranked.rank, ranked.rank_by_severity, ranked.title, ranked.reason, ranked.key)
        heads = ("Rank", "Rank by severity", "Title", "Reason", "Key")
        assert tuple(row[head] for head in heads) == told
        same(spans(row, "Cost of leaving it"), asdict(ranked.cost_per_year).values())
        same([row["Beyond the limit"], row["Saved by this alone"]],
             [ranked.beyond_per_year, ranked.saving_alone])  # fmt: skip


def test_fixes_risks_and_assumptions_say_what_the_assessment_says(brief, book):
    for row, fix in zip(rows(book, "fixes"), brief.found.fixes, strict=True):
        assert (row["What to do"], row["Closes"]) == (fix.says, len(fix.closes))
        same(spans(row, "Saves"), asdict(fix.saving).values())
    for row, risk in zip(rows(book, "risks"), brief.found.risks, strict=True):
        same(spans(row, "Chance in a year"), asdict(risk.odds).values())
        same(spans(row, "Cost of one event"), asdict(risk.event_cost).values())
    for row, given in zip(rows(book, "assumptions"), brief.found.assumptions, strict=True):
        assert row["What we are unsure of"] == given.says
        same([row["Low"], row["High"], row["Share of the doubt"]],
             [given.low, given.high, given.share])  # fmt: skip


def test_the_curve_and_the_limits_are_those_of_the_assessment(brief, book):
    for row, at in zip(rows(book, "loss curve"), brief.found.curve, strict=True):
        same([row["Loss"], *spans(row, "Chance of more")], [at.loss, *asdict(at.odds).values()])
    limits = {(row["Loss"], row["Meant for"]): row for row in rows(book, "limits")}
    assert {what for _, what in limits} == {
        "all losses of a year", "one event", "what matters to owners",
    }  # fmt: skip
    for limit in (*brief.found.limits, brief.found.material):
        [row] = [row for (loss, _), row in limits.items() if loss == limit.loss]
        same(spans(row, "Chance"), asdict(limit.odds).values())
        assert row["Where we stand"] == limit.standing.value


def test_the_chart_is_the_programs_own_and_drawn_from_the_cells(path, book):
    """Low, middle, high and the one limit that a curve of years can show; nothing at zero."""
    with zipfile.ZipFile(path) as package:
        [name] = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        xml = package.read(name).decode()
    ranges = [part.split("</c:f>")[0] for part in xml.split("<c:yVal><c:numRef><c:f>")[1:]]
    assert ranges[-1] == "limits!$B$3"
    assert [part[:15] for part in ranges[:3]] == [f"'loss curve'!${c}" for c in "CBD"]
    assert 'logBase val="10"' in xml
    first, last = (int(end.split("$")[2]) for end in ranges[0].partition("!")[2].split(":"))
    drawn = [book["loss curve"].cell(row, 3).value for row in range(first, last + 1)]
    assert len(drawn) > 10
    assert min(drawn) > 0


def test_obligations_tell_state_consequence_and_day(brief, book):
    states = obligation_states(brief.obligations, brief.requirements, DAY)
    found = rows(book, "obligations")
    assert len(found) == len(states) > 0
    for row, state in zip(found, states, strict=True):
        assert (row["State"], row["Not met"] or "") == (
            state.standing.value, "\n".join(r.says for r in state.not_met),
        )  # fmt: skip
        assert (row["Due"] and row["Due"].date()) == state.due
    assert len(rows(book, "requirements")) == len(brief.requirements)


def test_texts_stay_texts(path, book):
    [row] = rows(book, "initiatives")
    assert row["Initiative"] == TITLE
    assert book["initiatives"]["A3"].data_type == "s"
    with zipfile.ZipFile(path) as package:
        assert not any(b"<f>" in package.read(n) for n in package.namelist() if "/sheet" in n)
