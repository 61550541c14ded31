"""ASFF: what the Security Hub collects, and Inspector's own JSON, which says the same."""

import json
from pathlib import Path
from typing import Any

import pytest

from quarterdeck.readers import FindingSeen, ReadError, sniff
from tests.readers.support import findings, headers, records, scan_file, systems, written

BUCKET = {"Type": "AwsS3Bucket", "Id": "arn:aws:s3:::harbour-logs", "Region": "eu-west-1"}


def finding(**changes: Any) -> dict[str, Any]:
    return {
        "SchemaVersion": "2018-10-08",
        "Id": "arn:aws:securityhub:eu-west-1:111122223333:finding/1",
        "ProductArn": "arn:aws:securityhub:eu-west-1::product/aws/securityhub",
        "ProductName": "Security Hub",
        "GeneratorId": "security-control/S3.8",
        "AwsAccountId": "111122223333",
        "Types": ["Software and Configuration Checks/Industry and Regulatory Standards"],
        "UpdatedAt": "2026-03-09T10:15:00.000Z",
        "Severity": {"Label": "MEDIUM"},
        "Title": "Buckets should block public access",
        "Resources": [BUCKET],
        "Compliance": {"Status": "FAILED"},
        "Workflow": {"Status": "NEW"},
        "RecordState": "ACTIVE",
    } | changes


def read_one(folder: Path, **changes: Any) -> FindingSeen:
    path = written(folder, "hub.json", json.dumps({"Findings": [finding(**changes)]}))
    (found,) = findings(records(path))
    return found


def test_a_real_export_of_inspector_is_read_a_package_at_a_time() -> None:
    path = scan_file("asff/many_vulns.json")
    raw = json.loads(path.read_text())
    found = records(path)
    packages = [
        (vulnerability["Id"], package["Name"], package["FixedInVersion"])
        for entry in raw
        for vulnerability in entry["Vulnerabilities"]
        for package in vulnerability["VulnerablePackages"]
    ]
    assert [(f.weakness, f.package, f.fixed_version) for f in findings(found)] == packages
    assert {f.fix_key for f in findings(found) if f.package.endswith("jetty-server")} == {
        "upgrade:maven:org.eclipse.jetty:jetty-server"
    }
    (header,), (system,) = headers(found), systems(found)
    assert (header.family, header.kind, header.target) == ("inspector", "host", "aws 123456789123")
    assert system.identifiers[0] == ("cloud_id", raw[0]["Resources"][0]["Id"])


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "open"),
        ({"Compliance": {"Status": "PASSED"}, "Workflow": {"Status": "RESOLVED"}}, "passed"),
        ({"Compliance": {"Status": "WARNING"}}, "manual"),
        ({"Compliance": {"Status": "NOT_AVAILABLE"}}, "manual"),
        ({"Compliance": {"Status": "NOT_AVAILABLE"}, "RecordState": "ARCHIVED"}, "not-applicable"),
        ({"Workflow": {"Status": "SUPPRESSED"}}, "muted"),
        ({"Workflow": {"Status": "RESOLVED"}}, "fixed"),
        ({"RecordState": "ARCHIVED"}, "fixed"),
        ({"Workflow": None, "WorkflowState": "RESOLVED"}, "fixed"),
    ],
)
def test_what_became_of_a_control(tmp_path: Path, changes: dict[str, Any], status: str) -> None:
    assert read_one(tmp_path, **changes).status == status


@pytest.mark.parametrize(
    ("given", "ours"),
    [
        ({"Label": "INFORMATIONAL"}, "none"),
        ({"Normalized": 90}, "critical"),
        ({"Normalized": 39.5}, "low"),
        ({"Normalized": 0}, "none"),
        ({"Label": "UNTRIAGED"}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_severity_by_word_or_number(tmp_path: Path, given: dict[str, Any], ours: str) -> None:
    assert read_one(tmp_path, Severity=given).severity == ours


@pytest.mark.parametrize(
    ("changes", "weakness", "category"),
    [
        ({}, "S3.8", "misconfiguration"),
        (
            {"GeneratorId": "aws-foundational-security-best-practices/v/1.0.0/S3.8"},
            "S3.8",
            "misconfiguration",
        ),
        ({"Compliance": {"Status": "FAILED", "SecurityControlId": "S3.2"}}, "S3.2",
         "misconfiguration"),
        (
            {
                "GeneratorId": "arn:aws:guardduty:eu-west-1:111122223333:detector/1",
                "Types": ["TTPs/Discovery/Recon:EC2-Portscan"],
            },
            "Recon:EC2-Portscan",
            "exposure",
        ),
        ({"Compliance": None, "Severity": {"Label": "INFORMATIONAL"}}, "S3.8", "information"),
    ],
)  # fmt: skip
def test_the_rule_is_the_weakness(
    tmp_path: Path, changes: dict[str, Any], weakness: str, category: str
) -> None:
    found = read_one(tmp_path, **changes)
    assert (found.weakness, found.category) == (weakness, category)


def test_a_control_on_the_whole_account_fails_in_each_region_apart(tmp_path: Path) -> None:
    account = {"Type": "AwsAccount", "Id": "AWS::::Account:111122223333", "Region": "eu-west-3"}
    found = read_one(tmp_path, Resources=[account])
    assert found.weakness == "S3.8 eu-west-3"
    assert found.system.identifiers == (("cloud_account", "111122223333"),)


@pytest.mark.parametrize(
    ("name", "identifiers"),
    [
        ("i-0abc", (("cloud_id", "i-0abc"),)),
        ("arn:aws:iam::444455556666:root", (("cloud_account", "444455556666"),)),
        ("AWS::::Account:444455556666", (("cloud_account", "444455556666"),)),
        (
            "arn:aws:sqs:eu-west-1:444455556666:queue",
            (
                ("cloud_id", "arn:aws:sqs:eu-west-1:444455556666:queue"),
                ("cloud_account", "444455556666"),
            ),
        ),
    ],
)
def test_without_an_account_the_resource_is_asked(
    tmp_path: Path, name: str, identifiers: Any
) -> None:
    found = read_one(tmp_path, AwsAccountId=None, Resources=[{"Id": name}])
    assert found.system.identifiers == identifiers


def test_every_resource_of_a_finding_is_a_system(tmp_path: Path) -> None:
    two = [BUCKET, BUCKET | {"Id": "arn:aws:s3:::harbour-photos"}]
    path = written(tmp_path, "hub.json", json.dumps([finding(Resources=two)]))
    found = records(path)
    assert [system.name for system in systems(found)] == ["harbour-logs", "harbour-photos"]
    (header,) = headers(found)
    assert (header.policy, header.finished_at and header.finished_at.year) == (
        "securityhub S3.8",
        2026,
    )


def test_what_prowler_sent_is_prowlers_own(tmp_path: Path) -> None:
    sent = finding(
        ProductArn="arn:aws:securityhub:eu-west-1::product/prowler/prowler",
        GeneratorId="prowler-s3_bucket_public_access",
        ProductFields={"ProviderVersion": "3.3.0", "ProwlerResourceName": "harbour-logs"},
    )
    entries = [sent, sent | {"Compliance": {"Status": "PASSED"}}, finding()]
    found = records(written(tmp_path, "hub.json", json.dumps(entries)))
    first, second = headers(found)
    assert (first.family, first.policy, first.tool_version) == (
        "prowler", "s3_bucket_public_access", "3.3.0",
    )  # fmt: skip
    assert second.family == "security-hub"
    assert [f.status for f in findings(found)] == ["open", "passed", "open"]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(finding()),
        "\n".join([json.dumps(finding())] * 2),
        json.dumps({"findings": [finding()]}),
        json.dumps({"detail-type": "Security Hub Findings", "detail": {"findings": [finding()]}}),
    ],
)
def test_every_wrapper_is_known(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, "x", text)
    assert sniff(path) == "asff"
    assert {f.weakness for f in findings(records(path))} == {"S3.8"}


def test_an_export_without_findings_is_read(tmp_path: Path) -> None:
    found = records(written(tmp_path, "hub.json", '{"Findings": []}'))
    assert len(found) == len(headers(found)) == 1


INSPECTED: dict[str, Any] = {
    "findingArn": "arn:aws:inspector2:eu-west-1:111122223333:finding/7",
    "awsAccountId": "111122223333",
    "type": "PACKAGE_VULNERABILITY",
    "title": "GHSA-aaaa-bbbb-cccc - kernel-5.15",
    "severity": "UNTRIAGED",
    "status": "ACTIVE",
    "updatedAt": "2026-03-13 22:38:57.161000+01:00",
    "inspectorScore": 6.1,
    "resources": [
        {
            "type": "AWS_ECR_CONTAINER_IMAGE",
            "id": "arn:aws:ecr:eu-west-1:111122223333:repository/shop/sha256:d667",
            "details": {
                "awsEcrContainerImage": {
                    "repositoryName": "shop",
                    "registry": "111122223333",
                    "imageTags": ["2.3"],
                    "imageHash": "sha256:d667",
                    "platform": "DEBIAN_12",
                }
            },
        }
    ],
    "packageVulnerabilityDetails": {
        "vulnerabilityId": "GHSA-aaaa-bbbb-cccc",
        "relatedVulnerabilities": ["CVE-2026-0100"],
        "vulnerablePackages": [
            {"name": "linux", "version": "4.19", "release": "2", "packageManager": "OS",
             "fixedInVersion": "NotAvailable"}
        ],
        "cvss": [
            {"baseScore": 5.5, "scoringVector": "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H"}
        ],
    },
}  # fmt: skip


def inspect(folder: Path, **changes: Any) -> list[Any]:
    path = written(folder, "i.json", json.dumps({"findings": [INSPECTED | changes]}))
    assert sniff(path) == "inspector"
    return records(path)


def test_inspectors_own_export(tmp_path: Path) -> None:
    found = inspect(tmp_path)
    (one,), (header,) = findings(found), headers(found)
    assert (one.weakness, one.cves, one.severity) == (
        "CVE-2026-0100",
        ("CVE-2026-0100",),
        "unknown",
    )
    assert (one.score, one.cvss) == (5.5, ("CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H",))
    assert (one.fix, one.fix_key, one.package_version) == ("", "upgrade:deb:linux", "4.19-2")
    assert one.system.name == "shop:2.3"
    assert one.system.operating_system == "DEBIAN 12"
    assert (one.system.identifiers[0]) == (
        "image",
        "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:2.3",
    )
    assert (header.kind, header.family) == ("image", "inspector")


def test_inspectors_states_code_and_ports(tmp_path: Path) -> None:
    closed, muted = inspect(tmp_path, status="CLOSED"), inspect(tmp_path, status="SUPPRESSED")
    assert [findings(found)[0].status for found in (closed, muted)] == ["fixed", "muted"]
    where = {"fileName": "app.py", "filePath": "src/app.py", "startLine": 7}
    code = {"detectorId": "python/sql-injection@v1", "cwes": ["CWE-89"], "filePath": where}
    (found,) = findings(
        inspect(
            tmp_path,
            type="CODE_VULNERABILITY",
            packageVulnerabilityDetails=None,
            codeVulnerabilityDetails=code,
        )
    )
    assert (found.category, found.weakness, found.location, found.cwes) == (
        "code", "python/sql-injection@v1 src/app.py", "src/app.py:7", ("CWE-89",),
    )  # fmt: skip
    (port,) = findings(
        inspect(tmp_path, type="NETWORK_REACHABILITY", packageVulnerabilityDetails=None,
                title="Port 22 is reachable from an Internet Gateway - TCP", severity="MEDIUM")
    )  # fmt: skip
    assert (port.category, port.weakness) == ("exposure", port.title)


def test_inspector_without_findings(tmp_path: Path) -> None:
    path = written(tmp_path, "i.json", '{"findings": []}')
    assert sniff(path) == "inspector"
    assert len(records(path)) == 1


@pytest.mark.parametrize(
    "bad", [[1], [{}], [{"ProductArn": "x"}], [finding(Resources="x")], [finding(Resources=[1])]]
)
@pytest.mark.parametrize("format_", ["asff", "inspector"])
def test_odd_shapes_are_refused(tmp_path: Path, bad: Any, format_: str) -> None:
    path = written(tmp_path, "x.json", json.dumps(bad))
    with pytest.raises(ReadError) as caught:
        records(path, format_)
    assert "bug" not in str(caught.value)


TABLE = (
    "AWS Account Id,Severity,Finding Type,Title,Finding ARN,Last Updated,Resource ID,"
    "Container Image Tags,Region,Platform,Affected Packages,Package Installed Version,"
    "Fixed in Version,Status,Vulnerability Id,NVD CVSS3 Score,Resource Type,Resource Private Ipv4,"
    "Package Manager\n"
)


def test_inspectors_table_is_told_as_its_json(tmp_path: Path) -> None:
    rows = (
        "111122223333,HIGH,Package Vulnerability,CVE-2026-0100 - a,arn:1,2026-03-01T00:00:00Z,"
        "arn:aws:ecr:eu-west-1:111122223333:repository/shop/sha256:d667,2.3,eu-west-1,DEBIAN_12,"
        '"libx, liby","1, 2","3, NotAvailable",ACTIVE,CVE-2026-0100,7.5,AWS_ECR_CONTAINER_IMAGE,,'
        "\n\n111122223333,MEDIUM,Network Reachability,Port 22 is reachable,arn:2,,i-0aa,,eu-west-1,"
        "UBUNTU_22_04,,,,SUPPRESSED,,,AWS_EC2_INSTANCE,10.0.0.8,\n"
    )
    path = written(tmp_path, "x.csv", "\ufeff" + TABLE + rows)
    assert sniff(path) == "inspector-csv"
    found = records(path)
    first, second, port = findings(found)
    assert [(f.package, f.package_version, f.fixed_version) for f in (first, second)] == [
        ("libx", "1", "3"),
        ("liby", "2", ""),
    ]
    assert (first.weakness, first.score, first.fix_key) == (
        "CVE-2026-0100", 7.5, "upgrade:deb:libx",
    )  # fmt: skip
    own = findings(inspect(tmp_path))[0]
    assert first.system.identifiers == own.system.identifiers
    assert (port.status, port.category) == ("muted", "exposure")
    assert ("ip", "10.0.0.8") in port.system.identifiers
    assert [header.kind for header in headers(found)] == ["image", "host"]
    assert len(records(written(tmp_path, "e.csv", TABLE))) == 1
