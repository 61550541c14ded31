"""Trivy's three layouts, against a plain walk over the JSON."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quarterdeck.readers import ReadError, sniff
from tests.readers.support import findings, headers, opened, records, scan_file, systems, written

REAL = (
    "trivy/issue_9170.json",
    "trivy/kubernetes.json",
    "trivy/misconfigurations_and_secrets.json",
)
IDS = {"Vulnerabilities": "VulnerabilityID", "Misconfigurations": "ID", "Secrets": "RuleID"}


def results(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from document.get("Results") or []
    for owners in ("Resources", "Vulnerabilities", "Misconfigurations"):
        for owner in document.get(owners) or []:
            yield from owner.get("Results") or []


def plain(path: Path) -> list[tuple[str, str, str]]:
    """(rule, severity, target) of everything in the file."""
    return [
        (found[key], found["Severity"].lower(), result["Target"])
        for result in results(json.loads(path.read_text()))
        for name, key in IDS.items()
        for found in result.get(name) or []
    ]


@pytest.mark.parametrize("name", REAL)
def test_everything_in_a_real_file_is_read(name: str) -> None:
    path = scan_file(name)
    found, expected = findings(records(path)), plain(path)
    assert sniff(path) == "trivy"
    assert Counter(finding.severity for finding in found) == Counter(s for _, s, _ in expected)
    rules = Counter(rule if rule.startswith("CVE") else f"{rule} {target}"
                    for rule, _, target in expected)  # fmt: skip
    assert Counter(finding.weakness for finding in found) == rules


def test_packages_sit_on_the_image_and_settings_on_the_workload() -> None:
    found = records(scan_file("trivy/kubernetes.json"))
    assert {s.name for s in systems(found)} == {
        "gcr.io/google_samples/gb-redis-follower:v2",
        "docker.io/redis:6.0.5",
        "default/Deployment/redis-follower",
        "default/Deployment/redis-leader",
        "default/Service/redis-follower",
        "default/Service/redis-leader",
    }
    assert list(dict.fromkeys(header.policy for header in headers(found))) == [
        "vulnerabilities", "misconfigurations",
    ]  # fmt: skip
    header = headers(found)[0]
    assert header.target == "arn:aws:eks:us-east-1:576036489467:cluster/monitoring-test-cluster"
    apt = next(f for f in findings(found) if f.package == "apt" and f.fixed_version)
    assert apt.system.identifiers == (("image", "gcr.io/google_samples/gb-redis-follower:v2"),)
    assert apt.fix_key == "upgrade:deb:apt"
    assert apt.cves == ("CVE-2020-27350",)
    assert "default/Deployment/redis-follower" in apt.location


def test_a_secret_is_named_without_its_text() -> None:
    path = scan_file("trivy/misconfigurations_and_secrets.json")
    secrets = [finding for finding in findings(records(path)) if finding.category == "secret"]
    assert [finding.location for finding in secrets] == ["Dockerfile:24", "secret.txt:1"]
    assert "GITHUB_PAT" not in repr(secrets)


def test_a_folder_called_dot_identifies_nothing() -> None:
    found = records(scan_file("trivy/misconfigurations_and_secrets.json"))
    assert systems(found)[0].identifiers == ()
    assert headers(found)[0].kind == "repository"


def image_report(**changes: Any) -> dict[str, Any]:
    return {
        "SchemaVersion": 2,
        "CreatedAt": "2026-03-31T10:00:00.123456789Z",
        "ArtifactName": "shop:1.2",
        "ArtifactType": "container_image",
        "Metadata": {
            "OS": {"Family": "debian", "Name": "12"},
            "RepoTags": ["shop:1.2"],
            "RepoDigests": ["shop@sha256:aa"],
        },
        "Results": [
            {
                "Target": "shop:1.2 (debian 12)",
                "Class": "os-pkgs",
                "Type": "debian",
                "Vulnerabilities": [
                    {"VulnerabilityID": "CVE-2025-0001", "PkgName": "libssl3", "Severity": "HIGH",
                     "InstalledVersion": "3.0.1", "FixedVersion": "3.0.2", "Status": "fixed"},
                    {"VulnerabilityID": "GHSA-xxxx-yyyy-zzzz", "PkgName": "left-pad",
                     "PkgIdentifier": {"PURL": "pkg:npm/left-pad@1.0"}, "Severity": "ODD",
                     "CVSS": {"ghsa": {"V40Score": 8.1, "V40Vector": "CVSS:4.0/AV:N"}}},
                ],
                "ExperimentalModifiedFindings": [
                    {"Type": "vulnerability", "Status": "not_affected",
                     "Finding": {"VulnerabilityID": "CVE-2025-0002", "Severity": "LOW"}},
                    {"Type": "vulnerability", "Status": "ignored",
                     "Finding": {"VulnerabilityID": "CVE-2025-0003", "Severity": "LOW"}},
                ],
            },
            {"Target": "Dockerfile", "Class": "config", "Type": "dockerfile",
             "Misconfigurations": [
                 {"ID": "DS001", "Status": "PASS", "Severity": "LOW"},
                 {"ID": "DS002", "Status": "EXCEPTION", "Severity": "LOW"}],
             "Licenses": [{"Name": "GPL-3.0", "PkgName": "bash", "Severity": "HIGH"}]},
        ],
    } | changes  # fmt: skip


def test_an_image_with_every_kind_of_finding(tmp_path: Path) -> None:
    found = records(written(tmp_path, "image.json", json.dumps(image_report())))
    header, system = headers(found)[0], systems(found)[0]
    assert set(systems(found)) == {system}
    assert header.finished_at is not None
    assert header.kind == "image"
    assert system.identifiers == (("image", "shop:1.2"), ("image", "shop@sha256:aa"))
    assert system.operating_system == "debian 12"
    assert [(f.weakness, f.status) for f in findings(found)] == [
        ("CVE-2025-0001", "open"),
        ("GHSA-xxxx-yyyy-zzzz", "open"),
        ("CVE-2025-0002", "not-applicable"),
        ("CVE-2025-0003", "muted"),
        ("DS001 Dockerfile", "passed"),
        ("DS002 Dockerfile", "muted"),
        ("licence GPL-3.0 bash", "open"),
    ]
    assert len(opened(found)) == 2
    pad = findings(found)[1]
    assert (pad.severity, pad.severity_word, pad.score) == ("unknown", "ODD", 8.1)
    assert pad.fix_key == "upgrade:npm:left-pad"


def turned_round(value: Any) -> Any:
    """The same JSON with the keys of every object in the opposite order."""
    if isinstance(value, dict):
        return {key: turned_round(value[key]) for key in reversed(value)}
    return [turned_round(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", REAL)
def test_the_order_of_keys_does_not_matter(name: str, tmp_path: Path) -> None:
    path = scan_file(name)
    turned = json.dumps(turned_round(json.loads(path.read_text())))
    again = findings(records(written(tmp_path, "turned.json", turned), "trivy"))
    assert Counter((f.system.name, f.weakness, f.severity) for f in again) == Counter(
        (f.system.name, f.weakness, f.severity) for f in findings(records(path))
    )


def test_a_clean_image_is_seen(tmp_path: Path) -> None:
    for empty in (None, []):
        path = written(tmp_path, "clean.json", json.dumps(image_report(Results=empty)))
        found = records(path)
        assert [system.name for system in systems(found)] == ["shop:1.2"]
        assert [header.policy for header in headers(found)] == ["vulnerabilities"]
        assert not findings(found)


def test_a_run_looked_only_for_the_sorts_of_which_it_has_a_result(tmp_path: Path) -> None:
    """“trivy config” of a folder must not call its packages mended, nor an old list be lost."""
    report = {"SchemaVersion": 2, "ArtifactName": "shop", "ArtifactType": "filesystem"}
    settings = {"Target": "Dockerfile", "Class": "config", "Type": "dockerfile"}
    lock_file = {"Target": "package-lock.json", "Class": "lang-pkgs", "Type": "npm"}
    for results, sorts in (
        ([settings], ["misconfigurations"]),
        ([settings, lock_file], ["misconfigurations", "vulnerabilities"]),
        ([{"Target": "a.env", "Class": "secret"}], ["secrets"]),
        ([{"Target": "package-lock.json", "Type": "npm"}], ["vulnerabilities"]),
        ([], [""]),
    ):
        path = written(tmp_path, "t.json", json.dumps(report | {"Results": results}))
        found = records(path)
        assert [header.policy for header in headers(found)] == sorts
        assert {system.name for system in systems(found)} == {"shop"}


def test_the_old_list_of_results(tmp_path: Path) -> None:
    lock_file = {"Target": "app/package-lock.json", "Type": "npm", "Vulnerabilities": None}
    old = [image_report()["Results"][0], lock_file]
    found = records(written(tmp_path, "old.json", json.dumps(old)))
    assert [system.name for system in systems(found)] == ["shop:1.2"]
    assert headers(found)[0].kind == "image"
    assert systems(found)[0].operating_system == "debian 12"
    assert len(findings(found)) == 4


@pytest.mark.parametrize(
    "results",
    [
        {"Target": "x"},
        [{"Target": "x", "Vulnerabilities": {"VulnerabilityID": "CVE-2025-0001"}}],
        [{"Target": "x", "Vulnerabilities": ["CVE-2025-0001"]}],
        [{"Target": "x", "Vulnerabilities": [{"Severity": "HIGH"}]}],
        "none",
    ],
)
def test_findings_in_an_odd_shape_are_refused_not_passed_over(tmp_path: Path, results: Any) -> None:
    path = written(tmp_path, "odd.json", json.dumps(image_report(Results=results)))
    with pytest.raises(ReadError) as caught:
        records(path)
    assert "bug" not in str(caught.value)


def test_errors_name_the_place_by_numbers(tmp_path: Path) -> None:
    report = image_report()
    report["Results"][0]["Vulnerabilities"][1] = {"Severity": "HIGH"}
    with pytest.raises(ReadError, match="Results 1, Vulnerabilities 2: lacks “VulnerabilityID”"):
        records(written(tmp_path, "odd.json", json.dumps(report)))


def test_an_early_entry_without_an_identifier_is_told_by_its_package(tmp_path: Path) -> None:
    old = [{"Target": "composer.lock", "Type": "composer",
            "Vulnerabilities": [{"PkgName": "acme/curves"}]}]  # fmt: skip
    (found,) = findings(records(written(tmp_path, "t.json", json.dumps(old))))
    assert found.weakness == "unnamed vulnerability in acme/curves"
    assert found.severity == "unknown"
