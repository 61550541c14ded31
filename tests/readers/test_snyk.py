"""Snyk: the command line on packages, images and configuration, and both APIs."""

import json
from pathlib import Path
from typing import Any

import pytest

from quarterdeck.readers import FindingSeen, ReadError, read, sniff
from tests.readers.support import findings, headers, opened, records, scan_file, systems, written

ISSUE: dict[str, Any] = {
    "id": "SNYK-JS-TIDE-1",
    "title": "Prototype pollution",
    "severity": "high",
    "cvssScore": 7.5,
    "CVSSv3": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
    "identifiers": {"CVE": ["CVE-2026-0300"], "CWE": ["CWE-1321"]},
    "packageName": "tide",
    "name": "tide",
    "version": "1.0.0",
    "packageManager": "npm",
    "semver": {"vulnerable": ["<1.2.0"]},
    "fixedIn": ["1.2.0"],
    "from": ["till@0.1.0", "pier@3.0.0", "tide@1.0.0"],
    "upgradePath": [False, "pier@3.1.0", "tide@1.2.0"],
    "isUpgradable": True,
}
LICENCE = {
    "id": "snyk:lic:npm:tide:GPL-3.0",
    "type": "license",
    "title": "GPL-3.0 license",
    "severity": "high",
    "packageManager": "npm",
    "name": "tide",
    "from": ["till@0.1.0"],
    "semver": {"vulnerable": ["*"]},
    "packageName": "tide",
}


def project(*issues: Any, **more: Any) -> dict[str, Any]:
    return {
        "vulnerabilities": issues,
        "ok": not issues,
        "dependencyCount": 4,
        "packageManager": "npm",
        "projectName": "till",
        "displayTargetFile": "web\\package-lock.json",
        "path": "/builds/till",
    } | more


def one(folder: Path, said: Any) -> FindingSeen:
    path = written(folder, "snyk.json", json.dumps(said))
    assert sniff(path) == "snyk"
    return findings(records(path))[0]


def test_every_issue_of_a_real_project_is_read() -> None:
    path = scan_file("snyk/single_project_many_vulns.json")
    raw = json.loads(path.read_text())["vulnerabilities"]
    found = records(path)
    assert [(f.raw_id, f.severity_word, f.package, f.package_version) for f in findings(found)] == [
        (issue["id"], issue["severityWithCritical"], issue["name"], issue["version"])
        for issue in raw
    ]
    (header,) = headers(found)
    assert (header.target, header.policy) == ("com.test:myframework pom.xml", "maven")


def test_the_direct_dependency_is_what_one_upgrades(tmp_path: Path) -> None:
    found = one(tmp_path, project(ISSUE))
    assert (found.weakness, found.score, found.cwes) == ("CVE-2026-0300", 7.5, ("CWE-1321",))
    assert (found.fix, found.fix_key) == ("Upgrade pier to 3.1.0 or later.", "upgrade:npm:pier")
    assert found.location == "tide 1.0.0 (web/package-lock.json)"
    assert found.evidence == "till@0.1.0 > pier@3.0.0 > tide@1.0.0"
    alone = one(tmp_path, project(ISSUE | {"upgradePath": [], "identifiers": None}))
    assert (alone.weakness, alone.fix) == ("SNYK-JS-TIDE-1", "Upgrade tide to 1.2.0 or later.")


def test_licences_are_no_weakness_and_what_was_ignored_is_muted(tmp_path: Path) -> None:
    filtered = {"ignore": [ISSUE | {"id": "SNYK-JS-TIDE-2"}], "patch": [ISSUE]}
    said = project(ISSUE, LICENCE, ISSUE | {"isIgnored": True}, filtered=filtered)
    found = records(written(tmp_path, "x.json", json.dumps(said)))
    assert [(f.status, f.category) for f in findings(found)] == [
        ("open", "vulnerability"),
        ("open", "information"),
        ("muted", "vulnerability"),
        ("muted", "vulnerability"),
        ("fixed", "vulnerability"),
    ]
    assert len(opened(found)) == 1


def test_many_projects_clean_and_failed_ones_among_them(tmp_path: Path) -> None:
    failed = {"ok": False, "error": "Missing lock file", "path": "/builds/shed"}
    said = [project(ISSUE), project(projectName="clean"), failed]
    found = records(written(tmp_path, "x.json", json.dumps(said)))
    assert [system.name for system in systems(found)] == ["till", "clean"]
    assert len(headers(found)) == 2
    with pytest.raises(ReadError, match="Snyk failed: Missing lock file"):
        list(read(written(tmp_path, "y.json", json.dumps(failed)), "snyk"))


def test_an_image_with_its_applications(tmp_path: Path) -> None:
    inside = project(ISSUE, displayTargetFile="/app/package.json")
    image = project(
        ISSUE | {"id": "SNYK-DEBIAN12-GLIBC-1", "packageManager": "debian:12", "upgradePath": [],
                 "identifiers": {"CVE": []}, "fixedIn": []},
        projectName="docker-image|harbour/till",
        displayTargetFile="Dockerfile",
        path="harbour/till:2.0/till",
        applications=[inside],
        filtered={"ignore": [ISSUE]},
    )  # fmt: skip
    found = records(written(tmp_path, "x.json", json.dumps(image)))
    assert {system.identifiers for system in systems(found)} == {(("image", "harbour/till:2.0"),)}
    assert [f.fix_key for f in findings(found)] == [
        "upgrade:deb:tide", "upgrade:npm:pier", "upgrade:npm:pier",
    ]  # fmt: skip
    assert [f.status for f in findings(found)] == ["open", "open", "muted"]
    targets = [(header.kind, header.target) for header in headers(found)]
    assert targets == [
        ("image", "harbour/till:2.0 Dockerfile"),
        ("image", "harbour/till:2.0 /app/package.json"),
        ("image", "harbour/till:2.0 Dockerfile"),
    ]


def test_configuration(tmp_path: Path) -> None:
    issue = {
        "id": "SNYK-CC-TF-242",
        "title": "Public address",
        "severity": "medium",
        "isIgnored": True,
        "lineNumber": 9,
        "resolve": "Set it to false",
        "msg": "resource.x[y].z",
    }
    said = project(
        vulnerabilities=[], infrastructureAsCodeIssues=[issue, issue | {"lineNumber": -1}],
        targetFile="db.tf", displayTargetFile=None, packageManager="terraformconfig",
    )  # fmt: skip
    found = one(tmp_path, said)
    assert (found.weakness, found.location, found.status) == (
        "SNYK-CC-TF-242 db.tf", "db.tf:9", "muted",
    )  # fmt: skip
    assert (found.category, found.fix) == ("misconfiguration", "Set it to false")
    assert findings(records(tmp_path / "snyk.json"))[1].location == "db.tf"


def test_the_older_apis(tmp_path: Path) -> None:
    tested = {
        "ok": False,
        "issues": {"vulnerabilities": [ISSUE], "licenses": [LICENCE]},
        "dependencyCount": 3,
    }
    assert one(tmp_path, tested).weakness == "CVE-2026-0300"
    data = {key: ISSUE[key] for key in ("id", "title", "severity", "identifiers", "cvssScore")}
    aggregated = {
        "issues": [
            {"id": "SNYK-JS-TIDE-1", "issueType": "vuln", "pkgName": "tide",
             "pkgVersions": ["1.0.0"], "issueData": data, "isIgnored": True,
             "fixInfo": {"fixedIn": ["1.2.0"]}}
        ]
    }  # fmt: skip
    found = one(tmp_path, aggregated)
    assert (found.status, found.package, found.fixed_version) == ("muted", "tide", "1.2.0")


def rest(*issues: Any, **more: Any) -> str:
    return json.dumps({"jsonapi": {"version": "1.0"}, "data": issues} | more)


def rest_issue(where: Any, **changes: Any) -> dict[str, Any]:
    attributes = {
        "title": "Path traversal",
        "type": "code",
        "effective_severity_level": "medium",
        "ignored": False,
        "status": "open",
        "key": "uuid",
        "problems": [{"id": "uuid", "source": "SNYK"}],
        "classes": [{"id": "CWE-22"}],
        "coordinates": [{"representations": [where]}],
    } | changes
    item = {"data": {"id": "p1", "type": "project"}}
    return {"id": "i1", "attributes": attributes, "relationships": {"scan_item": item}}


def test_the_rest_api(tmp_path: Path) -> None:
    region = {"start": {"line": 65}}
    code = rest_issue({"sourceLocation": {"file": "a.py", "region": region}})
    package = rest_issue(
        {"dependency": {"package_name": "pyyaml", "package_version": "5.3"}},
        type="package_vulnerability", ignored=True,
        problems=[{"id": "SNYK-PYTHON-PYYAML-1"}, {"id": "CVE-2026-0301"}],
    )  # fmt: skip
    path = written(tmp_path, "x.json", rest(code, package, links={"next": "/x?starting_after=9"}))
    assert sniff(path) == "snyk-api"
    found = records(path)
    first, second = findings(found)
    assert (first.weakness, first.location, first.category) == (
        "Path traversal a.py", "a.py:65", "code",
    )  # fmt: skip
    assert (second.weakness, second.status, second.fix_key) == (
        "CVE-2026-0301", "muted", "upgrade:pypi:pyyaml",
    )  # fmt: skip
    assert {h.policy.split(" ", 1)[1] for h in headers(found)} == {"page before starting_after=9"}
    assert systems(found)[0].identifiers == (("other", "snyk project p1"),)


def test_the_rest_api_without_issues(tmp_path: Path) -> None:
    path = written(tmp_path, "x.json", rest())
    assert sniff(path) == "snyk-api"
    assert len(records(path)) == 1


@pytest.mark.parametrize(
    "bad",
    [
        '{"vulnerabilities": 3}',
        '{"vulnerabilities": [3], "packageManager": "npm"}',
        '{"vulnerabilities": [{}], "ok": true}',
        '{"infrastructureAsCodeIssues": [{}]}',
        '{"vulnerabilities": [{"id": "CVE-2026-0001"}], "bomFormat": "CycloneDX"}',
        '{"data": [3]}',
        '{"data": [{}]}',
        "[]",
        "{}",
    ],
)
@pytest.mark.parametrize("format_", ["snyk", "snyk-api"])
def test_odd_shapes_are_refused(tmp_path: Path, bad: str, format_: str) -> None:
    with pytest.raises(ReadError) as caught:
        list(read(written(tmp_path, "x.json", bad), format_))
    assert "bug" not in str(caught.value)


def test_the_issues_report(tmp_path: Path) -> None:
    head = (
        "ISSUE_SEVERITY,PROBLEM_TITLE,CVE,CWE,PROJECT_NAME,ISSUE_STATUS,ISSUE_TYPE,PRODUCT_NAME,"
        "PACKAGE_NAME_AND_VERSION,FIXED_IN_VERSION\n"
    )
    rows = (
        "High,Pollution,['CVE-2026-0300'],['CWE-1321'],harbour/till:package.json,Open,"
        "Vulnerability,Snyk Open Source,tide@1.0.0,1.2.0\n\n"
        "Medium,GPL-3.0,,,harbour/till:package.json,Ignored,License,Snyk Open Source,tide@1.0.0,\n"
    )
    path = written(tmp_path, "x.csv", "\ufeff" + head + rows)
    assert sniff(path) == "snyk-csv"
    first, second = findings(records(path))
    assert (first.weakness, first.fix, first.cwes) == (
        "CVE-2026-0300", "Upgrade tide to 1.2.0 or later.", ("CWE-1321",),
    )  # fmt: skip
    assert (second.category, second.status) == ("information", "muted")
    assert len(records(written(tmp_path, "e.csv", head.replace("_", " ")))) == 1
