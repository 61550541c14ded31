"""A sheet's head and rows; and a form, which holds one record down its first two columns."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from quarterdeck.clients.folder.problems import Report, Spot
from quarterdeck.clients.folder.sheets.opening import Row, Rows

MOST_ROWS_ABOVE = 20


@dataclass(frozen=True, slots=True)
class Given:
    """What one row says of each of a record's columns that the sheet has, and where.

    A blank cell says "". `texts` of cells that cannot be used are left out and reported.
    """

    texts: dict[str, str]
    spots: dict[str, Spot]
    row: Spot


def table_rows(
    where: str, rows: Rows, names: Iterable[str], report: Report, *, comments: bool = True
) -> list[Given]:
    """The rows below the head, which is the row among the first that has most of the names.

    `where` names file and sheet. Headings may be written with capitals, spaces and marks. With
    `comments`, rows that begin with # are passed over.
    """
    known = {normal(name): name for name in names}
    head = _head(rows, known)
    if head is None:
        if rows:
            expected = f"must have a row of headings: {', '.join(known.values())}"
            report.error(where, Spot(where, min(rows)), "", expected)
        return []
    columns = _columns(where, head, rows[head], known, report)
    _warn_of_strangers(where, head, rows, known, report)
    below = {n: row for n, row in rows.items() if n > head and not (comments and _is_comment(row))}
    found = [_given(where, n, row, columns, report) for n, row in below.items()]
    return [given for given in found if any(given.texts.values())]


def form_row(where: str, rows: Rows, names: Iterable[str], report: Report) -> Given | None:
    """The record of a form: a field's name in column A, its value in column B."""
    known = {normal(name): name for name in names}
    texts: dict[str, str] = {}
    spots: dict[str, Spot] = {}
    for number, row in rows.items():
        name = known.get(normal(row[0].text)) if 0 in row else None
        if name is None:
            continue
        cell = row.get(1)
        spots[name] = Spot(where, number, f"column B ({row[0].text.strip()})")
        if cell and cell.fault:
            report.error(where, spots[name], "", cell.fault, cell.text)
        else:
            texts[name] = cell.text if cell else ""
    return Given(texts, spots, Spot(where, 0)) if any(texts.values()) else None


def normal(heading: str) -> str:
    """A heading as it is compared: "Penalty: low *" is `penalty_low`."""
    return re.sub(r"[^a-z0-9]+", "_", heading.lower()).strip("_")


def letters(column: int) -> str:
    """The letters of a column that is counted from 0: 26 is AA."""
    above, last = divmod(column, 26)
    return (letters(above - 1) if above else "") + chr(ord("A") + last)


def _head(rows: Rows, known: dict[str, str]) -> int | None:
    """The number of the row of headings."""
    first = list(rows)[:MOST_ROWS_ABOVE]
    counts = {n: len({normal(c.text) for c in rows[n].values()} & known.keys()) for n in first}
    best = max(first, key=lambda n: counts[n], default=None)
    return best if best is not None and counts[best] else None


def _columns(
    where: str, number: int, head: Row, known: dict[str, str], report: Report
) -> dict[int, tuple[str, str]]:
    """{column: (name, place)} of the headings that are known."""
    found: dict[int, tuple[str, str]] = {}
    for column, cell in sorted(head.items()):
        name = known.get(normal(cell.text))
        place = f"column {letters(column)} ({cell.text.strip()})"
        if name and name in (taken for taken, _ in found.values()):
            report.error(where, Spot(where, number, place), name, "must stand only once")
        elif name:
            found[column] = (name, place)
    return found


def _warn_of_strangers(
    where: str, number: int, rows: Rows, known: dict[str, str], report: Report
) -> None:
    head = rows[number]
    for column in sorted({column for row in rows.values() for column in row}):
        heading = head[column].text if column in head else ""
        filled = next((n for n, row in rows.items() if n >= number and column in row), None)
        if normal(heading) not in known and filled is not None:
            place = f"column {letters(column)}"
            spot = Spot(where, filled, f"{place} ({heading})" if heading else place)
            report.warn(where, spot, "", "is not known here and was passed over")


def _given(
    where: str, number: int, row: Row, columns: dict[int, tuple[str, str]], report: Report
) -> Given:
    texts: dict[str, str] = {}
    spots: dict[str, Spot] = {}
    for column, (name, place) in columns.items():
        spots[name] = Spot(where, number, place)
        cell = row.get(column)
        if cell and cell.fault:
            report.error(where, spots[name], name, cell.fault, cell.text)
        else:
            texts[name] = cell.text if cell else ""
    return Given(texts, spots, Spot(where, number))


def _is_comment(row: Row) -> bool:
    return 0 in row and row[0].text.startswith("#")
