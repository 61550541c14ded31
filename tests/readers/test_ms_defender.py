"""Microsoft Defender: the API's layouts, advanced hunting, and archives of many files."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from quarterdeck.readers import ReadError, read, sniff
from tests.readers.support import findings, headers, records, scan_file, systems, written

CONTEXT = "https://api.security.microsoft.com/api/$metadata#Collection(x)"
MACHINE = {
    "id": "a1b2",
    "computerDnsName": "till-3.harbour.example",
    "healthStatus": "Active",
    "osPlatform": "Windows11",
    "version": "23H2",
    "lastIpAddress": "10.1.2.3",
    "lastExternalIpAddress": "192.0.2.7",
    "lastSeen": "2026-03-02T09:00:00Z",
    "ipAddresses": [{"ipAddress": "10.1.2.3", "macAddress": "00B0D063C226"}],
}
SHORT = {
    "id": "a1b2-_-CVE-2026-0001-_-microsoft-_-edge_chromium-based-_-119-_-",
    "cveId": "CVE-2026-0001",
    "machineId": "a1b2",
    "fixingKbId": "5001234",
    "productName": "edge_chromium-based",
    "productVendor": "microsoft",
    "productVersion": "119",
    "severity": "High",
}
FULL = {
    "deviceId": "c3d4",
    "deviceName": "office-1",
    "osPlatform": "Windows10",
    "softwareVendor": "zip",
    "softwareName": "7-zip",
    "softwareVersion": "21",
    "cveId": "CVE-2026-0002",
    "vulnerabilitySeverityLevel": "Medium",
    "cvssScore": 7.8,
    "recommendedSecurityUpdate": None,
    "diskPaths": ["C:\\Program Files\\7-Zip"],
    "lastSeenTimestamp": "2026-03-01 08:00:00",
    "firstSeenTimestamp": "2026-01-05 08:00:00",
}


def wrapped(*rows: Any, **more: Any) -> str:
    return json.dumps({"@odata.context": CONTEXT, "value": rows} | more)


def archive(folder: Path, **members: str) -> Path:
    path = folder / "defender.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, said in members.items():
            packed.writestr(f"export/{name}.json", said)
    return path


def test_a_real_archive_names_the_machines_from_the_inventory_beside() -> None:
    found = records(scan_file("ms_defender/defender_multiple_files.zip"))
    assert {f.system.name for f in findings(found)} == {
        "afjweiofwejfio.com",
        "wjeriowerjoiewrjoweirjeowij",
    }
    assert len(findings(found)) == 5
    assert len({(h.target, h.kind, h.policy, h.finished_at) for h in headers(found)}) == 1


def test_a_real_page_of_the_api() -> None:
    path = scan_file("ms_defender/report_many_vulns.json")
    found = records(path)
    rows = json.loads(path.read_text())["value"]
    assert [(f.weakness, f.severity_word, f.package) for f in findings(found)] == [
        (row["cveId"], row["severity"], row["productName"]) for row in rows
    ]
    (header,) = headers(found)
    assert header.policy == "page before $skip=10000"


@pytest.mark.parametrize(
    "text",
    [
        wrapped(FULL),
        json.dumps([FULL]),
        json.dumps(FULL),
        "\n".join(json.dumps({k[:1].upper() + k[1:]: v for k, v in FULL.items()}) for _ in "ab"),
        json.dumps({"Schema": [], "Results": [FULL]}),
    ],
)
def test_the_full_layout_in_every_wrapper(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, "x", text)
    assert sniff(path) == "ms-defender"
    one = findings(records(path))[0]
    assert (one.weakness, one.score, one.severity, one.fix_key) == (
        "CVE-2026-0002", 7.8, "medium", "upgrade:zip:7-zip",
    )  # fmt: skip
    assert one.location == "7-zip 21 (C:\\Program Files\\7-Zip)"
    assert one.first_seen is not None
    assert one.system.identifiers == (("hostname", "office-1"), ("other", "c3d4"))


def test_a_patch_gathers_what_it_closes(tmp_path: Path) -> None:
    other = SHORT | {"cveId": "CVE-2026-0009", "fixingKbId": "KB5001234"}
    found = findings(records(written(tmp_path, "x.json", wrapped(SHORT, other))))
    assert {(f.fix_key, f.fix) for f in found} == {("fix:KB5001234", "Install KB5001234.")}


def test_an_inventory_alone_proves_nothing_mended(tmp_path: Path) -> None:
    alone = records(written(tmp_path, "m.json", wrapped(MACHINE)))
    assert [header.policy for header in headers(alone)] == ["inventory"]
    (system,) = systems(alone)
    assert system.identifiers == (
        ("fqdn", "till-3.harbour.example"),
        ("ip", "10.1.2.3"),
        ("mac", "00B0D063C226"),
        ("other", "a1b2"),
    )
    assert system.operating_system == "Windows11 23H2"
    both = archive(tmp_path, a_machines=wrapped(MACHINE), b=wrapped(SHORT), c=wrapped(FULL))
    found = records(both)
    assert {(h.policy, h.finished_at and h.finished_at.day) for h in headers(found)} == {("", 2)}
    assert [f.system.name for f in findings(found)] == ["till-3.harbour.example", "office-1"]


def test_software_without_a_cve_is_no_finding_but_was_looked_at(tmp_path: Path) -> None:
    found = records(written(tmp_path, "x.json", wrapped(FULL | {"cveId": None})))
    assert not findings(found)
    assert [system.name for system in systems(found)] == ["office-1"]


def test_what_is_gone_is_fixed(tmp_path: Path) -> None:
    found = records(written(tmp_path, "x.json", wrapped(FULL | {"status": "Fixed"})))
    assert findings(found)[0].status == "fixed"


@pytest.mark.parametrize("more", [{}, {"@odata.nextLink": "https://api/x?$skip=1"}])
def test_an_answer_without_rows(tmp_path: Path, more: dict[str, str]) -> None:
    path = written(tmp_path, "x.json", wrapped(**more))
    assert sniff(path) == "ms-defender"
    assert len(headers(records(path))) == 1


def test_another_microsoft_answer_is_left_alone(tmp_path: Path) -> None:
    graph = {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users", "value": []}
    with pytest.raises(ReadError, match="not recognised"):
        records(written(tmp_path, "x.json", json.dumps(graph)))


def test_advanced_hunting_as_csv(tmp_path: Path) -> None:
    head = "DeviceId,DeviceName,OSPlatform,SoftwareVendor,SoftwareName,SoftwareVersion,CveId,"
    rows = f"\ufeff{head}VulnerabilitySeverityLevel,RecommendedSecurityUpdate\n\n" + (
        "c3d4,office-1.harbour.example,Windows10,zip,7-zip,21,CVE-2026-0002,Critical,March 2026\n"
    )
    path = written(tmp_path, "x.csv", rows)
    assert sniff(path) == "ms-defender-csv"
    (one,) = findings(records(path))
    assert (one.weakness, one.severity, one.fix) == (
        "CVE-2026-0002", "critical", "Install March 2026.",
    )  # fmt: skip
    assert len(records(written(tmp_path, "e.csv", rows.splitlines()[0] + "\n"))) == 1


@pytest.mark.parametrize("bad", ['{"value": [1]}', '{"value": 3}', '[{"a": 1}]', '{"a": 1}'])
def test_odd_shapes_are_refused(tmp_path: Path, bad: str) -> None:
    with pytest.raises(ReadError) as caught:
        list(read(written(tmp_path, "x.json", bad), "ms-defender"))
    assert "bug" not in str(caught.value)
