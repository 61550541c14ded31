"""ZAP: XML and JSON reports old and new, and the alerts of its API."""

import json
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from quarterdeck.readers import ReadError, sniff
from tests.readers.support import (
    cuts,
    findings,
    headers,
    opened,
    outcome,
    records,
    scan_file,
    systems,
    written,
)

REAL = "zap/zap_2.16.1_with_req_resp.xml"
SAMPLE = Path(__file__).with_name("samples") / "zap-json.json"


def test_real_report_matches_an_independent_walk() -> None:
    path = scan_file(REAL)
    expected = [
        (alert.findtext("alertRef") or alert.findtext("pluginid"), alert.findtext("name"),
         alert.findtext("riskdesc"), place.findtext("param") or "", alert.findtext("cweid"))
        for alert in etree.parse(str(path)).iter("alertitem") for place in alert.iter("instance")
    ]  # fmt: skip
    found = records(path)
    got = [
        (f.weakness, f.title, f.severity_word,
         f.location.rpartition(" (")[2].rstrip(")") if "(" in f.location else "",
         f.cwes[0].removeprefix("CWE-") if f.cwes else "-1")
        for f in findings(found)
    ]  # fmt: skip
    assert sniff(path) == "zap"
    assert got == expected
    assert len(got) == 13
    header = headers(found)[0]
    assert (header.target, header.tool_version) == ("https://example-domain.com", "2.16.1")
    assert header.finished_at.isoformat() == "2025-06-22T04:04:14+00:00"
    assert systems(found)[0].identifiers == (
        ("url", "https://example-domain.com"), ("fqdn", "example-domain.com"),
    )  # fmt: skip
    assert findings(found)[0].location == (
        "POST /cpapi/api/account/verifypasswordless (user_identifier)"
    )


def test_a_json_report() -> None:
    found = records(SAMPLE)
    xss, second, library, stamp = findings(found)
    assert sniff(SAMPLE) == "zap-json"
    assert list(dict.fromkeys((h.target, h.policy) for h in headers(found))) == [
        ("https://cdn.example.test", "passive rules"),
        ("https://shop.example.test:8443", "passive rules"),
        ("https://shop.example.test:8443", "active rules"),
    ]
    assert headers(found)[0].finished_at.isoformat() == "2026-05-01T16:25:37.500000+00:00"
    assert (xss.weakness, xss.severity, xss.cwes) == ("40012", "high", ("CWE-79",))
    assert (xss.location, second.location) == ("GET /search?q=1 (q)", "POST / (c)")
    assert xss.description == "Scripts run.\nReally."
    assert xss.evidence == "<script>alert(1)</script>\n<script>"
    assert xss.references == ("https://owasp.org/a", "https://cwe.mitre.org/b")
    assert (xss.fix, xss.fix_key) == ("Encode output.", second.fix_key)
    assert (library.status, library.cves, library.cwes) == ("muted", ("CVE-2020-11022",), ())
    assert (library.fix, library.fix_key, library.location) == ("", "", "")
    assert stamp.category == "information"
    assert opened(found) == [xss, second]
    assert len({system.name for system in systems(found)}) == 2


def test_the_same_report_as_xml_and_of_old_versions_with_one_site(tmp_path: Path) -> None:
    report = json.loads(SAMPLE.read_text())
    whole = findings(records(SAMPLE))
    report["site"] = report["site"][1]
    path = written(tmp_path, "old.json", json.dumps(report))
    assert sniff(path) == "zap-json"
    assert findings(records(path)) == whole
    root = etree.Element("OWASPZAPReport", version="2.16.1", generated="Fri, 1 May 2026 18:25:37")
    site = etree.SubElement(root, "site", name=report["site"]["@name"])
    for alert in report["site"]["alerts"]:
        item = etree.SubElement(etree.SubElement(site, "alerts"), "alertitem")
        for key, value in alert.items():
            _grow(item, key, value)
    xml = written(tmp_path, "new.xml", etree.tostring(root))
    assert [_facts(f) for f in findings(records(xml))] == [_facts(f) for f in whole]


def _grow(item, key: str, value) -> None:
    child = etree.SubElement(item, key)
    if isinstance(value, str):
        child.text = value
    else:
        for each in value:
            inner = etree.SubElement(child, key.removesuffix("s"))
            for name, said in each.items():
                _grow(inner, name, said)


def _facts(finding) -> tuple:
    return (finding.weakness, finding.title, finding.severity, finding.status, finding.location,
            finding.description, finding.cves, finding.cwes, finding.evidence)  # fmt: skip


ANCIENT = """<?xml version="1.0"?><report>Report generated at Wed, 6 Nov 2013 10:10:25.
<site host="shop.example.test" name="http://shop.example.test" port="80" ssl="false"><alerts>
<alertitem><pluginid>10016</pluginid><alert>Header not set</alert><riskcode>1</riskcode>
<reliability>2</reliability><riskdesc>Low (Warning)</riskdesc><desc>Why.</desc>
<uri>http://shop.example.test/</uri><param/><attack/><otherinfo/><solution>Set it.</solution>
<reference/></alertitem></alerts></site></report>"""


def test_a_report_of_the_first_versions(tmp_path: Path) -> None:
    path = written(tmp_path, "r.xml", ANCIENT)
    found = records(path)
    assert sniff(path) == "zap"
    assert headers(found)[0].finished_at.isoformat() == "2013-11-06T10:10:25+00:00"
    assert [(f.weakness, f.title, f.location) for f in findings(found)] == [
        ("10016", "Header not set", "/"),
    ]  # fmt: skip


def test_alerts_of_the_api(tmp_path: Path) -> None:
    alert = {"pluginId": "10010", "alertRef": "10010", "name": "Suspicious Comments", "alert": "x",
             "risk": "Medium", "confidence": "False Positive", "method": "GET", "param": "p",
             "url": "http://a.example.test/x", "description": "d", "other": "o", "cweid": "200",
             "tags": {"CWE-200": "https://x.test"}}  # fmt: skip
    again = alert | {"url": "http://b.example.test/y", "confidence": "High"}
    path = written(tmp_path, "a.json", json.dumps({"alerts": [alert, again]}))
    found = records(path)
    assert sniff(path) == "zap-json"
    assert [(f.system.name, f.status, f.severity, f.location) for f in findings(found)] == [
        ("http://a.example.test", "muted", "medium", "GET /x (p)"),
        ("http://b.example.test", "open", "medium", "GET /y (p)"),
    ]
    assert [h.target for h in headers(found)] == ["http://a.example.test", "http://b.example.test"]


@pytest.mark.parametrize(
    ("weakness", "sort"),
    [
        ("10038-1", "passive rules"), ("90022", "passive rules"), ("2", "passive rules"),
        ("40012", "active rules"), ("6-3", "active rules"), ("10104", "active rules"),
        ("50000", "rule 50000"), ("100001", "rule 100001"), ("My own check", "rule My own check"),
    ],
)  # fmt: skip
def test_active_rules_looked_only_where_one_found_something(
    weakness: str, sort: str, tmp_path: Path
) -> None:
    """A passive scan after a full one must not call fixed what only an attack can show."""
    site = {"@name": "http://a.example.test", "alerts": [{"pluginid": weakness, "riskcode": "2"}]}
    path = written(tmp_path, "z.json", json.dumps({"@generated": "", "site": [site]}))
    found = records(path)
    assert {header.policy for header in headers(found)} == {"passive rules", sort}


@pytest.mark.parametrize(
    "text",
    [
        '<OWASPZAPReport version="2.9.0" generated="Tue, 12 May 2020 20:59:12"><site '
        'name="https://shop.example.test" host="h" port="443"><alerts/></site></OWASPZAPReport>',
        '{"@version": "2.9.0", "@generated": "Tue, 12 May 2020 20:59:12", "site": [{"@name": '
        '"https://shop.example.test", "alerts": []}]}',
    ],
)
def test_a_site_without_alerts_was_seen(tmp_path: Path, text: str) -> None:
    found = records(written(tmp_path, "r", text))
    assert [s.name for s in systems(found)] == ["https://shop.example.test"]
    assert len(headers(found)) == 1
    assert headers(found)[0].finished_at.isoformat() == "2020-05-12T20:59:12+00:00"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<OWASPZAPReport><alertitem/></OWASPZAPReport>", "neither number nor name"),
        ("<OWASPZAPReport><alertitem><name>a</name></alertitem></OWASPZAPReport>", "on no site"),
        ('{"@programName": "ZAP", "site": "http://localhost:9091"}', "in place of the list"),
        ('{"@programName": "ZAP", "site": [{"alerts": [{"riskcode": "3"}]}]}', "neither number"),
        ('{"@programName": "ZAP", "site": [{"alerts": {"a": 1}}]}', "in place of the list"),
    ],
)
def test_what_would_hide_alerts_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ReadError, match=problem):
        records(written(tmp_path, "r", text))


def test_cut_reports_are_refused(tmp_path: Path) -> None:
    whole = scan_file(REAL).read_bytes().rstrip()
    outcomes = Counter(outcome(tmp_path, "cut", cut, "zap") for cut in cuts(whole, 20))
    assert outcomes == {"refused": 20}
    sample = SAMPLE.read_bytes().rstrip()
    outcomes = Counter(outcome(tmp_path, "cut", cut, "zap-json") for cut in cuts(sample, 20))
    assert outcomes == {"refused": 20}
