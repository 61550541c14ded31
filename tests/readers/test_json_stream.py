"""JSON walked by paths: against the standard library, and with tricks in it."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.readers import ReadError, Source
from quarterdeck.readers.json_stream import DEEPEST, walk
from tests.readers.support import findings, records, settled, written

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text('abc"\\é😀\n', max_size=6),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=20,
)


def source_of(text: str | bytes) -> Source:
    data = text.encode() if isinstance(text, str) else text
    return Source("r.json", "r.json", lambda: io.BytesIO(data))


def walked(text: str | bytes, *paths: str, **options: Any) -> list[tuple[str, Any]]:
    return [(path, value) for path, _, value in walk(source_of(text), paths, **options)]


@given(plain)
def test_a_whole_document_is_what_the_standard_library_reads(value: Any) -> None:
    assert walked(json.dumps(value), "") == [("", value)]


@given(st.lists(plain, max_size=5))
def test_members_come_whole_in_order(values: list[Any]) -> None:
    text = json.dumps({"before": values, "wanted": values, "after": 1})
    assert walked(text, "wanted.item", "after") == [
        *(("wanted.item", value) for value in values),
        ("after", 1),
    ]


@given(st.lists(plain, min_size=1, max_size=5))
def test_json_lines_come_one_by_one(values: list[Any]) -> None:
    lines = "\n".join(json.dumps(value) for value in values)
    assert walked(lines, "", many=True) == [("", value) for value in values]


@given(plain, st.data())
def test_json_cut_short_is_never_taken_for_whole(value: Any, data: st.DataObject) -> None:
    text = json.dumps([value, "end"])
    cut = data.draw(st.integers(1, len(text) - 1))
    with pytest.raises(ReadError):
        walked(text[:cut], "item")


def test_places_count_from_one_on_every_level() -> None:
    text = json.dumps({"a": [{"b": [1]}, {"b": [2, 3]}]})
    assert [place for _, place, _ in walk(source_of(text), ["a.item.b.item"])] == [
        "a 1, b 1", "a 2, b 1", "a 2, b 2",
    ]  # fmt: skip
    assert [place for _, place, _ in walk(source_of("[7, 8]"), ["item"])] == ["item 1", "item 2"]


@pytest.mark.parametrize("odd", ['{"a": {"b": 1}}', '{"a": "text"}', '{"a": [[1]]}', '[{"a": 1}]'])
def test_another_shape_on_the_way_is_refused(odd: str) -> None:
    with pytest.raises(ReadError, match="in place of the list or object"):
        walked(odd, "a.item.b")


def test_null_on_the_way_is_nothing() -> None:
    assert walked('{"a": null}', "a.item.b") == walked('{"a": [null]}', "a.item.b") == []


def test_deep_nesting_is_refused_wanted_or_not() -> None:
    deep = "[" * 100_000
    for text in (f'{{"a": {deep}', f'{{"wanted": [{deep}'):
        with pytest.raises(ReadError, match=f"over {DEEPEST} levels"):
            walked(text, "wanted.item")
    with pytest.raises(ReadError, match=f"over {DEEPEST} levels"):
        walked(deep, "")


def test_a_value_without_end_is_refused() -> None:
    with pytest.raises(ReadError, match="over 16 MiB"):
        walked('{"a": "' + "x" * (17 * 2**20) + '"}', "b")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_marked_encodings_are_read(encoding: str) -> None:
    assert walked('{"a": "Zürich 😀"}'.encode(encoding), "a") == [("a", "Zürich 😀")]


@pytest.mark.parametrize(
    "broken",
    [b"{", b'{"a": 01}', b'{"a": NaN}', b'{"a" 1}', b'{"a": "\xff"}', b'{"a": 1} trailing', b"nul"],
)
def test_broken_json_is_refused_with_a_place(broken: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        walked(broken, "a")
    assert "byte" in caught.value.place


def test_zeros_and_lone_surrogates_never_reach_a_record() -> None:
    ((_, value),) = walked(r'{"a": "x\u0000y\ud800z"}', "a")
    assert "\0" not in value
    value.encode("utf-8")


@pytest.mark.parametrize("digits", [4_301, 10_000, 200_000])
def test_a_number_too_long_for_python_is_refused(tmp_path: Path, digits: int) -> None:
    number = "9" * digits
    for text in (f"[{number}]", f'{{"a": {number}}}', " " * 65_000 + f"[{number}]"):
        with pytest.raises(ReadError, match="over 4,000 digits"):
            walked(text, "item")
    path = written(tmp_path, "r.json", f'{{"SchemaVersion": {number}, "ArtifactType": "vm"}}')
    assert settled(lambda: records(path)) == "refused"


@pytest.mark.parametrize("number", ["1e999999", "-1E-999999", "9" * 300, "1e99999999999999999999"])
def test_numbers_beyond_any_measure_do_no_harm(tmp_path: Path, number: str) -> None:
    scan = f'{{"type": "scan", "family": "a", "tool": "b", "version": {number}}}'
    finding = (
        '{"type": "finding", "system": {"name": "s"}, "weakness": "w", "title": "t", '
        f'"severity": "low", "score": {number}}}'
    )
    path = written(tmp_path, "r.json", f"{scan}\n{finding}\n")
    if settled(lambda: records(path)) == "read":
        assert findings(records(path))[0].score in (None, 0.0)


def test_bytes_of_another_encoding_are_called_that() -> None:
    source = Source("x", "x", lambda: io.BytesIO('{"a": "Größe"}'.encode("cp1252")))
    with pytest.raises(ReadError, match="not UTF-8, as JSON is"):
        list(walk(source, ("",)))
