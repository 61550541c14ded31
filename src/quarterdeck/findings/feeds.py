"""Files of intelligence, checked line by line: FIRST's EPSS day files and CISA's KEV catalogue.

EPSS: `#model_version:…,score_date:…`, then `cve,epss,percentile`, also gzipped. KEV: JSON with
`dateReleased`, `count` and `vulnerabilities`. Extracts have the same layouts.
"""

import csv
import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from quarterdeck.readers import ReadError

CVE = re.compile(r"CVE-\d{4}-\d{4,9}")
AGAIN = "Download it again; nothing was stored."
_HEAD = ["cve", "epss", "percentile"]
_VERSION = re.compile(r"model_version:\s*([^,\s]+)")
_DATE = re.compile(r"score_date:\s*(\d{4}-\d\d-\d\d)")
_MOST_BYTES = 256 * 2**20


@dataclass(frozen=True, slots=True)
class EpssDay:
    """One day's scores as (cve, chance, percentile), both from 0 to 1."""

    on: date
    version: str
    rows: list[tuple[str, float, float]]


@dataclass(frozen=True, slots=True)
class KevCatalogue:
    """The catalogue as (cve, day added, known use by ransomware)."""

    on: date
    version: str
    rows: list[tuple[str, date, bool]]


def is_kev(path: Path) -> bool:
    """Whether the file is JSON, which only the catalogue is. Raises ReadError: it cannot be read"""
    return _bytes(path, 64).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")


def read_epss(path: Path) -> EpssDay:
    """The scores of a day. Raises ReadError with the line that is wrong."""
    text = _text(path)
    if not text.endswith("\n"):
        raise ReadError(str(path), "end", "ends in the middle of a line.", AGAIN)
    lines = text.splitlines()
    said = next((line for line in lines[:5] if line.startswith("#") and _DATE.search(line)), "")
    on = _date(_DATE.search(said)[1] if said else "")  # type: ignore[index]
    if on is None:
        problem = "must begin with “#model_version:…,score_date:…”, as FIRST's day files do."
        raise ReadError(str(path), "line 1", problem, "Give epss_scores-YYYY-MM-DD.csv.gz.")
    version = _VERSION.search(said)
    rows = list(_epss_rows(path, lines))
    if not rows:
        raise ReadError(str(path), "end", "holds no scores.", AGAIN)
    return EpssDay(on, version[1] if version else "", rows)


def _epss_rows(path: Path, lines: list[str]) -> Iterator[tuple[str, float, float]]:
    kept = ((at, line) for at, line in enumerate(lines, 1) if line and not line.startswith("#"))
    at, head = next(kept, (1, ""))
    if [cell.strip().lower() for cell in head.split(",")] != _HEAD:
        raise ReadError(str(path), f"line {at}", f"must name the columns {','.join(_HEAD)}.", AGAIN)
    numbers: list[int] = []

    def bodies() -> Iterator[str]:
        for number, line in kept:
            numbers[:] = [number]
            yield line

    for cells in csv.reader(bodies()):
        try:
            cve, score, percentile = cells[0].strip().upper(), float(cells[1]), float(cells[2])
            right = CVE.fullmatch(cve) and 0 <= score <= 1 and 0 <= percentile <= 1
        except (ValueError, IndexError):
            right = None
        if not right:
            problem = f"must be a CVE and two numbers from 0 to 1 (found {','.join(cells)[:60]})."
            raise ReadError(str(path), f"line {numbers[0]}", problem, AGAIN)
        yield cve, score, percentile


def read_kev(path: Path) -> KevCatalogue:
    """The catalogue. Raises ReadError with the entry that is wrong."""
    try:
        said = json.loads(_text(path))
    except (ValueError, RecursionError) as error:
        raise ReadError(str(path), "", f"must be whole JSON ({error}).", AGAIN) from error
    entries = said.get("vulnerabilities") if isinstance(said, dict) else None
    on = _date(str(said.get("dateReleased", ""))[:10]) if isinstance(said, dict) else None
    if not isinstance(entries, list) or not entries or on is None:
        problem = "must hold “dateReleased” and “vulnerabilities”, as CISA's catalogue does."
        raise ReadError(str(path), "", problem, "Give known_exploited_vulnerabilities.json.")
    if said.get("count", len(entries)) != len(entries):
        problem = f"says it holds {said['count']} entries and holds {len(entries)}."
        raise ReadError(str(path), "", problem, AGAIN)
    rows = [_kev_row(path, number, entry) for number, entry in enumerate(entries, 1)]
    return KevCatalogue(on, str(said.get("catalogVersion", ""))[:80], rows)


def _kev_row(path: Path, number: int, entry: Any) -> tuple[str, date, bool]:
    values = entry if isinstance(entry, dict) else {}
    cve = str(values.get("cveID", "")).strip().upper()
    added = _date(str(values.get("dateAdded", "")))
    if not CVE.fullmatch(cve) or added is None:
        problem = "must have a “cveID” and a “dateAdded”."
        raise ReadError(str(path), f"vulnerabilities, entry {number}", problem, AGAIN)
    ransomware = str(values.get("knownRansomwareCampaignUse", "")).strip().lower() == "known"
    return cve, added, ransomware


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _text(path: Path) -> str:
    data = _bytes(path, _MOST_BYTES)
    if len(data) == _MOST_BYTES:
        raise ReadError(str(path), "", "is far too large for such a file.", AGAIN)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(str(path), f"byte {error.start}", "must be UTF-8 text.", AGAIN) from error


def _bytes(path: Path, most: int) -> bytes:
    try:
        with _opened(path) as stream:
            return stream.read(most)
    except (OSError, EOFError, zlib.error) as error:
        problem = f"cannot be read ({getattr(error, 'strerror', None) or error})."
        raise ReadError(str(path), "", problem, AGAIN) from error


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as stream:
        packed = stream.read(2) == b"\x1f\x8b"
    return gzip.open(path) if packed else path.open("rb")  # type: ignore[return-value]
