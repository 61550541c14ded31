"""Grype's layouts from 0.1 to today, against a plain walk over the JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from quarterdeck.readers import ReadError
from tests.readers.support import findings, headers, records, scan_file, systems, written

REAL = ("anchore_grype/many_vulns3.json", "anchore_grype/many_vulns_with_epss_values.json")


@pytest.mark.parametrize("name", REAL)
def test_every_match_of_a_real_file_is_read(name: str) -> None:
    path = scan_file(name)
    matches = json.loads(path.read_text())["matches"]
    found = findings(records(path))
    assert len(found) == len(matches)
    for finding, match in zip(found, matches, strict=True):
        assert finding.weakness == finding.raw_id == match["vulnerability"]["id"]
        assert finding.cves == (match["vulnerability"]["id"],)
        assert finding.severity_word == match["vulnerability"]["severity"]
        assert finding.package == match["artifact"]["name"]
        assert finding.package_version == match["artifact"]["version"]


def test_what_was_scanned_stands_before_the_findings() -> None:
    found = records(scan_file(REAL[1]))
    (header,), (system,) = headers(found), systems(found)
    assert (header.tool_version, header.target, header.kind) == (
        "0.94.0",
        "busybox:1.32.1",
        "image",
    )
    assert header.finished_at is not None
    assert header.finished_at.isoformat() == "2025-06-19T11:43:35.523947+00:00"
    assert system.identifiers[0] == ("image", "busybox:1.32.1")
    assert system.identifiers[1][1].startswith("busybox@sha256:ae39a6f5")


def test_scores_vectors_and_fixes() -> None:
    found = {finding.weakness: finding for finding in findings(records(scan_file(REAL[1])))}
    worst = found["CVE-2022-28391"]
    assert worst.score == 8.8
    assert worst.cvss == (
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H",
        "AV:N/AC:M/Au:N/C:P/I:P/A:P",
    )
    fixed = [finding for finding in found.values() if finding.fixed_version]
    assert [finding.fix for finding in fixed] == ["Upgrade busybox to 1.34.0 or later."]
    assert {finding.fix_key for finding in found.values()} == {"upgrade:generic:busybox"}
    old = {finding.weakness: finding for finding in findings(records(scan_file(REAL[0])))}
    assert old["CVE-2019-18276"].score == 7.2


def report(**changes: Any) -> dict[str, Any]:
    match = {
        "vulnerability": {"id": "GHSA-aaaa-bbbb-cccc", "severity": "High", "fix": None},
        "relatedVulnerabilities": [{"id": "CVE-2025-1234", "description": "Bad."}],
        "artifact": {"name": "requests", "version": "2.0", "type": "python"},
    }
    return {
        "matches": [match],
        "ignoredMatches": [match | {"appliedIgnoreRules": [{"reason": "x"}]}],
        "source": {"type": "directory", "target": "/srv/shop"},
        "distro": {},
        "descriptor": {"name": "grype", "version": "1"},
    } | changes


def test_an_advisory_with_one_cve_is_that_cve(tmp_path: Path) -> None:
    found = records(written(tmp_path, "g.json", json.dumps(report())))
    first, ignored = findings(found)
    assert (first.weakness, first.raw_id) == ("CVE-2025-1234", "GHSA-aaaa-bbbb-cccc")
    assert first.description == "Bad."
    assert (first.status, ignored.status) == ("open", "muted")
    assert first.fix_key == "upgrade:pypi:requests"
    assert headers(found)[0].kind == "repository"
    assert systems(found)[0].identifiers == (("repository", "/srv/shop"),)


def test_a_clean_image_is_seen(tmp_path: Path) -> None:
    source = {"type": "image", "target": {"userInput": "shop:1"}}
    clean = report(matches=[], ignoredMatches=[], source=source)
    found = records(written(tmp_path, "g.json", json.dumps(clean)))
    assert [system.name for system in systems(found)] == ["shop:1"]
    assert not findings(found)


@pytest.mark.parametrize("matches", ["none", {"a": 1}, [1], [{}], [{"vulnerability": {}}]])
def test_odd_shapes_are_refused_not_passed_over(tmp_path: Path, matches: Any) -> None:
    path = written(tmp_path, "g.json", json.dumps(report(matches=matches)))
    with pytest.raises(ReadError) as caught:
        records(path, "grype")
    assert "bug" not in str(caught.value)
