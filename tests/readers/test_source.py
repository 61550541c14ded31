"""Files as they come: packed, empty, missing, damaged, and bombs."""

import gzip
import io
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from quarterdeck.readers import ReadError, read, sources
from quarterdeck.readers.source import MOST_MEMBERS
from quarterdeck.readers.unpacking import HIGHEST_RATIO
from tests.readers.support import cuts, findings, records, scan_file, settled, written

TABLE = b"system,title,severity\nweb,Old,low\n"


def zipped(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return packed.getvalue()


def refusal(path: Path) -> ReadError:
    with pytest.raises(ReadError) as caught:
        list(read(path))
    assert str(path) in str(caught.value)
    return caught.value


def test_a_packed_report_reads_like_the_plain_one(tmp_path: Path) -> None:
    plain = scan_file("trivy/kubernetes.json")
    data = plain.read_bytes()
    expected = records(plain)
    assert records(written(tmp_path, "r.json.gz", gzip.compress(data))) == expected
    assert records(written(tmp_path, "r.zip", zipped(("a/r.json", data)))) == expected


def test_every_member_of_an_archive_is_read_and_litter_is_not(tmp_path: Path) -> None:
    other = TABLE.replace(b"web", b"db")
    packed = zipped(
        ("a.csv", TABLE), ("__MACOSX/a.csv", b"x"), (".DS_Store", b"x"), ("b.csv", other)
    )
    found = records(written(tmp_path, "r.zip", packed))
    assert [finding.system.name for finding in findings(found)] == ["web", "db"]


def test_an_error_inside_an_archive_names_the_member(tmp_path: Path) -> None:
    path = written(tmp_path, "r.zip", zipped(("a.csv", TABLE), ("b.txt", b"hello")))
    with pytest.raises(ReadError, match=r"r\.zip, member b\.txt, line 1"):
        records(path)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty (0 bytes)"),
        (b" \n\t\r\n ", "empty or blank"),
        (b"\xef\xbb\xbf", "empty or blank"),
        (b"\x1f\x8b", "cannot be unpacked"),
        (b"PK\x03\x04 and no more", "cannot be unpacked"),
        (b"PK\x05\x06" + bytes(18), "archive without any file"),
        (gzip.compress(b"", mtime=0), "empty or blank"),
        (gzip.compress(gzip.compress(TABLE, mtime=0), mtime=0), "an archive inside an archive"),
        (b"%PDF-1.7", "a PDF document"),
        (bytes(64), "a binary file"),
    ],
)
def test_what_is_no_report_is_refused_with_its_name(tmp_path: Path, data: bytes, said: str) -> None:
    assert said in str(refusal(written(tmp_path, "report", data)))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "cannot be opened" in refusal(tmp_path / "none.nessus").problem
    assert "cannot be opened" in refusal(tmp_path).problem


def test_office_documents_are_told_from_archives(tmp_path: Path) -> None:
    path = written(tmp_path, "r.xlsx", zipped(("[Content_Types].xml", b"<x/>"), ("a.xml", b"<x/>")))
    assert "office document" in refusal(path).problem


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    packed = bytearray(zipped(("a.csv", TABLE)))
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in str(refusal(written(tmp_path, "r.zip", bytes(packed))))


def test_an_archive_of_very_many_files_is_refused(tmp_path: Path) -> None:
    many = zipped(*((f"{n}.csv", b"") for n in range(MOST_MEMBERS + 1)))
    assert "holds 1,001 files" in refusal(written(tmp_path, "r.zip", many)).problem


def gzip_bomb(mebibytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = b'{"SchemaVersion": 2, "ArtifactType": "vm", "x": "'
    parts = [packer.compress(head), *(packer.compress(b"a" * 2**20) for _ in range(mebibytes))]
    return b"".join([*parts, packer.flush()])


def zip_bomb(mebibytes: int) -> bytes:
    head = b'<?xml version="1.0"?><NessusClientData_v2>'
    return zipped(("r.nessus", head + b" " * (mebibytes * 2**20)))


@pytest.mark.parametrize("bomb", [gzip_bomb, zip_bomb])
def test_bombs_are_stopped_early(tmp_path: Path, bomb: Callable[[int], bytes]) -> None:
    path = written(tmp_path, "bomb", bomb(80))
    assert path.stat().st_size < 200_000
    said = refusal(path)
    reasons = ("far more than a report would", "over 16 MiB", "Text node too long")
    assert any(reason in said.problem for reason in reasons)


def test_many_small_members_are_one_bomb_together(tmp_path: Path) -> None:
    members = ((f"{n}.csv", TABLE + b"\n" * 2**20) for n in range(80))
    path = written(tmp_path, "many.zip", zipped(*members))
    assert path.stat().st_size < 200_000
    assert "far more than a report would" in refusal(path).problem


def test_a_member_holds_no_more_than_the_archive_says(tmp_path: Path) -> None:
    """Else the sum of what is said would be no bound."""
    packed = bytearray(zipped(("a.csv", TABLE + b"\n" * 2**20)))
    size_at = packed.index(b"PK\x01\x02") + 24
    packed[size_at : size_at + 4] = len(TABLE).to_bytes(4, "little")
    assert settled(partial(records, written(tmp_path, "lies.zip", bytes(packed)))) == "refused"


@pytest.mark.parametrize(
    "name",
    ["../../out.csv", "/out.csv", "C:\\out.csv", "..\\out.csv", "a/../../out.csv", "\u202evsc.exe"],
)
def test_members_are_never_written_wherever_they_point(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    path = written(folder, "r.zip", zipped((name, TABLE)))
    assert len(findings(records(path))) == 1
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [path]


def test_archives_in_archives_are_refused(tmp_path: Path) -> None:
    inner = zipped(("r.csv", TABLE))
    for data in (
        zipped(("r.zip", inner)),
        gzip.compress(inner),
        zipped(("r.gz", gzip.compress(TABLE))),
    ):
        assert "an archive inside an archive" in refusal(written(tmp_path, "r", data)).problem


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is a pipe" in refusal(tmp_path / "pipe").problem


def test_the_bound_counts_what_comes_out_whatever_the_reader_does(tmp_path: Path) -> None:
    (source,) = sources(written(tmp_path, "bomb.gz", gzip_bomb(80)))
    with source.open() as stream, pytest.raises(ReadError, match="far more"):
        stream.read()


def test_a_dense_but_small_report_is_read(tmp_path: Path) -> None:
    rows = b"system,title,severity\n" + b"web,Old,low\n" * 30_000
    packed = gzip.compress(rows)
    assert len(rows) / len(packed) > HIGHEST_RATIO
    assert len(findings(records(written(tmp_path, "r.csv.gz", packed)))) == 30_000


def test_cut_and_damaged_archives_are_refused(tmp_path: Path) -> None:
    data = scan_file("trivy/kubernetes.json").read_bytes()
    for packed in (gzip.compress(data), zipped(("r.json", data))):
        for cut in cuts(packed, 12):
            assert settled(partial(records, written(tmp_path, "cut", cut))) == "refused"
        flipped = bytearray(packed)
        flipped[len(packed) // 2] ^= 0xFF
        path = written(tmp_path, "flipped", bytes(flipped))
        assert settled(partial(records, path)) == "refused"


def test_a_nameless_entry_of_an_archive_is_passed_over(tmp_path: Path) -> None:
    """Archivers cannot write one, damage can."""
    nameless = zipped(("x", b""), ("r.csv", TABLE)).replace(b"x", b"/", 2)
    assert len(findings(records(written(tmp_path, "a.zip", nameless)))) == 1
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("r.csv", TABLE)
        archive.writestr(zipfile.ZipInfo(""), b"")
    assert len(findings(records(written(tmp_path, "b.zip", packed.getvalue())))) == 1


def test_members_that_say_nothing_are_passed_over_beside_one_that_does(tmp_path: Path) -> None:
    said = ("b.csv", TABLE)
    for nothing in (b"[]", b"{}\n", b'{\n "value": []\n}'):
        path = written(tmp_path, "a.zip", zipped(("a.json", nothing), said))
        assert len(findings(records(path))) == 1
        refusal(written(tmp_path, "n.zip", zipped(("a.json", nothing), ("b.json", nothing))))


def test_a_tar_archive_is_called_one(tmp_path: Path) -> None:
    for mode in ("w", "w:gz"):
        path = tmp_path / "reports.tar"
        report = written(tmp_path, "r.csv", TABLE)
        with tarfile.open(path, mode) as archive:
            archive.add(report, "r.csv")
        assert "tar archive" in refusal(path).problem
