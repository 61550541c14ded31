"""The Security Hub's findings in OCSF: the same findings as in ASFF."""

import json
from pathlib import Path
from typing import Any

import pytest

from quarterdeck.readers import ReadError, sniff
from tests.readers.support import findings, headers, outcome, records, systems, written
from tests.readers.test_asff import finding as in_asff

SAMPLE = Path(__file__).with_name("samples") / "asff-ocsf.json"
CONTROL, VULNERABLE = json.loads(SAMPLE.read_text())


def test_a_control_and_a_vulnerability() -> None:
    found = records(SAMPLE)
    control, vulnerable = findings(found)
    assert sniff(SAMPLE) == "asff-ocsf"
    assert [(h.family, h.target, h.kind, h.policy) for h in headers(found)] == [
        ("security-hub", "aws 111122223333", "cloud", "securityhub S3.8"),
        ("inspector", "aws 111122223333", "host", ""),
    ]
    assert (control.weakness, control.severity, control.status) == ("S3.8", "high", "open")
    assert (control.category, control.fix) == ("misconfiguration", "Block it.")
    assert (vulnerable.weakness, vulnerable.score) == ("CVE-2026-0001", 9.8)
    assert (vulnerable.package, vulnerable.fixed_version) == ("rope", "1.2")
    assert vulnerable.fix_key == "upgrade:npm:rope"
    assert [system.identifiers[0] for system in systems(found)] == [
        ("cloud_id", "arn:aws:s3:::harbour-logs"),
        ("cloud_id", "arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc"),
    ]


def test_it_is_the_same_finding_and_scan_as_in_asff(tmp_path: Path) -> None:
    asff = records(written(tmp_path, "a.json", json.dumps({"Findings": [in_asff()]})))
    ocsf = records(written(tmp_path, "o.json", json.dumps({"Findings": [CONTROL]})))
    (first,), (second,) = findings(asff), findings(ocsf)
    assert (first.weakness, first.system) == (
        second.weakness.replace("S3.8", first.weakness), second.system,
    )  # fmt: skip
    assert headers(asff)[0].target == headers(ocsf)[0].target
    assert headers(asff)[0].policy.split()[0] == headers(ocsf)[0].policy.split()[0]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"compliance": {"control": "S3.8", "status": "Pass"}}, "passed"),
        ({"status": "Suppressed"}, "muted"),
        ({"status": "Resolved"}, "fixed"),
        ({"status": "Archived"}, "fixed"),
        ({"status": "In Progress"}, "open"),
    ],
)
def test_states(changes: dict[str, Any], status: str, tmp_path: Path) -> None:
    (found,) = findings(records(written(tmp_path, "o.json", json.dumps([CONTROL | changes]))))
    assert found.status == status


def test_alone_in_lines_and_in_an_event(tmp_path: Path) -> None:
    lines = "\n".join(map(json.dumps, (CONTROL, VULNERABLE)))
    event = json.dumps({"detail-type": "Findings", "detail": {"findings": [CONTROL, VULNERABLE]}})
    for text in (lines, event):
        path = written(tmp_path, "o.json", text)
        assert sniff(path) == "asff-ocsf"
        assert [f.weakness for f in findings(records(path))] == ["S3.8", "CVE-2026-0001"]


def test_odd_shapes_are_read_or_refused(tmp_path: Path) -> None:
    for odd in (None, [], {}, 1, "x", [{}], {"a": []}, [[1]]):
        for key in {**CONTROL, **VULNERABLE}:
            data = json.dumps([CONTROL | {key: odd}, VULNERABLE | {key: odd}]).encode()
            assert outcome(tmp_path, "odd", data, "asff-ocsf") in ("read", "refused")
    for key, said in (("finding_info", "lacks “Id”"), ("metadata", "no finding of the Security")):
        with pytest.raises(ReadError, match=said):
            records(written(tmp_path, "o.json", json.dumps([VULNERABLE, VULNERABLE | {key: {}}])))
