"""CSV in every delimiter and encoding, odd heads, and cut ends."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.readers import ReadError, Source
from quarterdeck.readers.csv_table import rows
from tests.readers.support import findings, records, written

cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8)
tables = st.lists(st.tuples(cells, cells, cells).filter(any), max_size=6)


def source_of(data: bytes) -> Source:
    return Source("r.csv", "r.csv", lambda: io.BytesIO(data))


def read_rows(data: bytes, *required: str) -> list[tuple[str, ...]]:
    return [tuple(row.values()) for _, row in rows(source_of(data), required)]


def table(delimiter: str, *lines: tuple[str, ...]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(lines)
    return text.getvalue()


@given(st.sampled_from(",;\t|"), tables)
def test_whatever_is_written_is_read(delimiter: str, lines: list[tuple[str, ...]]) -> None:
    text = table(delimiter, ("a", "b", "c"), *lines)
    assert read_rows(text.encode(), "a", "c") == lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_are_told_apart(encoding: str) -> None:
    text = table(";", ("System", "Title"), ("Zürich", "naïve – “quoted”"))
    assert read_rows(text.encode(encoding), "system") == [("Zürich", "naïve – “quoted”")]


def test_blank_rows_titles_and_short_rows() -> None:
    data = b"My report\n\n,,\nSystem , TITLE,x\n\n,,\nweb,Old\n\ndb,New,1\n\n"
    found = list(rows(source_of(data), ("system", "title")))
    assert found == [
        (7, {"system": "web", "title": "Old", "x": ""}),
        (9, {"system": "db", "title": "New", "x": "1"}),
    ]


def test_quoted_cells_may_hold_lines_and_the_numbers_stay_right() -> None:
    data = b'a,b\n"one\ntwo\nthree",1\nlast,2\n'
    assert [number for number, _ in rows(source_of(data), ("a",))] == [2, 5]


def test_columns_that_share_no_row_are_refused() -> None:
    with pytest.raises(ReadError, match="no head with the columns a, z"):
        read_rows(b"a,b\n1,2\n", "a", "z")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'a,b\n1,"never closed\n', "cut short"),
        (b'a,b\n"1"x,2\n', "not well-formed CSV"),
        (b"a,b\n1,2\n3\n", "1 of 2 cells"),
        (b"a,b\n1,2,3\n", "3 cells under 2 columns"),
        (b"a,b\n1,2\n\0\0\0\0\n", "zero bytes"),
        (b"a,b\n1,\xc3", "not utf-8 near here"),
        (b"\xff\xfea\0,\0b\0\n\0001\0,\0002\0\n", "not utf-16"),
    ],
)
def test_damage_is_named(data: bytes, said: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_rows(data, "a", "b")
    assert said in str(caught.value)
    assert caught.value.place


def test_zeros_in_old_encodings_never_reach_a_record() -> None:
    data = b"a,b\n" + b"\xe9,x\n" * 30_000 + b"\0y,z\n"
    assert read_rows(data, "a")[-1] == ("y", "z")


def test_cells_and_lines_of_megabytes(tmp_path: Path) -> None:
    long = "x" * 2_000_000
    path = written(tmp_path, "r.csv", f'system,title,severity,description\na,b,low,"{long}"\n')
    (finding,) = findings(records(path))
    assert len(finding.description) == 4_000
    with pytest.raises(ReadError):
        read_rows(b"a,b\n" + b"x" * (11 * 2**20), "a")
    with pytest.raises(ReadError):
        read_rows(b"x" * 5_000_000, "a")


def test_very_many_columns_are_refused() -> None:
    with pytest.raises(ReadError):
        read_rows(b"a," * 3_000 + b"\n1\n", "a")
