"""One workbook out, filled in, and in again."""

import zipfile
from copy import deepcopy
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quarterdeck.business.models import PlanAhead, Service, System
from quarterdeck.clients import ledger
from quarterdeck.clients.folder import registry
from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.clients.folder.problems import FolderError
from quarterdeck.clients.folder.profile import PROFILE_PART, Profile, profile_values
from quarterdeck.clients.folder.record import KEY
from quarterdeck.clients.folder.sheets.columns import fits, shape
from quarterdeck.clients.folder.sheets.grids import normal
from quarterdeck.clients.folder.sheets.opening import read_sheets
from quarterdeck.clients.folder.sheets.parts import names_of, sheets_of
from quarterdeck.clients.folder.sheets.writing import export_book
from quarterdeck.clients.folder.state import state_hash
from quarterdeck.clients.models import Client
from quarterdeck.data.meanings import meaning
from tests.clients import folders, workbooks

ME = "cli:tester"
NORTHMERE = Path(__file__).parents[2] / "examples" / "northmere"
PROFILE_SHEET = [["key", "acme"], ["name", "Acme"], ["revenue_per_year", 6e7]]


def parts():
    return [PROFILE_PART, *(table for table in registry.tables() if fits(table.schema))]


def records(client):
    """All that a workbook holds of a client."""
    tables = {t.file: t.values(client) for t in registry.tables() if fits(t.schema)}
    return {"profile": profile_values(client)} | tables


def problems(path, firm):
    with pytest.raises(FolderError) as caught:
        import_folder(path, firm, ME)
    return [str(problem) for problem in sorted(caught.value.report.errors)]


@pytest.fixture
def acme(tmp_path, firm):
    return import_folder(folders.write(tmp_path / "in"), firm, ME).client


@pytest.fixture
def northmere(tmp_path, firm):
    """The sample's records, without its scans and papers."""
    made = tmp_path / "northmere"
    made.mkdir()
    for path in NORTHMERE.iterdir():
        if path.suffix in (".csv", ".yaml"):
            (made / path.name).write_bytes(path.read_bytes())
    return import_folder(made, firm, ME).client


def test_out_and_in_changes_nothing_and_leaves_no_trace(tmp_path, firm, northmere):
    before, rows = state_hash(northmere), ledger.length(northmere)
    export_book(northmere, tmp_path / "n.xlsx")
    done = import_folder(tmp_path / "n.xlsx", firm, ME)
    assert (done.changed, done.kept, done.warnings) == (False, {}, [])
    assert (state_hash(northmere), ledger.length(northmere)) == (before, rows)


def test_a_workbook_makes_the_same_client_anew(tmp_path, firm, northmere):
    before = records(northmere)
    export_book(northmere, tmp_path / "n.xlsx")
    northmere.delete()
    assert records(import_folder(tmp_path / "n.xlsx", firm, ME).client) == before


def test_one_cell_that_is_edited_changes_that_alone(tmp_path, firm, northmere):
    before = records(northmere)
    path = tmp_path / "n.xlsx"
    export_book(northmere, path)
    book = openpyxl.load_workbook(path)
    costs, systems = book["services.downtime_cost"], book["systems"]
    row = next(r for r in range(3, 99) if costs.cell(r, 1).value == "billing")
    costs.cell(row, 3).value = 6000
    book["profile"]["B3"] = "Northmere"
    systems["C3"] = "test"
    book.save(path)
    done = import_folder(path, firm, ME)
    after = deepcopy(before)
    after["profile"]["name"] = "Northmere"
    [billing] = [s for s in after["services.yaml"] if s["key"] == "billing"]
    billing["downtime_cost"][0]["cost"] = 6000
    after["systems.csv"][0]["environment"] = "test"
    assert records(done.client) == after
    assert {f: d.changed for f, d in done.tables.items() if d.changed or d.new} == {
        "services.yaml": 1, "systems.csv": 1,
    }  # fmt: skip


def test_what_the_workbook_lacks_is_kept(tmp_path, firm, acme):
    """Sheets, columns and rows; with --replace rows that its sheets lack go, nothing else."""
    path = workbooks.write(
        tmp_path / "a.xlsx",
        profile=PROFILE_SHEET[:1],
        services=[["key", "owner"], ["orders", "Ann"]],
    )
    before = records(acme)
    done = import_folder(path, firm, ME)
    after = deepcopy(before)
    after["services.yaml"][0]["owner"] = "Ann"
    assert records(done.client) == after
    assert done.kept == {"services.yaml": ["pay"]}
    systems = workbooks.write(
        tmp_path / "b.xlsx",
        profile=PROFILE_SHEET[:1],
        systems=[["key", "services"], ["db1", "orders"], ["web1", ""]],
        holdings=[["system", "data class", "records"]],
        edges=[["source", "target", "kind"], ["web1", "db1", "depends_on"]],
    )
    done = import_folder(systems, firm, ME, replace=True)
    assert done.removed == {"holdings.csv": ["db1:personal"]}
    assert {s.key: s.services for s in System.objects.of(acme)} == {"db1": ["orders"], "web1": []}
    assert Service.objects.of(acme).count() == 2


def test_a_list_may_come_without_the_rows_that_it_belongs_to(tmp_path, firm, acme):
    path = workbooks.write(
        tmp_path / "a.xlsx",
        profile=PROFILE_SHEET[:1],
        services__downtime_cost=[["key", "hours", "cost"], ["pay", 8, 500]],
    )
    import_folder(path, firm, ME)
    costs = {s.key: s.downtime_cost for s in Service.objects.of(acme)}
    assert costs["pay"] == [{"hours": 8, "cost": 500}]
    assert len(costs["orders"]) == 2


def test_problems_name_sheet_row_and_column_all_at_once(tmp_path, firm, acme):
    path = tmp_path / "a.xlsx"
    export_book(acme, path)
    workbooks.change(path, "systems", "D4", "outer space")
    workbooks.change(path, "edges", "D3", 2)
    workbooks.change(path, "profile", "B2", "acme")
    workbooks.change(path, "profile", "B8", "Dollar")
    workbooks.change(path, "holdings", "A3", "db9")
    before = records(acme)
    at = "a.xlsx, sheet"
    assert problems(path, firm) == [
        f"{at} edges, row 3, column D (Trust): must be less than or equal to 1 (found 2)",
        f"{at} holdings, row 3, column A (System *): must be a key in systems.csv; did you mean "
        "“db1”? (found db9)",
        f"{at} profile, row 8, column B (Currency): must be a currency code, as USD, EUR or GBP "
        "(found Dollar)",
        f"{at} systems, row 4, column D (Reach *): must be 'internet', 'partner', 'internal' or "
        "'isolated' (found outer space)",
    ]
    assert records(acme) == before


def test_what_only_the_whole_shows_is_told_with_its_row(tmp_path, firm, acme):
    path = workbooks.write(
        tmp_path / "a.xlsx",
        profile=PROFILE_SHEET[:1],
        scenarios=[["key", "name", "kind"], ["mine", "Mine", "theft"]],
        notes=[["whatever"]],
    )
    [problem] = problems(path, firm)
    assert problem.startswith("a.xlsx, sheet scenarios, row 2")


@pytest.mark.parametrize("name", ["a.xlsm", "a.xls", "a.csv"])
def test_only_workbooks_without_macros_are_taken(tmp_path, firm, name):
    (tmp_path / name).write_bytes(b"")
    assert (
        "must be a client folder, or a workbook that ends in .xlsx"
        in (problems(tmp_path / name, firm)[0])
    )


def test_a_workbook_without_a_profile_is_nobodys(tmp_path, firm):
    path = workbooks.write(tmp_path / "a.xlsx", services=[["key", "name"], ["a", "A"]])
    assert problems(path, firm)[0].startswith("a.xlsx, sheet profile: is missing")


def test_nothing_is_overwritten_and_nothing_is_cut(tmp_path, acme):
    path = tmp_path / "a.xlsx"
    Service.objects.of(acme).filter(key="pay").update(says="x" * 32_768)
    with pytest.raises(FolderError, match="sheet services, says: is longer than a cell can be"):
        export_book(acme, path)
    assert not path.exists()
    path.write_text("mine")
    with pytest.raises(FolderError, match="exists; choose another name"):
        export_book(acme, path)


ODD = [
    *("=1+1", "+49 30", "-5", "@here", "00012", "1e5", "12345678901234567890", "2026-01-31", "yes"),
    *("TRUE", '"quoted" ""', "it's", "a\nb", "a; b", "; ;", "_x0041_", "\u202eodd", "\U0001f600"),
    *("# no comment", "#N/A", "{=1}", "https://example.org/a?b=c", "key", "x\ty", "a\u2028b"),
]
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"])
texts = st.one_of(st.sampled_from(ODD), st.text(LETTERS, min_size=1, max_size=30))
keys = st.from_regex(KEY.removesuffix("$"), fullmatch=True).map(lambda key: key[:60])


# An amount whose 17 digits round otherwise by way of 16 digits than at once to 15.
ROUNDED_TWICE = {"a": ("A", "A", [], 1.6806078537430353e-102, date(2000, 1, 1))}


@example(ROUNDED_TWICE)
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.dictionaries(
        keys,
        st.tuples(texts, texts, st.lists(texts, max_size=3), st.floats(0, 1e15), st.dates()),
        min_size=1,
        max_size=4,
    )
)
def test_odd_values_survive_the_way_out_and_in(tmp_path_factory, firm, made):
    path = tmp_path_factory.mktemp("out") / "rnd.xlsx"
    with transaction.atomic():
        client = odd_client(firm, made)
        before, told = state_hash(client), records(client)
        export_book(client, path)
        assert not import_folder(path, firm, ME).changed
        assert state_hash(client) == before
        client.delete()
        again = records(import_folder(path, firm, ME).client)
        transaction.set_rollback(True)
    for old, new in zip(told["plans_ahead.yaml"], again["plans_ahead.yaml"], strict=True):
        assert new["worth_per_year"] == pytest.approx(old["worth_per_year"], rel=1e-14)
        for name in ("key", "when", "name", "says"):
            assert new[name] == old[name]
    assert again["profile"]["priorities"] == told["profile"]["priorities"]


def odd_client(firm, made):
    client = Client.objects.create(
        firm=firm, key="rnd", name="=R", revenue_per_year=0.1 + 0.2,
        board={"next_meeting": "2026-01-01"}, priorities=[{"says": "# first", "services": []}],
    )  # fmt: skip
    for key, (name, says, conditions, worth, day) in made.items():
        PlanAhead.objects.of(client).create(
            key=key, name=name, says=says, conditions=conditions, worth_per_year=worth, when=day
        )
    return client


def test_a_workbook_offers_what_each_cell_may_hold(tmp_path, acme):
    """Words and keys to choose from in every such column, notes at every heading, no formula."""
    path = tmp_path / "a.xlsx"
    export_book(acme, path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "Start here"
    for table in parts():
        if table.single:
            continue
        sheet = book[sheets_of(table)[0]]
        columns = {c.name: c for c in shape(table.schema).columns if c.name in names_of(table)}
        for cell in sheet[2]:
            column = columns[next(n for n in columns if normal(n) == normal(cell.value))]
            rules = [
                r
                for r in sheet.data_validations.dataValidation
                if f"{cell.column_letter}3" in r.sqref
            ]
            assert cell.comment.text.startswith(meaning(column.owner, column.path[-1]).rstrip("."))
            assert cell.value.endswith("*") == column.needed
            if column.choices:
                assert rules[0].formula1 == f'"{",".join(column.choices)}"'
            elif column.ref:
                assert rules[0].formula1 == f"keys_{column.ref.split('.')[0]}"
                assert rules[0].formula1 in book.defined_names
    with zipfile.ZipFile(path) as package:
        sheets = [n for n in package.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in package.read(name) for name in sheets)


def test_sums_have_the_clients_currency(tmp_path, acme):
    acme.currency = "EUR"
    export_book(acme, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book["services.downtime_cost"]["C3"].number_format == "[$€]#,##0"
    assert book["services"]["E3"].number_format == "0.00%"


def test_every_field_is_told_in_plain_words():
    for table in parts():
        schemas = [table.schema, *shape(table.schema).lists.values()]
        for schema in schemas:
            columns = shape(schema).columns
            lacking = [
                c.name
                for c in columns
                if c.name in names_of(table) and not meaning(c.owner, c.path[-1])
            ]
            assert lacking == []
            names = [normal(column.name) for column in columns]
            assert len(names) == len(set(names))
    assert all(meaning("Profile", name) for name in Profile.model_fields)


def test_words_to_choose_from_fit_a_drop_down():
    for table in parts():
        for schema in (table.schema, *shape(table.schema).lists.values()):
            for column in shape(schema).columns:
                assert len(",".join(column.choices)) <= 255
                assert not any("," in word for word in column.choices)


def test_a_spreadsheet_program_sees_texts_as_texts(tmp_path, acme):
    Service.objects.of(acme).filter(key="pay").update(name="=HYPERLINK(1)", owner="007")
    export_book(acme, tmp_path / "a.xlsx")
    cells = read_sheets(tmp_path / "a.xlsx")["services"][4]
    assert [cell.text for cell in cells.values()][:2] == ["pay", "=HYPERLINK(1)"]
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [book["services"][c].data_type for c in ("B4", "D4")] == ["s", "s"]
