"""Burp Suite: the XML of issues, scans of its REST API, and answers of its GraphQL."""

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

REAL = "burp/seven_findings.xml"


def test_real_issues_match_an_independent_walk() -> None:
    path = scan_file(REAL)
    expected = [
        (issue.findtext("type"), issue.findtext("name"), issue.findtext("location"),
         issue.findtext("severity"), issue.findtext("serialNumber"))
        for issue in etree.parse(str(path)).iter("issue")
    ]  # fmt: skip
    found = records(path)
    got = [(f.weakness, f.title, f.location, f.severity_word.split(" (")[0], f.raw_id)
           for f in findings(found)]  # fmt: skip
    assert sniff(path) == "burp"
    assert got == expected
    assert Counter(f.category for f in findings(found)) == {"information": 9, "vulnerability": 7}
    header = headers(found)[0]
    assert (header.target, header.tool_version) == ("http://bwa", "1.6.05")
    assert header.finished_at.isoformat() == "2014-09-13T20:35:04+00:00"
    assert systems(found)[0].identifiers == (
        ("url", "http://bwa"), ("hostname", "bwa"), ("ip", "192.168.187.137"),
    )  # fmt: skip
    assert "GET /bodgeit/ HTTP/1.1" in findings(found)[0].evidence


ISSUE = """<issue><serialNumber>{n}</serialNumber><type>{type}</type><name>{name}</name>
<host ip="192.0.2.1">{host}</host><path>/a</path><location>/a [q parameter]</location>
<severity>{severity}</severity><confidence>Firm</confidence>
<issueBackground><![CDATA[<p>Why.</p>]]></issueBackground>
<remediationBackground><![CDATA[<ul><li>Mend&nbsp;it.</li></ul>]]></remediationBackground>
<references><![CDATA[<a href="https://example.test/r?a=1&amp;b">r</a>]]></references>
<vulnerabilityClassifications><![CDATA[<li>CWE-79: Scripts</li>]]></vulnerabilityClassifications>
<issueDetail><![CDATA[Seen <b>here</b>]]></issueDetail><issueDetailItems>
<issueDetailItem>item one</issueDetailItem></issueDetailItems>
<requestresponse><request method="GET" base64="false"><![CDATA[GET /a]]></request>
<response base64="true">!!!</response></requestresponse></issue>"""


def issues(*each: str) -> str:
    return f'<issues burpVersion="2026.1" exportTime="Sat May 02 10:00:00 CEST 2026">' \
           f'{"".join(each)}</issues>'  # fmt: skip


def issue(**said: str) -> str:
    facts = {"n": "1", "type": "2097920", "name": "Cross-site scripting", "severity": "High",
             "host": "https://shop.example.test"}  # fmt: skip
    return ISSUE.format(**facts | said)


def test_fields_of_an_issue(tmp_path: Path) -> None:
    found = records(written(tmp_path, "b.xml", issues(issue())))
    (xss,) = findings(found)
    assert headers(found)[0].finished_at.isoformat() == "2026-05-02T08:00:00+00:00"
    assert (xss.weakness, xss.severity, xss.severity_word) == ("2097920", "high", "High (Firm)")
    assert (xss.cwes, xss.references) == (("CWE-79",), ("https://example.test/r?a=1&b",))
    assert (xss.description, xss.fix) == ("Why.", "Mend it.")
    assert (xss.location, xss.evidence) == ("/a [q parameter]", "Seen here\nitem one\nGET /a")


def test_what_somebody_called_false_is_muted_and_extensions_are_told_apart(tmp_path: Path) -> None:
    found = records(written(tmp_path, "b.xml", issues(
        issue(severity="False positive"), issue(severity="Information"),
        issue(type="134217728", name="Own check"), issue(host="https://other.example.test"),
    )))  # fmt: skip
    assert [(f.status, f.category) for f in findings(found)] == [
        ("muted", "vulnerability"), ("open", "information"), ("open", "vulnerability"),
        ("open", "vulnerability"),
    ]  # fmt: skip
    ours, other = findings(found)[1], findings(found)[3]
    assert ours.fix == other.fix
    assert ours.fix_key != other.fix_key
    assert findings(found)[2].weakness == "134217728 Own check"
    assert headers(found)[0].target == ""
    assert len(systems(found)) == 2


def test_no_issues_are_a_scan_that_saw_nothing(tmp_path: Path) -> None:
    found = records(written(tmp_path, "b.xml", issues()))
    assert len(found) == len(headers(found)) == 1


def test_an_issue_without_name_and_type_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"issue 2.*neither name nor type"):
        records(written(tmp_path, "b.xml", issues(issue(), issue(type="", name=""))))


def test_a_scan_of_the_rest_api(tmp_path: Path) -> None:
    path = Path(__file__).with_name("samples") / "burp-json.json"
    found = records(path)
    sts, robots = findings(found)
    assert sniff(path) == "burp-json"
    assert (sts.weakness, sts.severity, sts.location) == ("16777984", "low", "/a [q parameter]")
    assert sts.evidence == "Found in many places.\nLook.\nGET /a H\nHTTP/1.1 200"
    assert (sts.description, sts.fix) == ("Background", "Send the header.")
    assert robots.category == "information"
    assert opened(found) == [sts]
    assert headers(found)[0].target == "https://shop.example.test:8443"
    events = json.dumps({"issue_events": json.loads(path.read_text())["issue_events"]})
    assert sniff(written(tmp_path, "events.json", events)) == "burp-json"
    running = path.read_text().replace('"succeeded"', '"auditing"')
    assert headers(records(written(tmp_path, "r.json", running)))[0].policy == "(auditing)"


GRAPHQL = {
    "issue_type": {"name": "Scripts", "description_html": "<p>Why</p>", "references_html": None,
                   "vulnerability_classifications_html": "CWE-79"},
    "description_html": None, "remediation_html": None, "severity": "high", "path": "/p",
    "origin": "https://shop.example.test", "evidence": [{"request_segments": [
        {"data_html": "GET &lt;"}, {"highlight_html": "x"}]}],
}  # fmt: skip


@pytest.mark.parametrize(
    "wrap",
    [
        lambda issues: {"Issues": issues},
        lambda issues: {"data": {"scan": {"id": "1", "status": "succeeded", "issues": issues}}},
    ],
)
def test_issues_of_graphql(tmp_path: Path, wrap) -> None:
    accepted = GRAPHQL | {"accepted_risk": True}
    nameless = GRAPHQL | {"issue_type": {"name": None}, "description_html": "Odd <b>thing</b>"}
    bare = GRAPHQL | {"evidence": None}
    data = json.dumps(wrap([GRAPHQL, accepted, nameless, bare]))
    path = written(tmp_path, "g.json", data)
    found = records(path)
    assert sniff(path) == "burp-json"
    assert [(f.weakness, f.status) for f in findings(found)] == [
        ("Scripts", "open"), ("Scripts", "muted"), ("Odd thing", "open"), ("Scripts", "open"),
    ]  # fmt: skip
    first = findings(found)[0]
    assert (first.cwes, first.location, first.evidence) == (("CWE-79",), "/p", "GET <x")
    empty = records(written(tmp_path, "e.json", json.dumps({"Issues": []})))
    assert len(empty) == 1


def test_cut_issues_are_refused(tmp_path: Path) -> None:
    whole = scan_file(REAL).read_bytes().rstrip()
    outcomes = Counter(outcome(tmp_path, "cut", cut, "burp") for cut in cuts(whole, 20))
    assert outcomes == {"refused": 20}


def test_issues_that_lost_their_numbers_are_burps_still(tmp_path: Path) -> None:
    issue = "<issue><type>1</type><name>Old</name><host>https://a.test</host></issue>"
    path = written(tmp_path, "b.xml", f"<issues>{issue}</issues>")
    assert sniff(path) == "burp"
    assert [found.title for found in findings(records(path))] == ["Old"]
