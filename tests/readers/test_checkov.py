"""Checkov's JSON: a report a framework, the bare summary, checks of files, secrets, packages."""

import json
from pathlib import Path
from typing import Any

import pytest

from quarterdeck.readers import ReadError, sniff
from tests.readers.support import (
    cuts,
    findings,
    headers,
    mutations,
    opened,
    outcome,
    records,
    scan_file,
    systems,
    written,
)

REAL = "checkov/checkov-report-multiple-check_type.json"
SUMMARY = {"passed": 0, "failed": 0, "skipped": 0, "parsing_errors": 0, "resource_count": 0,
           "checkov_version": "3.2.1"}  # fmt: skip


def check(**changes: Any) -> dict[str, Any]:
    return {
        "check_id": "CKV_X_1",
        "check_name": "Ensure the quay is lit",
        "check_result": {"result": "FAILED", "evaluated_keys": ["lamps"]},
        "file_path": "/quay/main.tf",
        "file_abs_path": "/srv/harbour/quay/main.tf",
        "file_line_range": [7, 12],
        "resource": "quay.north",
        "severity": None,
        "guideline": "https://docs.example.org/x1",
    } | changes


def report(framework: str = "terraform", **lists: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"passed_checks": [], "failed_checks": [], "skipped_checks": []}
    results = empty | {"parsing_errors": []} | lists
    return {"check_type": framework, "results": results, "summary": SUMMARY, "url": "none"}


def test_every_check_of_a_real_file_is_read() -> None:
    path = scan_file(REAL)
    reports = json.loads(path.read_text())
    found = records(path)
    assert [header.policy for header in headers(found)] == [r["check_type"] for r in reports]
    assert len(opened(found)) == sum(r["summary"]["failed"] for r in reports)
    passed = [finding for finding in findings(found) if finding.status == "passed"]
    assert len(passed) == sum(r["summary"]["passed"] for r in reports)
    assert {system.name for system in systems(found)} == {"/infra/terraform"}


def test_a_check_belongs_to_its_file(tmp_path: Path) -> None:
    lists = {"failed_checks": [check()], "skipped_checks": [check(file_path="/b.tf")]}
    found = records(written(tmp_path, "c.json", json.dumps(report(**lists))))
    (header,) = headers(found)
    assert (header.target, header.kind, header.policy) == (
        "/srv/harbour",
        "repository",
        "terraform",
    )
    assert header.tool_version == "3.2.1"
    failed, skipped = findings(found)
    assert failed.weakness == "CKV_X_1 /quay/main.tf"
    assert failed.location == "/quay/main.tf:7 quay.north"
    assert (failed.severity, failed.category) == ("unknown", "misconfiguration")
    assert skipped.status == "muted"


def test_a_secret_is_withdrawn_in_its_file(tmp_path: Path) -> None:
    leaked = report("secrets", failed_checks=[check(severity="HIGH", resource="0a1b")])
    (found,) = findings(records(written(tmp_path, "c.json", json.dumps([leaked]))))
    assert (found.category, found.severity) == ("secret", "high")
    assert found.location == "/quay/main.tf:7"
    assert found.fix_key == "secret:CKV_X_1:/quay/main.tf"


def test_a_package_is_known_by_its_cve_and_a_licence_only_informs(tmp_path: Path) -> None:
    details = {
        "id": "CVE-2026-1000", "severity": "critical", "package_name": "rope", "cvss": 9.8,
        "package_version": "1.0", "package_type": "python", "lowest_fixed_version": "1.1",
        "vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "link": "https://example.org/c",
    }  # fmt: skip
    licence = {"package_name": "rope", "package_version": "1.0", "license": "GPL-3.0"}
    checks = [check(vulnerability_details=one) for one in (details, licence)]
    both = report("sca_package", failed_checks=checks)
    weak, licensed = findings(records(written(tmp_path, "c.json", json.dumps(both))))
    assert (weak.weakness, weak.severity, weak.score) == ("CVE-2026-1000", "critical", 9.8)
    assert (weak.fix, weak.fix_key) == ("Upgrade rope to 1.1 or later.", "upgrade:pypi:rope")
    assert licensed.category == "information"


def test_a_file_nobody_could_parse_is_told_but_no_weakness(tmp_path: Path) -> None:
    broken = report(parsing_errors=["/quay/odd.tf"])
    found = records(written(tmp_path, "c.json", json.dumps(broken)))
    assert [finding.location for finding in findings(found)] == ["/quay/odd.tf"]
    assert not opened(found)


@pytest.mark.parametrize("clean", [SUMMARY, [SUMMARY], report(), [report(), report("secrets")]])
def test_a_run_without_findings_is_a_scan(tmp_path: Path, clean: Any) -> None:
    path = written(tmp_path, "c.json", json.dumps(clean))
    assert sniff(path) == "checkov"
    found = records(path)
    assert len(headers(found)) == (len(clean) if isinstance(clean, list) else 1)
    assert systems(found)
    assert not findings(found)


def test_the_summary_may_join_its_words(tmp_path: Path) -> None:
    summary = {"passed": 0, "failed": 0, "skipped": 0, "parsingerrors": 0, "resourcecount": 0,
               "checkov_version": "2.1.1"}  # fmt: skip
    assert sniff(written(tmp_path, "c.json", json.dumps(summary))) == "checkov"


def test_folders_scanned_together_are_systems_apart(tmp_path: Path) -> None:
    other = check(file_abs_path="/srv/dock/quay/main.tf")
    both = report(failed_checks=[check(), other])
    found = findings(records(written(tmp_path, "c.json", json.dumps(both))))
    assert [finding.system.name for finding in found] == ["/srv/harbour", "/srv/dock"]


@pytest.mark.parametrize("odd", ["x", {"a": 1}, [1], [{}]])
def test_odd_shapes_are_refused_not_passed_over(tmp_path: Path, odd: Any) -> None:
    path = written(tmp_path, "c.json", json.dumps(report(failed_checks=odd)))
    with pytest.raises(ReadError) as caught:
        records(path, "checkov")
    assert "bug" not in str(caught.value)


def test_harmed_files_are_read_or_refused(tmp_path: Path) -> None:
    data = json.dumps([report(failed_checks=[check()]), report("secrets")]).encode()
    for harmed in (*cuts(data, 15), *mutations(data, 60)):
        outcome(tmp_path, "c.json", harmed, "checkov")


SAMPLES = Path(__file__).with_name("samples")


def test_a_junit_report() -> None:
    path = SAMPLES / "checkov-junit.xml"
    found = records(path)
    assert sniff(path) == "checkov-junit"
    assert [(h.target, h.policy) for h in headers(found)] == [
        ("harbour/quay", "terraform"), ("the scanned folder", "sca_package"),
    ]  # fmt: skip
    lit, gate, ropes, rope = findings(found)
    assert [each.status for each in (lit, gate, ropes, rope)] == ["passed", "open", "muted", "open"]
    assert (gate.weakness, gate.severity) == ("CKV_X_2 /quay/main.tf", "high")
    assert gate.location == "/quay/main.tf:7 quay.north"
    assert gate.references == ("https://docs.example.org/x2",)
    assert (lit.severity, ropes.title) == ("unknown", "Ensure ropes are coiled")
    assert (rope.weakness, rope.score, rope.severity) == ("CVE-2026-0001", 9.8, "critical")
    assert (rope.package, rope.package_version) == ("rope", "1.0")
    assert rope.cvss == ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",)


def test_a_junit_suite_without_checks_and_one_of_another_tool(tmp_path: Path) -> None:
    suite = '<testsuites><testsuite name="{}" tests="0">{}</testsuite></testsuites>'
    empty = written(tmp_path, "a.xml", suite.format("secrets scan", ""))
    assert [record.policy for record in headers(records(empty))] == ["secrets"]
    odd = written(tmp_path, "b.xml", suite.format("secrets scan", '<testcase name="it works"/>'))
    with pytest.raises(ReadError, match="testcase 1: is named by no rule"):
        records(odd)
    other = written(tmp_path, "c.xml", suite.format("pytest", '<testcase name="it works"/>'))
    with pytest.raises(ReadError, match="not recognised"):
        records(other)


def test_tables_of_packages_and_of_settings(tmp_path: Path) -> None:
    packages = SAMPLES / "checkov-csv.csv"
    (rope,) = findings(records(packages))
    assert sniff(packages) == "checkov-csv"
    assert (rope.system.name, rope.weakness, rope.severity) == (
        "harbour/quay", "CVE-2026-0001", "medium",
    )  # fmt: skip
    assert (rope.fixed_version, rope.description) == ("1.2", "Frays, at times")
    settings = written(
        tmp_path, "iac.csv",
        "Resource,Path,Git Org,Git Repository,Misconfigurations,Severity\n"
        "quay.north,/quay/main.tf,harbour,quay,CKV_X_2,\n",
    )  # fmt: skip
    (gate,) = findings(records(settings))
    assert (gate.weakness, gate.category) == ("CKV_X_2 /quay/main.tf", "misconfiguration")
    assert headers(records(settings))[0].policy != headers(records(packages))[0].policy
