"""A run of Nuclei, ZAP or Trivy that looked at less than the one before fixes no more than that."""

import json

import pytest

from quarterdeck.findings.importing import import_scan
from tests.findings.scans import ME, states

pytestmark = pytest.mark.django_db


def nuclei(path, day, *results):
    rows = [
        {"template": f"http/{folder}/{rule}.yaml", "template-id": rule, "host": "a.example.test",
         "info": {"severity": severity, "name": rule}, "timestamp": f"2026-05-{day:02}T10:00:00Z"}
        for folder, rule, severity in results
    ]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def zap(path, day, *plugins):
    alerts = [
        {"pluginid": number, "name": f"Alert {number}", "riskcode": "2"} for number in plugins
    ]
    site = {"@name": "https://a.example.test", "alerts": alerts}
    written = {"@generated": "", "created": f"2026-05-{day:02}T10:00:00Z", "site": [site]}
    path.write_text(json.dumps(written))
    return path


def by_rule(client):
    return {key.rpartition(":")[2]: state for (_, key), state in states(client).items()}


def test_nuclei_fixes_what_is_gone_of_a_sort_that_still_shows(client_, tmp_path):
    injection, upload = ("cves", "injection", "critical"), ("cves", "upload", "critical")
    panel = ("panels", "panel", "low")
    import_scan(client_, nuclei(tmp_path / "1", 1, injection, upload, panel), ME)
    import_scan(client_, nuclei(tmp_path / "2", 2, panel), ME)
    assert by_rule(client_) == {"injection": "unseen", "upload": "unseen", "panel": "open"}
    import_scan(client_, nuclei(tmp_path / "3", 3, upload), ME)
    assert by_rule(client_) == {"injection": "fixed", "upload": "open", "panel": "unseen"}


def test_zap_fixes_what_attacks_found_only_after_attacks(client_, tmp_path):
    cookie, injection, scripting = "10010", "40018", "40012"
    import_scan(client_, zap(tmp_path / "1", 1, cookie, injection, scripting), ME)
    import_scan(client_, zap(tmp_path / "2", 2), ME)
    assert by_rule(client_) == {cookie: "fixed", injection: "unseen", scripting: "unseen"}
    import_scan(client_, zap(tmp_path / "3", 3, scripting), ME)
    assert by_rule(client_) == {cookie: "fixed", injection: "fixed", scripting: "open"}


def trivy(path, day, **results):
    listed = [
        {"Target": "Dockerfile", "Class": sort.replace("_", "-"), "Type": "x"} | found
        for sort, found in results.items()
    ]
    report = {"SchemaVersion": 2, "ArtifactName": "shop", "ArtifactType": "filesystem",
              "CreatedAt": f"2026-05-{day:02}T10:00:00Z", "Results": listed}  # fmt: skip
    path.write_text(json.dumps(report))
    return path


def test_trivy_fixes_only_what_it_was_told_to_look_for(client_, tmp_path):
    hole = {"VulnerabilityID": "GHSA-x", "PkgName": "rope", "Severity": "HIGH"}
    key = {"RuleID": "key", "Severity": "HIGH", "Title": "A key"}
    whole = {"lang_pkgs": {"Vulnerabilities": [hole]}, "secret": {"Secrets": [key]}}
    import_scan(client_, trivy(tmp_path / "1", 1, **whole), ME)
    import_scan(client_, trivy(tmp_path / "2", 2, config={}), ME)
    assert set(by_rule(client_).values()) == {"unseen"}
    import_scan(client_, trivy(tmp_path / "3", 3, lang_pkgs={}), ME)
    assert by_rule(client_) == {"GHSA-x": "fixed", "key Dockerfile": "unseen"}
