"""The documented CSV and JSON of our own, and the lines that `scan read` writes."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quarterdeck.readers import ReadError, sniff
from quarterdeck.readers.lines import json_lines
from quarterdeck.readers.record import Identifier
from tests.readers.support import findings, headers, records, scan_file, systems, written

FULL = """system,fqdn,ip,operating_system,title,severity,score,cve,status,category,package,\
fixed_version,fix,location,first_seen,tool,scanned_at,target,scan_kind
web01,web01.example.org,10.0.0.1 10.0.0.2,Debian 12,Old TLS,medium,5.3,,,misconfiguration,,,\
Turn it off,443/tcp,2026-01-01,Acme,2026-03-31,dmz,network
web01,web01.example.org,10.0.0.1 10.0.0.2,Debian 12,,Critical,,cve-2021-44228,,,log4j,2.17,,,,\
Acme,2026-03-31,dmz,network
db01,,10.0.0.3,,Old shell,high,,CVE-2020-1111 CVE-2020-2222,fixed,,,,,,,Acme,2026-03-31,dmz,network
quiet,,10.0.0.4,,,,,,,,,,,,,Acme,2026-03-31,dmz,network
"""


def test_a_full_table(tmp_path: Path) -> None:
    path = written(tmp_path, "own.csv", FULL)
    found = records(path)
    assert sniff(path) == "generic-csv"
    (header,) = headers(found)
    assert (header.family, header.tool, header.target, header.kind) == (
        "acme", "Acme", "dmz", "network",
    )  # fmt: skip
    assert header.finished_at == datetime(2026, 3, 31, tzinfo=UTC)
    assert [system.name for system in systems(found)] == ["web01", "db01", "quiet"]
    expected: tuple[Identifier, ...] = (
        ("fqdn", "web01.example.org"), ("ip", "10.0.0.1"), ("ip", "10.0.0.2"),
    )  # fmt: skip
    assert systems(found)[0].identifiers == expected
    tls, log4j, shell = findings(found)
    assert (tls.weakness, tls.category, tls.score) == ("Old TLS", "misconfiguration", 5.3)
    assert tls.first_seen == datetime(2026, 1, 1, tzinfo=UTC)
    assert (log4j.weakness, log4j.title, log4j.severity) == (
        "CVE-2021-44228", "CVE-2021-44228", "critical",
    )  # fmt: skip
    assert log4j.fix == "Upgrade log4j to 2.17 or later."
    assert (shell.weakness, shell.status) == ("Old shell", "fixed")
    assert shell.cves == ("CVE-2020-1111", "CVE-2020-2222")


def test_the_least_a_table_needs(tmp_path: Path) -> None:
    found = records(written(tmp_path, "own.csv", "Severity;Title;System\nlow;Old;web\n"))
    (finding,) = findings(found)
    assert (finding.severity, finding.title, finding.system.name) == ("low", "Old", "web")
    assert headers(found)[0].family == "generic"


def test_a_table_without_rows_saw_nothing(tmp_path: Path) -> None:
    assert len(records(written(tmp_path, "own.csv", "system,title,severity\n"))) == 1


def test_a_severity_may_be_left_to_the_score(tmp_path: Path) -> None:
    table = "system,title,severity,score\na,One,,9.1\na,Two,,\n"
    found = findings(records(written(tmp_path, "own.csv", table)))
    assert [finding.severity for finding in found] == ["critical", "unknown"]


def test_rows_of_two_scans_have_two_headers(tmp_path: Path) -> None:
    table = "system,title,severity,tool,target\na,One,low,X,dmz\na,One,low,X,lab\n"
    found = records(written(tmp_path, "own.csv", table))
    assert [header.target for header in headers(found)] == ["dmz", "lab"]
    assert [system.name for system in systems(found)] == ["a", "a"]


@pytest.mark.parametrize(
    ("row", "place", "problem"),
    [
        ("a,One,terrible,,,", "line 2", "severity is “terrible”"),
        ("a,One,low,perhaps,,", "line 2", "status is “perhaps”"),
        ("a,,low,,,CVE-20", "line 2", "cve is “CVE-20”, which names no CVE"),
        ("a,One,low,,soon,", "line 2", "first_seen is “soon”"),
        (",One,low,,,", "line 2", "names no system"),
        ("a,One,low,,,,7", "line 2", "7 cells under 6 columns"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line(
    tmp_path: Path, row: str, place: str, problem: str
) -> None:
    path = written(tmp_path, "own.csv", f"system,title,severity,status,first_seen,cve\n{row}\n")
    with pytest.raises(ReadError) as caught:
        records(path)
    assert caught.value.path == str(path)
    assert caught.value.place == place
    assert problem in caught.value.problem


SCAN = {"type": "scan", "family": "acme", "tool": "Acme", "finished_at": "2026-03-31T10:00:00"}
SYSTEM = {"type": "system", "name": "web", "identifiers": [["ip", "10.0.0.1"]]}
FINDING = {
    "type": "finding",
    "system": SYSTEM,
    "weakness": "CVE-2026-0001",
    "title": "Old",
    "severity": "high",
    "cves": ["cve-2026-0001"],
    "description": "x" * 9_000,
}


@pytest.mark.parametrize("layout", ["lines", "list"])
def test_records_as_lines_and_as_a_list(tmp_path: Path, layout: str) -> None:
    whole = [SCAN, FINDING]
    text = json.dumps(whole) if layout == "list" else "\n".join(map(json.dumps, whole))
    path = written(tmp_path, "own.json", text)
    found = records(path)
    assert sniff(path) == "generic-json"
    assert headers(found)[0].finished_at == datetime(2026, 3, 31, 10, tzinfo=UTC)
    assert systems(found)[0].identifiers == (("ip", "10.0.0.1"),)
    (finding,) = findings(found)
    assert finding.cves == ("CVE-2026-0001",)
    assert len(finding.description) == 4_000


@pytest.mark.parametrize(
    ("whole", "said"),
    [
        ([SCAN, FINDING | {"severity": "bad"}], "item 2, severity: Invalid enum value 'bad'"),
        ([SCAN, FINDING | {"system": None}], "item 2, system: Expected `object`"),
        ([SCAN, {"type": "finding"}], "item 2: Object missing required field"),
        ([SCAN, {"type": "thing"}], "item 2, type: Invalid value 'thing'"),
        ([SCAN, FINDING | {"title": " "}], "item 2, title: is blank"),
        ([SCAN, 7], "item 2: Expected `object`"),
        ([FINDING, SCAN], "item 1: comes before any record of type “scan”"),
    ],
)
def test_a_wrong_field_is_named_with_its_record(
    tmp_path: Path, whole: list[object], said: str
) -> None:
    with pytest.raises(ReadError) as caught:
        records(written(tmp_path, "own.json", json.dumps(whole)), "generic-json")
    assert said in str(caught.value)


REAL = (
    "tenable/nessus/nessus_with_cvssv3.nessus",
    "tenable/nessus/nessus_new.csv",
    "trivy/kubernetes.json",
    "anchore_grype/many_vulns_with_epss_values.json",
)


@pytest.mark.parametrize("name", REAL)
def test_lines_written_from_a_report_read_back_as_the_same_records(
    name: str, tmp_path: Path
) -> None:
    path = scan_file(name)
    lines = list(json_lines(path))
    assert not any("\n" in line for line in lines)
    copy = written(tmp_path, "copy.jsonl", "\n".join(lines) + "\n")
    assert sniff(copy) == "generic-json"
    assert records(copy) == records(path)


def test_the_shape_of_a_line_is_the_documented_one() -> None:
    lines = [json.loads(line) for line in json_lines(scan_file(REAL[0]))]
    assert [line["type"] for line in lines[:3]] == ["scan", "system", "finding"]
    assert lines[0]["started_at"] == "2022-03-23T13:31:51Z"
    documented = (Path(__file__).parents[2] / "docs" / "readers.md").read_text("utf-8")
    for line in lines[:3]:
        for key in line:
            assert f"`{key}`" in documented, key
