"""The sample client: every scan is in its tool's format, and the folder tells what it promises."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest
import yaml

from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.data.examples import CHECKOUT
from quarterdeck.data.plain import words
from quarterdeck.engine.plain import check
from quarterdeck.findings.feeds import read_epss, read_kev
from quarterdeck.findings.models import Asset, Change
from quarterdeck.findings.services import weaknesses
from quarterdeck.readers import FindingSeen, Record, ScanHeader, read, sniff
from quarterdeck.risks.assessing import assess
from quarterdeck.risks.services import inputs_of

FOLDER = CHECKOUT / "northmere"
TODAY = date(2026, 11, 25)
MEDIUM, CRITICAL = "CVE-2024-21733", "CVE-2024-53677"
FORMATS = {
    ".nessus": "nessus",
    "card-network.csv": "nessus-csv",
    ".qualys.xml": "qualys",
    ".nmap.xml": "nmap",
    ".trivy.json": "trivy",
    ".grype.json": "grype",
    ".sarif": "sarif",
    ".ocsf.json": "prowler",
    ".prowler.csv": "prowler-csv",
    "test.csv": "generic-csv",
    "again.csv": "generic-csv",
    "settings.csv": "generic-csv",
    ".jsonl": "generic-json",
}
SCANS = sorted(path.name for path in (FOLDER / "scans").iterdir() if path.name[:2] == "20")
TOLD = ("scenarios", "decisions", "initiatives", "services", "suppliers", "plans_ahead",
        "incidents", "obligations", "insurance")  # fmt: skip
NOT_TEXT = frozenset(
    ("key", "kind", "form", "starter", "supplier", "scenario", "scenarios", "kinds", "systems",
     "services", "closes", "mends_systems", "initiative", "state", "came", "on")
)  # fmt: skip


@cache
def _records(name: str) -> tuple[Record, ...]:
    return tuple(read(FOLDER / "scans" / name))


def _findings() -> Iterator[FindingSeen]:
    for name in SCANS:
        yield from (r for r in _records(name) if isinstance(r, FindingSeen))


@pytest.mark.parametrize("name", SCANS)
def test_each_scan_is_read_by_its_reader_and_dated_as_its_name_says(name: str) -> None:
    expected = [kind for end, kind in FORMATS.items() if name.endswith(end)]
    assert [sniff(FOLDER / "scans" / name)] == expected
    headers = [r for r in _records(name) if isinstance(r, ScanHeader)]
    times = [h.finished_at or h.started_at for h in headers]
    first = min(time for time in times if time is not None)
    assert None not in times
    assert 0 <= (first.date() - date.fromisoformat(name[:10])).days <= 1
    assert max(t for t in times if t) < datetime(2026, 11, 21, tzinfo=UTC)


def test_eleven_formats_over_two_quarters() -> None:
    assert len({sniff(FOLDER / "scans" / name) for name in SCANS}) == 11
    months = Counter(name[:7] for name in SCANS)
    assert sum(months[m] for m in ("2026-07", "2026-08", "2026-09")) >= 12
    assert months["2026-11"] >= 12


def test_every_weakness_has_its_forecast_and_nothing_else_is_in_the_extracts() -> None:
    named = {cve for finding in _findings() for cve in finding.cves}
    scores = read_epss(FOLDER / "intel" / "epss_scores-2026-08-16.csv")
    known = read_kev(FOLDER / "intel" / "known_exploited_vulnerabilities.json")
    assert scores.on == date(2026, 8, 16)
    assert {cve for cve, _, _ in scores.rows} == named
    assert 20 < len(known.rows) < len(named)
    assert {cve for cve, _, _ in known.rows} < named


def test_no_scan_names_the_machine_it_was_made_on() -> None:
    for name in SCANS:
        text = (FOLDER / "scans" / name).read_text(encoding="utf-8")
        assert not [word for word in ("/tmp/", "/root/", "/home/") if word in text], name


@pytest.fixture
def northmere(firm, tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    return import_folder(FOLDER, firm, "cli:test").client


def test_what_was_seen_mended_and_lost_again(northmere) -> None:
    found = weaknesses(northmere)
    assert 300 <= len(found) <= 450
    share = Counter(found.column("severity"))
    assert share["medium"] > share["high"] > share["critical"] > 20
    turns = Counter(Change.objects.of(northmere).values_list("turn", flat=True))
    assert turns["fixed"] > 80
    assert turns["reopened"] == 1
    seen = Asset.objects.of(northmere).exclude(system=None).values_list("system__key", flat=True)
    assert len(set(seen)) == 54
    strangers = Asset.objects.of(northmere).filter(system=None).values_list("name", flat=True)
    assert sorted(strangers) == ["10.50.0.77", "promo-2019.northmere.example"]


def test_a_medium_finding_on_cards_costs_more_than_a_critical_one_in_the_sandbox(northmere) -> None:
    told = assess(inputs_of(northmere, TODAY))
    rows = {row.key: row for row in told.ranking}
    cards, sandbox = rows[f"card-gateway {MEDIUM}"], rows[f"dev-sandbox {CRITICAL}"]
    assert (cards.severity, sandbox.severity) == ("medium", "critical")
    assert cards.rank_by_severity > sandbox.rank_by_severity
    assert cards.rank < sandbox.rank
    assert cards.cost_per_year.middle > 100 * sandbox.cost_per_year.middle
    gap = next(row for row in told.ranking if row.what == "gap")
    assert gap.rank < sandbox.rank
    keys = {risk.key for risk in told.risks}
    asked = {row["scenario"] for name in ("decisions", "incidents") for row in _yaml(name)
             if "scenario" in row}  # fmt: skip
    asked |= {key for row in _yaml("initiatives") for effect in row.get("effects", ())
              for key in effect.get("scenarios", ())}  # fmt: skip
    assert asked | {row["key"] for row in _yaml("scenarios")} <= keys


def _yaml(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from () if key in NOT_TEXT else _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


@pytest.mark.parametrize("name", TOLD)
def test_what_the_board_may_read_is_plain(name: str) -> None:
    own = [row["name"] for file in ("services", "suppliers", "obligations") for row in _yaml(file)]
    allowed = ["Northmere Health", *_yaml("profile")["places"], *own]
    faults = [
        (fault.words, text)
        for text in _texts(_yaml(name))
        for fault in check(text, words(), allowed)
    ]
    assert not faults
