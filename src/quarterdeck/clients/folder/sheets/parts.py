"""A table's records from its sheets: one for the records, one for each list of groups."""

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from quarterdeck.clients.folder.part import Table, Values
from quarterdeck.clients.folder.problems import Report
from quarterdeck.clients.folder.sheets.columns import shape
from quarterdeck.clients.folder.sheets.grids import Given, form_row, table_rows
from quarterdeck.clients.folder.sheets.opening import Rows
from quarterdeck.clients.folder.sheets.records import Raw, overlaid, with_list
from quarterdeck.clients.folder.yaml_lines import Lines

START = "Start here"
Where = Callable[[str], str]


def sheet_of(table: Table, name: str = "") -> str:
    """The sheet of a table, or of one of its lists."""
    stem = Path(table.file).stem
    return f"{stem}.{name}" if name else stem


def sheets_of(table: Table) -> tuple[str, ...]:
    return (sheet_of(table), *(sheet_of(table, name) for name in shape(table.schema).lists))


def names_of(table: Table) -> list[str]:
    """The columns of a table's sheet, by their dotted names."""
    columns = shape(table.schema).columns
    return [column.name for column in columns if column.path[0] in table.columns]


def names_of_list(table: Table, name: str) -> list[str]:
    """The columns of a list's sheet: whose it is, then its own."""
    columns = [column.name for column in shape(shape(table.schema).lists[name]).columns]
    return columns if table.single else ["key", *columns]


def records_of(
    table: Table, sheets: dict[str, Rows], where: Where, stored: dict[str, Values], report: Report
) -> tuple[list[Any], Lines]:
    """(raw records, the spot of each path), as the readers of the folder's text files give them."""
    raws = _main(table, sheets, where, stored, report)
    for name, schema in shape(table.schema).lists.items():
        sheet = sheet_of(table, name)
        if sheet in sheets:
            rows = _by_key(table, name, sheets[sheet], where(sheet), report)
            if table.single:
                rows = {_the_one(table, raws, stored): rows.get("", [])}
            _find_owners(table, raws, rows, stored, where(sheet), report)
            for key, raw in raws:
                with_list(raw, name, schema, rows.get(key, []))
    lines = {
        (index, *place): spot
        for index, (_, raw) in enumerate(raws)
        for place, spot in raw.lines.items()
    }
    return [raw.values for _, raw in raws], lines


def _main(
    table: Table, sheets: dict[str, Rows], where: Where, stored: dict[str, Values], report: Report
) -> list[tuple[str, Raw]]:
    """(key, record) of each row of the table's own sheet."""
    sheet = sheet_of(table)
    if sheet not in sheets:
        return []
    if table.single:
        form = form_row(where(sheet), sheets[sheet], names_of(table), report)
        rows = [form] if form else []
    else:
        rows = table_rows(where(sheet), sheets[sheet], names_of(table), report)
    keyed = [(_key(table, given), given) for given in rows]
    return [(key, overlaid(table.schema, given, stored.get(key))) for key, given in keyed]


def _key(table: Table, given: Given) -> str:
    return str(table.with_key(dict(given.texts)).get("key", ""))


def _by_key(
    table: Table, name: str, rows: Rows, where: str, report: Report
) -> dict[str, list[Given]]:
    """A list's rows by the key of the record whose they are."""
    found: dict[str, list[Given]] = {}
    for given in table_rows(
        where, rows, names_of_list(table, name), report, comments=not table.single
    ):
        found.setdefault(given.texts.get("key", ""), []).append(given)
    return found


def _the_one(table: Table, raws: list[tuple[str, Raw]], stored: dict[str, Values]) -> str:
    """The key of the one record of a form."""
    return next((key for key, _ in raws), next(iter(stored), sheet_of(table)))


def _find_owners(
    table: Table, raws: list[tuple[str, Raw]], rows: dict[str, list[Given]],
    stored: dict[str, Values], where: str, report: Report,
) -> None:  # fmt: skip
    """Adds stored records that only the list names; reports rows that are nobody's."""
    known = {key for key, _ in raws}
    for key in sorted(key for key in rows.keys() - known if rows[key]):
        given = rows[key][0]
        if key in stored:
            raws.append((key, overlaid(table.schema, Given({}, {}, given.row), stored[key])))
        else:
            near = get_close_matches(key, known | stored.keys(), 1)
            hint = f"; did you mean “{near[0]}”?" if near else ""
            expected = f"must be a key on sheet {sheet_of(table)}{hint}"
            report.error(where, given.spots.get("key", given.row), "key", expected, key)
