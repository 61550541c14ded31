"""Trivy Operator's reports: of images, settings, secrets and compliance, in every wrapping."""

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
    systems,
    written,
)

GROUP = "aquasecurity.github.io"
ARTEFACT = {
    "registry": {"server": "index.docker.io"},
    "artifact": {"repository": "library/shop", "tag": "1", "digest": "sha256:ab"},
    "os": {"family": "alpine", "name": "3.20"},
    "scanner": {"name": "Trivy", "version": "0.60.0"},
    "updateTimestamp": "2026-03-01T10:00:00Z",
}
CURL = {
    "vulnerabilityID": "CVE-2026-1000", "resource": "curl", "installedVersion": "8.0",
    "fixedVersion": "8.1", "severity": "CRITICAL", "score": 9.1, "title": "curl: overflow",
    "primaryLink": "https://example.org/c", "links": [], "target": "shop (alpine)",
    "packageType": "alpine",
}  # fmt: skip
CHECK = {
    "checkID": "KSV014", "title": "Root file system is not read-only", "severity": "LOW",
    "success": False, "messages": ["Set it."], "remediation": "Make it read-only.",
}  # fmt: skip
SECRET = {"ruleID": "aws-key", "title": "A key", "severity": "HIGH", "target": "root/key.txt"}


def report(kind: str, body: dict[str, Any], **top: Any) -> dict[str, Any]:
    labels = {
        "trivy-operator.resource.kind": "ReplicaSet",
        "trivy-operator.resource.name": "shop-1",
        "trivy-operator.resource.namespace": "default",
    }
    metadata = {"name": "replicaset-shop-1", "namespace": "default", "labels": labels}
    metadata["creationTimestamp"] = "2026-02-01T10:00:00Z"
    head = {"apiVersion": f"{GROUP}/v1alpha1", "kind": kind, "metadata": metadata}
    return head | ({"report": body} if body else {}) | top


VULNERABLE = report("VulnerabilityReport", ARTEFACT | {"vulnerabilities": [CURL]})
AUDITED = report("ConfigAuditReport", {"checks": [CHECK, CHECK | {"success": True}]})
EXPOSED = report("ExposedSecretReport", ARTEFACT | {"secrets": [SECRET]})
WRAPPED = {
    "list": [VULNERABLE, AUDITED, EXPOSED],
    "kubectl": {"apiVersion": "v1", "items": [VULNERABLE, AUDITED, EXPOSED], "kind": "List"},
    "by kind": {
        f"clustersbomreports.{GROUP}": [],
        f"vulnerabilityreports.{GROUP}": [VULNERABLE],
        f"configauditreports.{GROUP}": [AUDITED],
        f"exposedsecretreports.{GROUP}": [EXPOSED],
    },
}


@pytest.mark.parametrize("name", WRAPPED)
def test_every_wrapping_is_opened(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, "r.json", json.dumps(WRAPPED[name]))
    assert sniff(path) == "trivy-operator"
    found = records(path)
    assert [header.policy for header in headers(found)] == [
        "VulnerabilityReport",
        "ConfigAuditReport",
        "ExposedSecretReport",
    ]
    assert [finding.category for finding in opened(found)] == [
        "vulnerability",
        "misconfiguration",
        "secret",
    ]


def test_packages_belong_to_the_image(tmp_path: Path) -> None:
    path = written(tmp_path, "r.json", json.dumps(VULNERABLE))
    assert sniff(path) == "trivy-operator"
    found = records(path)
    (header,), (system,), (weak,) = headers(found), systems(found), findings(found)
    assert (header.family, header.kind, header.tool_version) == ("trivy", "image", "0.60.0")
    assert str(header.finished_at) == "2026-03-01 10:00:00+00:00"
    assert system.identifiers == (
        ("image", "index.docker.io/library/shop:1"),
        ("image", "index.docker.io/library/shop@sha256:ab"),
    )
    assert system.operating_system == "alpine 3.20"
    assert (weak.weakness, weak.severity, weak.score) == ("CVE-2026-1000", "critical", 9.1)
    assert (weak.fix_key, weak.fixed_version) == ("upgrade:apk:curl", "8.1")
    assert weak.location == "curl 8.0, default/ReplicaSet/shop-1"


def test_settings_belong_to_the_workload(tmp_path: Path) -> None:
    found = records(written(tmp_path, "r.json", json.dumps(AUDITED)))
    failed, passed = findings(found)
    assert failed.system.name == "default/ReplicaSet/shop-1"
    assert failed.weakness == "KSV014 ReplicaSet/shop-1"
    assert (failed.fix, failed.evidence) == ("Make it read-only.", "Set it.")
    assert (failed.status, passed.status) == ("open", "passed")
    assert headers(found)[0].kind == "other"


def test_a_secret_is_in_a_file_of_the_image(tmp_path: Path) -> None:
    (found,) = findings(records(written(tmp_path, "r.json", json.dumps(EXPOSED))))
    assert (found.weakness, found.location) == ("aws-key root/key.txt", "root/key.txt")


def test_compliance_by_check_or_by_control(tmp_path: Path) -> None:
    bare = {"checkID": "", "severity": "", "success": True}
    control = {"id": "1.1", "name": "Files", "severity": "HIGH", "checks": [
        CHECK | {"severity": "", "target": "/etc/k"}, bare,
    ]}  # fmt: skip
    detailed = report(
        "ClusterComplianceReport", {}, status={"detailReport": {"results": [control]}}
    )
    failed, passed = findings(records(written(tmp_path, "r.json", json.dumps(detailed))))
    assert (failed.weakness, failed.severity) == ("KSV014 /etc/k", "high")
    assert (passed.weakness, passed.status) == ("1.1", "passed")
    counts = [{"id": "1", "name": "A", "severity": "LOW"} | more
              for more in ({"totalFail": 3}, {"totalFail": 0}, {})]  # fmt: skip
    summed = report(
        "ClusterComplianceReport", {}, status={"summaryReport": {"controlCheck": counts}}
    )
    found = findings(records(written(tmp_path, "r.json", json.dumps([summed]))))
    assert [finding.status for finding in found] == ["open", "passed", "manual"]


@pytest.mark.parametrize(
    "clean",
    [
        report("VulnerabilityReport", ARTEFACT | {"vulnerabilities": []}),
        report("ConfigAuditReport", {"checks": []}),
        {f"vulnerabilityreports.{GROUP}": [], f"configauditreports.{GROUP}": []},
    ],
)
def test_nothing_found_is_a_scan(tmp_path: Path, clean: Any) -> None:
    found = records(written(tmp_path, "r.json", json.dumps(clean)))
    assert len(headers(found)) == 1
    assert not findings(found)


def test_other_things_of_a_cluster_are_no_reports(tmp_path: Path) -> None:
    pods = {"apiVersion": "v1", "items": [{"apiVersion": "v1", "kind": "Pod", "metadata": {}}]}
    path = written(tmp_path, "pods.json", json.dumps(pods))
    with pytest.raises(ReadError, match="not recognised"):
        records(path)
    with pytest.raises(ReadError, match="holds no trivy report"):
        records(path, "trivy-operator")


def test_harmed_files_are_read_or_refused(tmp_path: Path) -> None:
    for wrapped in (WRAPPED["list"], WRAPPED["by kind"]):
        data = json.dumps(wrapped).encode()
        for harmed in (*cuts(data, 8), *mutations(data, 40)):
            outcome(tmp_path, "r.json", harmed, "trivy-operator")
