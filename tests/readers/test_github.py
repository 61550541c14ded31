"""GitHub: Dependabot of both interfaces, code scanning, secret scanning."""

import json
from pathlib import Path
from typing import Any

import pytest

from quarterdeck.readers import FindingSeen, ReadError, read, sniff
from tests.readers.support import findings, headers, records, scan_file, systems, written

REPOSITORY = "https://github.com/harbour/till"
ADVISED: dict[str, Any] = {
    "id": "RVA_1",
    "number": 1,
    "state": "OPEN",
    "createdAt": "2026-01-26T02:42:32Z",
    "vulnerableManifestPath": "app/pom.xml",
    "vulnerableRequirements": "= 5.3.29",
    "securityVulnerability": {
        "severity": "MODERATE",
        "package": {"name": "org.example:web", "ecosystem": "MAVEN"},
        "firstPatchedVersion": {"identifier": "6.0.0"},
        "advisory": {
            "summary": "Unsafe reading",
            "identifiers": [
                {"type": "GHSA", "value": "GHSA-aaaa-bbbb-cccc"},
                {"type": "CVE", "value": "CVE-2026-0200"},
            ],
            "references": [{"url": "https://example.org/advice"}],
            "cvss": {"score": 0, "vectorString": None},
            "cwes": {"nodes": [{"cweId": "CWE-502"}]},
        },
    },
}
DEPENDABOT: dict[str, Any] = {
    "number": 4,
    "state": "open",
    "dependency": {
        "package": {"ecosystem": "pip", "name": "ansible"},
        "manifest_path": "path/requirements.txt",
    },
    "security_advisory": {
        "ghsa_id": "GHSA-dddd-eeee-ffff",
        "cve_id": "CVE-2026-0201",
        "summary": "Leaks",
        "severity": "high",
        "cvss": {"vector_string": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", "score": 7.5},
        "cwes": [{"cwe_id": "CWE-200"}],
    },
    "security_vulnerability": {
        "severity": "medium",
        "first_patched_version": {"identifier": "2.7.2"},
    },
    "html_url": f"{REPOSITORY}/security/dependabot/4",
    "created_at": "2026-02-01T00:00:00Z",
    "updated_at": "2026-03-01T00:00:00Z",
}
CODE: dict[str, Any] = {
    "number": 35,
    "state": "open",
    "fixed_at": "None",
    "dismissed_at": "None",
    "html_url": f"{REPOSITORY}/security/code-scanning/35",
    "rule": {
        "id": "py/path-injection",
        "severity": "error",
        "security_severity_level": "medium",
        "description": "Uncontrolled path",
        "tags": ["external/cwe/cwe-022", "security"],
    },
    "tool": {"name": "CodeQL", "version": "2.16.2"},
    "most_recent_instance": {
        "location": {"path": "src/file.py", "start_line": 42},
        "message": {"text": "This path depends on input."},
    },
}
SECRET: dict[str, Any] = {
    "number": 2,
    "state": "open",
    "resolution": None,
    "html_url": f"{REPOSITORY}/security/secret-scanning/2",
    "locations_url": "https://api.github.com/x/locations",
    "secret_type": "aws_access_key_id",
    "secret_type_display_name": "AWS access key",
    "secret": "AKIAIOSFODNN7NOTREAL",
    "first_location_detected": {"path": "/etc/keys.txt", "start_line": 3},
}


def graphql(*alerts: Any, **repository: Any) -> dict[str, Any]:
    named = {"name": "till", **repository, "vulnerabilityAlerts": {"nodes": alerts}}
    return {"data": {"repository": named}}


def one(folder: Path, said: Any) -> FindingSeen:
    path = written(folder, "alerts.json", said if isinstance(said, str) else json.dumps(said))
    assert sniff(path) == "github"
    return findings(records(path))[0]


def test_every_alert_of_a_real_answer_is_read() -> None:
    path = scan_file("github_vulnerability/github-5-vuln.json")
    (node,) = json.loads(path.read_text())["data"]["search"]["nodes"]
    found = records(path)
    assert [(f.package, f.severity_word, f.raw_id) for f in findings(found)] == [
        (alert["securityVulnerability"]["package"]["name"],
         alert["securityVulnerability"]["severity"], alert["id"])
        for alert in node["vulnerabilityAlerts"]["nodes"]
    ]  # fmt: skip
    (system,) = systems(found)
    assert system.identifiers == (("repository", "test-repository"),)


def test_dependabot_through_graphql(tmp_path: Path) -> None:
    found = one(tmp_path, graphql(ADVISED, nameWithOwner="harbour/till"))
    assert (found.weakness, found.severity, found.score) == ("CVE-2026-0200", "medium", None)
    assert found.fix_key == "upgrade:maven:org.example:web"
    assert found.fix == "Upgrade org.example:web to 6.0.0 or later."
    assert (found.location, found.package_version) == (
        "org.example:web 5.3.29 (app/pom.xml)",
        "5.3.29",
    )
    assert found.cwes == ("CWE-502",)
    assert found.system.identifiers == (("repository", "harbour/till"),)


@pytest.mark.parametrize(
    ("alert", "identity"),
    [
        (ADVISED | {"dependabotUpdate": {"pullRequest": {"permalink": f"{REPOSITORY}/pull/1"}}},
         REPOSITORY),
        (ADVISED, "till"),
    ],
)  # fmt: skip
def test_a_repository_is_known_by_its_address_if_the_answer_shows_it(
    tmp_path: Path, alert: Any, identity: str
) -> None:
    assert one(tmp_path, graphql(alert)).system.identifiers == (("repository", identity),)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"state": "FIXED"}, "fixed"),
        ({"state": "AUTO_DISMISSED"}, "muted"),
        ({"state": None, "dismissedAt": "2026-01-01T00:00:00Z"}, "muted"),
        ({"state": None, "fixedAt": "2026-01-01T00:00:00Z"}, "fixed"),
        ({"state": None}, "open"),
    ],
)
def test_states(tmp_path: Path, changes: Any, status: str) -> None:
    assert one(tmp_path, graphql(ADVISED | changes)).status == status


def test_a_page_of_alerts_is_no_whole_scan_and_a_clean_repository_is_seen(tmp_path: Path) -> None:
    page = {"nodes": [ADVISED], "pageInfo": {"hasNextPage": True, "endCursor": "abc"}}
    nodes = [
        {"name": "till", "vulnerabilityAlerts": page},
        {},
        {"name": "clean", "vulnerabilityAlerts": {"nodes": []}},
        {"name": "hidden", "vulnerabilityAlerts": None},
    ]
    said = {"data": {"organization": {"repositories": {"nodes": nodes}}}}
    found = records(written(tmp_path, "x.json", json.dumps(said)))
    assert [(h.target, h.policy) for h in headers(found)] == [
        ("till", "dependabot, 1 up to abc"),
        ("clean", "dependabot"),
    ]
    assert [system.name for system in systems(found)] == ["till", "clean"]


@pytest.mark.parametrize(
    "said",
    [
        [DEPENDABOT],
        DEPENDABOT,
        [[DEPENDABOT], [DEPENDABOT]],
        json.dumps([DEPENDABOT]) + json.dumps([DEPENDABOT]),
        [DEPENDABOT | {"security_vulnerability": DEPENDABOT["security_vulnerability"]}, CODE],
    ],
)
def test_dependabot_through_rest(tmp_path: Path, said: Any) -> None:
    found = one(tmp_path, said)
    assert (found.weakness, found.severity, found.score) == ("CVE-2026-0201", "medium", 7.5)
    assert (found.fix_key, found.fixed_version) == ("upgrade:pypi:ansible", "2.7.2")
    assert found.system.identifiers == (("repository", REPOSITORY),)


def test_code_scanning(tmp_path: Path) -> None:
    found = one(tmp_path, [CODE])
    assert (found.weakness, found.location) == ("py/path-injection src/file.py", "src/file.py:42")
    assert (found.severity, found.category, found.status, found.cwes) == (
        "medium", "code", "open", ("CWE-22",),
    )  # fmt: skip
    ungraded = CODE | {"rule": {"id": "x", "severity": "warning"}, "state": "dismissed"}
    found = one(tmp_path, [ungraded])
    assert (found.severity, found.status) == ("medium", "muted")
    quality = CODE | {"rule": {"id": "x", "severity": "note", "tags": ["maintainability"]}}
    assert one(tmp_path, [quality]).category == "information"
    path = written(tmp_path, "x.json", json.dumps([CODE]))
    assert [header.policy for header in headers(records(path))] == ["code-scanning CodeQL"]


@pytest.mark.parametrize(
    ("changes", "status", "severity"),
    [
        ({}, "open", "high"),
        ({"validity": "inactive"}, "open", "low"),
        ({"state": "resolved", "resolution": "revoked"}, "fixed", "high"),
        ({"state": "resolved", "resolution": "false_positive"}, "muted", "high"),
    ],
)
def test_secret_scanning_never_repeats_the_secret(
    tmp_path: Path, changes: Any, status: str, severity: str
) -> None:
    found = one(tmp_path, [SECRET | changes])
    assert (found.status, found.severity, found.category) == (status, severity, "secret")
    assert (found.weakness, found.location) == ("aws_access_key_id etc/keys.txt", "etc/keys.txt:3")
    assert SECRET["secret"] not in repr(found)


@pytest.mark.parametrize(
    "bad",
    [
        '{"data": {"repository": null}, "errors": []}',
        '{"data": {"repository": {"vulnerabilityAlerts": {"nodes": [{}]}}}}',
        '{"data": {"repository": {"vulnerabilityAlerts": {"nodes": 3}}}}',
        '{"data": {"search": {"edges": [{"node": 3}]}}}',
        "[3]",
        '[{"a": 1}]',
        '{"message": "Bad credentials"}',
    ],
)
def test_odd_shapes_are_refused(tmp_path: Path, bad: str) -> None:
    with pytest.raises(ReadError) as caught:
        list(read(written(tmp_path, "x.json", bad), "github"))
    assert "bug" not in str(caught.value)
