"""Nuclei: results line by line and listed, with the keys of old and new versions."""

import json
from pathlib import Path

import pytest

from quarterdeck.readers import ReadError, sniff
from tests.readers.support import (
    findings,
    headers,
    opened,
    outcome,
    records,
    scan_file,
    systems,
    written,
)

REAL = "nuclei/many_findings.json"
NEW = {
    "template": "http/cves/x.yaml", "template-id": "old-thing", "info": {
        "name": "Old thing", "severity": "high", "tags": ["cve", "misconfig"],
        "description": "It is old.\n", "impact": "It breaks.", "remediation": "Upgrade it to 2.",
        "reference": ["https://example.test/a", "https://example.test/b"],
        "classification": {"cve-id": ["cve-2026-0001"], "cwe-id": ["cwe-79", "nvd-cve-other"],
                           "cvss-metrics": "CVSS:3.1/AV:N", "cvss-score": 8.2}},
    "matcher-name": "body", "type": "http", "host": "shop.example.test", "port": "443",
    "url": "https://shop.example.test/", "matched-at": "https://shop.example.test/login?a=1",
    "extracted-results": ["2.0", "2.1"], "request": "GET /", "ip": "192.0.2.1.",
    "timestamp": "2026-05-01T10:00:00.123456789+02:00", "matcher-status": True,
}  # fmt: skip


def test_real_results_match_an_independent_reading() -> None:
    path = scan_file(REAL)
    raw = [json.loads(row) for row in path.read_text().splitlines()]
    found = records(path)
    assert sniff(path) == "nuclei"
    assert [(f.raw_id, f.severity_word) for f in findings(found)] == [
        (each["templateID"], each["info"]["severity"]) for each in raw
    ]
    assert {f.category for f in findings(found) if f.severity_word == "info"} == {"information"}
    assert headers(found)[0].finished_at.isoformat()[:10] == "2021-05-20"
    first = findings(found)[0]
    assert (first.location, first.system.name) == ("22/tcp", "https://nuclei-example.com")
    assert first.cves == ()
    assert len(first.references) == 3
    setup = findings(found)[2]
    assert setup.location == "/phpmyadmin/setup/index.php"
    assert {header.policy for header in headers(found)} == {
        "network, low", "network, info", "http, info", "http, medium",
    }  # fmt: skip


def of(tmp_path: Path, *each: dict) -> list:
    return records(written(tmp_path, "n.jsonl", "\n".join(map(json.dumps, each))))


def test_fields_of_a_new_result_in_lines_and_in_a_list(tmp_path: Path) -> None:
    found = of(tmp_path, NEW)
    (old,) = findings(found)
    assert (old.weakness, old.cves, old.cwes) == (
        "CVE-2026-0001", ("CVE-2026-0001",), ("CWE-79",),
    )  # fmt: skip
    assert (old.severity, old.score, old.category) == ("high", 8.2, "misconfiguration")
    assert (old.location, old.title) == ("/login?a=1", "Old thing (body)")
    assert (old.description, old.fix) == ("It is old.\nIt breaks.", "Upgrade it to 2.")
    assert old.evidence == "2.0\n2.1\nGET /"
    assert systems(found)[0].identifiers == (
        ("url", "https://shop.example.test"), ("fqdn", "shop.example.test"), ("ip", "192.0.2.1"),
    )  # fmt: skip
    assert headers(found)[0].finished_at.isoformat() == "2026-05-01T08:00:00.123456+00:00"
    listed = written(tmp_path, "n.json", json.dumps([NEW, NEW], indent=1))
    assert sniff(listed) == "nuclei"
    assert [f.weakness for f in findings(records(listed))] == ["CVE-2026-0001"] * 2


def test_matchers_of_one_template_find_different_things(tmp_path: Path) -> None:
    plain = {key: NEW[key] for key in ("template-id", "type", "host", "matched-at")}
    plain |= {"info": {"name": "Headers", "severity": "low", "tags": "generic,exposure"}}
    found = findings(of(
        tmp_path, plain | {"matcher-name": "csp"}, plain | {"matcher-name": "hsts"}, plain,
        plain | {"matcher-status": False}, plain | {"matcher-status": False, "error": "timeout"},
    ))  # fmt: skip
    assert [f.weakness for f in found[:3]] == ["old-thing csp", "old-thing hsts", "old-thing"]
    assert [f.status for f in found] == ["open", "open", "open", "passed", "manual"]
    assert {f.category for f in found} == {"exposure"}
    assert opened(found) == found[:3]


def test_a_run_looked_only_for_the_sort_of_templates_that_it_shows(tmp_path: Path) -> None:
    """A narrower run must not call fixed what it never tried."""
    each = [
        {"template": "http/cves/2021/a.yaml", "info": {"severity": "critical"}},
        {"template": "http/cves/2024/b.yaml", "info": {"severity": "critical"}},
        {"template": "http/cves/2024/c.yaml", "info": {"severity": "low"}},
        {"template": "cves/2020/d.yaml", "type": "http", "info": {"severity": "low"}},
        {"template": "/home/me/e.yaml", "type": "dns", "info": {"severity": "low"}},
        {"type": "ssl", "info": {}},
    ]
    found = of(tmp_path, *({"template-id": "t", "host": "a.example.test"} | one for one in each))
    assert [header.policy for header in headers(found)] == [
        "http/cves, critical", "http/cves, low", "cves, low", "dns, low", "ssl, unknown",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "name", "location"),
    [
        ({"type": "ssl", "host": "db.example.test", "matched-at": "db.example.test:443"},
         "db.example.test", "443/tcp"),
        ({"type": "dns", "host": "db.example.test", "matched-at": "db.example.test"},
         "db.example.test", "db.example.test"),
        ({"type": "network", "host": "192.0.2.7:22", "matched-at": "192.0.2.7:22"},
         "192.0.2.7", "22/tcp"),
        ({"type": "file", "host": "/src/a.env", "matched-at": "/src/a.env"},
         "the scanned folder", "/src/a.env"),
        ({"type": "http", "host": "[::1", "matched-at": "http://[::1"}, "[::1", "http://[::1"),
    ],
)  # fmt: skip
def test_what_is_no_web_site_is_a_host(
    tmp_path: Path, said: dict, name: str, location: str
) -> None:
    (found,) = findings(of(tmp_path, {"template-id": "t", "info": {"severity": "low"}} | said))
    assert (found.system.name, found.location) == (name, location)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("", "is empty"),
        ('{"template-id": "", "info": {}}', "result 1, names no template|names no template"),
        ('{"template-id": "a", "info": {}}\n[1]', "something else|should be an object"),
        ('{"template-id": "a", "info": {}}\n{"template-id": "b", "in', "cut short"),
        ('[{"template-id": "a", "info": {}}', "cut short"),
    ],
)
def test_what_is_refused(tmp_path: Path, data: str, problem: str) -> None:
    with pytest.raises(ReadError, match=problem):
        records(written(tmp_path, "n.jsonl", data))


def test_odd_shapes_are_read_or_refused(tmp_path: Path) -> None:
    for odd in (None, [], {}, 1, "x", [{}], {"a": []}):
        for key in NEW:
            data = json.dumps(NEW | {key: odd}).encode()
            assert outcome(tmp_path, "odd", data, "nuclei") in ("read", "refused")
