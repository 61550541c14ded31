"""CSV: delimiter, encoding and head found out, rows as dictionaries."""

import csv
import io
from collections.abc import Iterator
from itertools import zip_longest

from quarterdeck.readers.encoding import text_encoding, wrong_encoding
from quarterdeck.readers.source import Source

LONGEST_CELL = 10 * 2**20
MOST_COLUMNS = 2_000
MOST_LINES_BEFORE_HEAD = 2_000
Row = dict[str, str]
csv.field_size_limit(LONGEST_CELL)


def delimiter_of(head_line: str) -> str:
    """The delimiter that parts the head line most often, outside quotes."""
    outside = "".join(head_line.split('"')[::2])
    return max(",;\t|", key=outside.count)


def rows(source: Source, required: tuple[str, ...]) -> Iterator[tuple[int, Row]]:
    """(line number, row) for each row under the first line that has all `required` columns.

    Blank rows are passed over and blank lines or titles before the head skipped; a short row has
    blanks for the cells that it lacks.
    Column names are given in lower case without outer blanks. Raises ReadError when no such head
    is found, a quote never closes, or the last row is cut short; a short line after a blank one is
    a footer, not a row cut short.
    """
    encoding = text_encoding(source)
    try:
        with source.open() as stream, io.TextIOWrapper(stream, encoding, newline="") as lines:
            yield from _parsed(source, lines, required)
    except csv.Error as error:
        raise source.error("", f"is not well-formed CSV ({error}).", "Export it again.") from error
    except UnicodeDecodeError as error:
        raise wrong_encoding(source, error.start, error) from error


def _parsed(
    source: Source, lines: io.TextIOWrapper, required: tuple[str, ...]
) -> Iterator[tuple[int, Row]]:
    skipped, names, delimiter = _head(source, lines, required)
    width = shortest = len(names)
    number = skipped
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    previous: tuple[int, list[str]] | None = None
    after_blank = last_after_blank = False
    try:
        for cells in reader:
            if any(cells):
                if previous:
                    shortest = min(shortest, len(previous[1]))
                    yield previous[0], _row(source, names, *previous)
                previous = number + 1, cells
                last_after_blank = after_blank
            after_blank = not any(cells)
            number = skipped + reader.line_num
    except csv.Error as error:
        place = f"line {skipped + reader.line_num:,}"
        problem = f"is not well-formed CSV, perhaps cut short ({error})."
        raise source.error(place, problem, "Export it again.") from error
    if previous:
        if len(previous[1]) < shortest == width and not last_after_blank:
            problem = f"the last row has {len(previous[1])} of {width} cells: it was cut short."
            raise source.error(f"line {previous[0]:,}", problem, "Export it again.")
        yield previous[0], _row(source, names, *previous)


def _head(
    source: Source, lines: io.TextIOWrapper, required: tuple[str, ...]
) -> tuple[int, list[str], str]:
    for number in range(1, MOST_LINES_BEFORE_HEAD + 1):
        line = lines.readline(1_000_000)
        if not line:
            break
        delimiter = delimiter_of(line)
        cells = next(csv.reader([line], delimiter=delimiter), [])
        names = [cell.strip().lstrip("\ufeff").lower() for cell in cells]
        if len(names) <= MOST_COLUMNS and all(name in names for name in required):
            return number, names, delimiter
    problem = f"has no head with the columns {', '.join(required)}."
    raise source.error("line 1", problem, "Export it again with its column names.")


def _row(source: Source, names: list[str], number: int, cells: list[str]) -> Row:
    if len(cells) > len(names) and any(cells[len(names) :]):
        problem = f"has {len(cells)} cells under {len(names)} columns."
        raise source.error(f"line {number:,}", problem, "Check delimiters and quotes.")
    cells = [cell.replace("\0", "") for cell in cells[: len(names)]]
    return dict(zip_longest(names, cells, fillvalue=""))
