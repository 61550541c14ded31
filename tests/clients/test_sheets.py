"""Parts of the client folder as spreadsheets."""

import re
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from quarterdeck.business.models import Control, Requirement, Service, System
from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.clients.folder.problems import FolderError
from quarterdeck.clients.folder.sheets import opening
from quarterdeck.clients.folder.sheets.grids import letters
from tests.clients import folders, workbooks

ME = "cli:tester"
SYSTEMS = [
    ["key", "name", "environment", "reach", "hostname", "services"],
    ["web1", "Shop", "production", "internet", "web1; www", "orders"],
    ["db1", "Database", "production", "internal", "db1", "orders; pay"],
]


def folder(tmp_path, **sheets):
    """The small folder, its systems as a spreadsheet."""
    made = folders.write(tmp_path / "in", systems__csv=None)
    workbooks.write(made / "systems.xlsx", **({"systems": SYSTEMS} | sheets))
    return made


def problems(path, firm):
    with pytest.raises(FolderError) as caught:
        import_folder(path, firm, ME)
    return [str(problem) for problem in caught.value.report.errors]


def systems(client):
    return {s.key: (s.name, s.reach, s.hostname, s.services) for s in System.objects.of(client)}


def test_a_spreadsheet_says_what_the_csv_says(tmp_path, firm):
    plain = import_folder(folders.write(tmp_path / "csv"), firm, ME).client
    by_csv = systems(plain)
    plain.delete()
    found = import_folder(folder(tmp_path), firm, ME)
    assert systems(found.client) == by_csv
    assert found.warnings == []


def test_the_first_sheet_stands_for_a_sheet_of_the_name(tmp_path, firm):
    made = folders.write(tmp_path / "in", systems__csv=None)
    workbooks.write(made / "systems.xlsx", Inventory=SYSTEMS, notes=[["whatever"]])
    assert len(systems(import_folder(made, firm, ME).client)) == 2


def test_titles_merged_heads_spare_rows_and_headings_as_people_write_them(tmp_path, firm):
    made = folder(tmp_path)
    book = Workbook()
    sheet = book.active
    for row in (["Our systems, autumn"], [], ["Key *", "Name", "ENVIRONMENT", " Reach "]):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet.append(["# not yet sure"])
    sheet.append(["web1", "Shop", "production", "internet"])
    sheet.append(["db1", "Database", "production", "internal"])
    sheet.append(["", " ", None])
    book.save(made / "systems.xlsx")
    assert set(systems(import_folder(made, firm, ME).client)) == {"web1", "db1"}


def test_cells_are_read_by_what_they_are(tmp_path, firm):
    """Days, percents, numbers that are names, texts that look like something else."""
    made = folder(tmp_path)
    duties = "- {key: law, name: Law, kind: law}\n"
    (made / "obligations.yaml").write_text(duties)
    path = workbooks.write(
        made / "requirements.xlsx",
        requirements=[
            ["key", "obligation", "says", "state", "weight", "proven_on", "due", "evidence"],
            [1001, "law", "=not a formula", "met", 2, datetime(2026, 10, 14), "2027-03-01", "007"],
            ["b", "law", "Other", "not met", "=1+1", None, date(1900, 1, 2), 12.5],
        ],
    )
    book = load_workbook(path)
    cell = book["requirements"]["C2"]
    cell.value, cell.data_type = "=not a formula", "s"
    book["requirements"]["E3"] = 0.25
    book["requirements"]["E3"].number_format = "0%"
    book.save(path)
    client = import_folder(made, firm, ME).client
    one, two = Requirement.objects.of(client).order_by("key")
    assert (one.key, one.says, one.weight, one.evidence) == ("1001", "=not a formula", 2, "007")
    assert (one.proven_on, one.due) == (date(2026, 10, 14), date(2027, 3, 1))
    assert (two.weight, two.due, two.evidence) == (0.25, date(1900, 1, 2), "12.5")


def test_parts_that_are_yaml_have_columns_within_columns_and_sheets_of_lists(tmp_path, firm):
    made = folders.write(tmp_path / "in", services__yaml=None)
    workbooks.write(
        made / "services.xlsx",
        services=[["key", "name", "revenue share"], ["orders", "Orders", 0.6], ["pay", "Pay"]],
        services__downtime_cost=[
            ["key", "hours", "cost"], ["orders", 4, 10_000], ["orders", 24, 90_000],
        ],
    )  # fmt: skip
    workbooks.write(
        made / "controls.xlsx",
        controls=[
            ["key", "name", "works on", "kinds", "effect: low", "effect: high", "proof: on"],
            ["c1", "Copies", "loss", "extortion; outage", 0.15, 0.35, date(2026, 9, 17)],
        ],
    )
    client = import_folder(made, firm, ME).client
    orders = Service.objects.of(client).get(key="orders")
    assert orders.revenue_share == 0.6
    assert orders.downtime_cost == [{"hours": 4, "cost": 10_000}, {"hours": 24, "cost": 90_000}]
    [control] = Control.objects.of(client)
    assert control.kinds == ["extortion", "outage"]
    assert (control.effect["low"], control.effect["high"]) == (0.15, 0.35)
    assert control.proof["on"] == "2026-09-17"


def test_all_problems_come_at_once_with_sheet_row_and_column(tmp_path, firm):
    made = folder(
        tmp_path,
        systems=[
            ["Systems"],
            ["key", "name", "environment", "Reach", "services"],
            ["web1", "Shop", "production", "outer space", "orders"],
            ["db1", None, "production", "internal", "ordres"],
            ["app1", "App", "production", "internal", "odrers"],
        ],
    )
    at = "systems.xlsx, sheet systems, row"
    found = problems(made, firm)
    assert found == [
        f"{at} 3, column D (Reach): must be 'internet', 'partner', 'internal' or 'isolated' "
        "(found outer space)",
        f"{at} 4, column B (name): is missing",
        f"{at} 5, column E (services): must be a key in services.yaml; did you mean “orders”? "
        "(found odrers)",
        *found[3:],
    ]
    assert all("edges.csv" in problem or "holdings.csv" in problem for problem in found[3:])


def test_a_list_names_the_row_on_its_own_sheet(tmp_path, firm):
    made = folders.write(tmp_path / "in", services__yaml=None)
    workbooks.write(
        made / "services.xlsx",
        services=[["key", "name"], ["orders", "Orders"], ["pay", "Pay"]],
        services__downtime_cost=[["key", "hours", "cost"], ["pay", 4, -1], ["payy", 4, 1]],
    )
    at = "services.xlsx, sheet services.downtime_cost, row"
    assert problems(made, firm)[:2] == [
        f"{at} 3, column A (key): must be a key on sheet services; did you mean “pay”? "
        "(found payy)",
        f"{at} 2, column C (cost): must be greater than or equal to 0 (found -1)",
    ]


def test_columns_that_are_not_known_warn_and_say_where(tmp_path, firm):
    rows = [[*row, extra] for row, extra in zip(SYSTEMS, ["Colour", "blue", "red"], strict=True)]
    rows[1].append("by hand")
    found = import_folder(folder(tmp_path, systems=rows), firm, ME)
    assert [str(problem) for problem in found.warnings] == [
        "systems.xlsx, sheet systems, row 1, column G (Colour): is not known here and was passed "
        "over",
        "systems.xlsx, sheet systems, row 2, column H: is not known here and was passed over",
    ]


def test_both_a_csv_and_a_spreadsheet_is_one_too_many(tmp_path, firm):
    made = folder(tmp_path)
    folders.write(made)
    [found] = problems(made, firm)
    assert found == (
        "systems.xlsx: must not stand beside systems.csv: remove the one that does not count"
    )


def test_what_formulas_came_to_counts_and_what_failed_is_told(tmp_path, firm):
    made = folder(tmp_path)
    rows = [["key", "name"], ["orders", "Orders"], ["pay", "=1/0"]]
    workbooks.write(made / "services.xlsx", services=rows)
    (made / "services.yaml").unlink()
    assert problems(made, firm)[0] == (
        "services.xlsx, sheet services, row 3, column B (name): holds a formula without a result; "
        "open and save it in Excel or LibreOffice first"
    )
    _calculated(made / "services.xlsx", b"<f>1/0</f>", b't="str"', b"Pay")
    assert Service.objects.of(import_folder(made, firm, ME).client).get(key="pay").name == "Pay"
    _calculated(made / "services.xlsx", b"<f>1/0</f>", b't="e"', b"#DIV/0!")
    assert problems(made, firm)[0].endswith(
        "column B (name): holds a formula that fails; mend it or write the value (found #DIV/0!)"
    )


def _calculated(path, formula, kind, result):
    """The file as a spreadsheet program saves it: with what the formula came to."""
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    [name] = [name for name in members if b"<f>" in members[name]]
    cell = b'<c r="B3" ' + kind + b">" + formula + b"<v>" + result + b"</v></c>"
    members[name] = re.sub(rb'<c r="B3".*?</c>', cell, members[name])
    with zipfile.ZipFile(path, "w") as package:
        for member, data in members.items():
            package.writestr(member, data)


def _package(path, source, name, data):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, data)


SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b"%s</sheetData></worksheet>"
)
ENTITIES = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
) + b"]>"  # fmt: skip
CELL = b'<row r="%d"><c r="%s" t="inlineStr"><is><t>%s</t></is></c></row>'


ONE = "xl/worksheets/sheet1.xml"
FAR = CELL % (1, b"A1", b"x") + CELL % (2**20, b"XFD1048576", b"y")
ELSEWHERE = b'<!DOCTYPE l [<!ENTITY j SYSTEM "file:///etc/hostname">]>'
BROKEN = "cannot be read as a workbook"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        (ONE, SHEET % b"" + b" " * (130 << 20), "unpacks to more than"),
        ("xl/styles.xml", b" " * (9 << 20), "has outgrown settings"),
        ("xl/vbaProject.bin", b"Sub Auto_Open()", "holds macros"),
        (ONE, SHEET % FAR, "from row 2 on"),
        (ONE, SHEET % (CELL % (10**11, b"A99999999999", b"x")), "too many empty cells"),
        (ONE, ENTITIES + SHEET % (CELL % (1, b"A1", b"&j;")), BROKEN),
        (ONE, ELSEWHERE + SHEET % (CELL % (1, b"A1", b"&j;")), BROKEN),
        (ONE, b"<worksheet", BROKEN),
    ],
    ids=["bomb", "settings", "macros", "far", "farther", "entities", "elsewhere", "broken"],
)
def test_hostile_packages_give_one_clear_error(tmp_path, name, data, says):
    source = workbooks.write(tmp_path / "good.xlsx", s=[["key"], ["a"]])
    _package(tmp_path / "bad.xlsx", source, name, data)
    with pytest.raises(opening.SheetError, match=says):
        opening.read_sheets(tmp_path / "bad.xlsx")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<html>Please log in</html>", "is no workbook"),
        (b"", "is no workbook"),
        (opening.LOCKED + bytes(600), "is locked with a password"),
    ],
)
def test_files_that_are_none_are_named(tmp_path, firm, data, says):
    made = folder(tmp_path)
    (made / "systems.xlsx").write_bytes(data)
    assert problems(made, firm)[0].startswith(f"systems.xlsx: {says}")


def test_a_truncated_workbook_never_passes(tmp_path):
    whole = workbooks.write(tmp_path / "good.xlsx", s=SYSTEMS).read_bytes()
    for size in range(0, len(whole) - 1, 397):
        (tmp_path / "cut.xlsx").write_bytes(whole[:size])
        with pytest.raises(opening.SheetError):
            opening.read_sheets(tmp_path / "cut.xlsx")


def test_rows_upon_rows_of_nothing_are_told(tmp_path):
    rows = CELL % (1, b"A1", b"key") + b"".join(b'<row r="%d"/>' % n for n in range(2, 30_000))
    source = workbooks.write(tmp_path / "good.xlsx", s=[["key"]])
    _package(tmp_path / "bad.xlsx", source, "xl/worksheets/sheet1.xml", SHEET % rows)
    with pytest.raises(opening.SheetError, match="delete the rows and columns that hold nothing"):
        opening.read_sheets(tmp_path / "bad.xlsx")


def test_columns_have_the_letters_of_spreadsheets():
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
