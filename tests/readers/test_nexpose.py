"""Nexpose: the XML report, the simple XML before it, and CSV."""

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from quarterdeck.readers import ReadError, sniff
from quarterdeck.readers.nexpose_findings import status_of
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

REAL = "nexpose/report_auth.xml"


def test_real_report_matches_an_independent_walk() -> None:
    path = scan_file(REAL)
    tree = etree.parse(str(path))
    known = {v.get("id"): v for v in tree.iter("vulnerability")}
    expected = [
        (node.get("address"), test.get("id"), known[test.get("id")].get("title"),
         float(known[test.get("id")].get("cvssScore")))
        for node in tree.iter("node") for test in node.iter("test")
    ]  # fmt: skip
    found = records(path)
    got = [(dict(f.system.identifiers)["ip"], f.weakness, f.title, f.score)
           for f in findings(found)]  # fmt: skip
    assert sniff(path) == "nexpose"
    assert got == expected
    assert len(got) > 15
    header = headers(found)[0]
    assert (header.target, header.policy) == ("Site1", "Discovery Scan,Full audit")
    assert header.finished_at.isoformat() == "2021-02-11T16:47:05+00:00"
    redirect = findings(found)[0]
    assert (redirect.severity, redirect.severity_word) == ("high", "7")
    assert redirect.cvss == ("AV:N/AC:M/Au:N/C:P/I:P/A:P",)
    assert redirect.first_seen.isoformat() == "2021-02-11T16:38:22+00:00"
    assert redirect.fix.startswith("Linux\nIssue the following commands as root:\nsysctl -w")
    assert systems(found)[0].operating_system == "Ubuntu Linux 20.04"


REPORT = """<NexposeReport version="2.0"><scans>
<scan id="8" name="Old" startTime="20260401T080000000" endTime="20260401T090000000"
 status="finished"/>
<scan id="10" name="New" startTime="20260501T080000000" endTime="20260501T090000000"
 status="stopped"/></scans><nodes>
<node address="10.0.0.1" status="alive" hardware-address="0011223344AB" site-name="Harbour"
 scan-template="Full audit"><names><name>web.example.test</name></names><fingerprints>
<os certainty="1.00" vendor="Canonical" product="Ubuntu" version="24.04"/><os product="other"/>
</fingerprints><software><fingerprint product="bash"/></software><tests>
<test id="Local-One" status="vulnerable-version" scan-id="8"><Paragraph>bash 5</Paragraph></test>
<test id="tls" status="not-vulnerable"/></tests><endpoints>
<endpoint protocol="tcp" port="443" status="open"><services><service name="HTTPS">
<configuration><config name="http.banner">x</config></configuration><tests>
<test id="tls" key="/a" status="exception-vulnerable-exploited"/>
<test id="weird" status="vulnerable-potential"/></tests></service></services></endpoint>
</endpoints></node>
<node address="10.0.0.2" status="alive" site-name="Harbour" scan-template="Full audit"/>
<node address="10.0.0.3" status="dead" site-name="Harbour"/></nodes><VulnerabilityDefinitions>
<vulnerability id="local-one" title="Old bash" severity="8" cvssScore="9.3" cvssV3Score="9.8"
 cvssVector="(AV:N/AC:M/Au:N/C:C/I:C/A:C)"
 cvssV3Vector="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H">
<description><ContainerBlockElement><Paragraph>Bash  is
 old.</Paragraph></ContainerBlockElement></description><references>
<reference source="CVE">CVE-2014-6271</reference><reference source="URL">https://example.test/b</reference>
</references><solution><ContainerBlockElement><Paragraph>Get it from:
<URLLink LinkURL="https://example.test/fix"/> now</Paragraph></ContainerBlockElement></solution>
</vulnerability><vulnerability id="tls" title="Old TLS" severity="3" cvssScore="0.0"/>
</VulnerabilityDefinitions></NexposeReport>"""


def test_fields_scans_and_exceptions(tmp_path: Path) -> None:
    found = records(written(tmp_path, "r.xml", REPORT))
    bash, tls, excepted, weird = findings(found)
    assert [(f.status, f.severity) for f in (bash, tls, excepted, weird)] == [
        ("open", "critical"), ("passed", "low"), ("muted", "low"), ("open", "unknown"),
    ]  # fmt: skip
    assert (bash.weakness, bash.cves, bash.score) == ("local-one", ("CVE-2014-6271",), 9.8)
    assert [vector[:6] for vector in bash.cvss] == ["CVSS:3", "AV:N/A"]
    assert bash.fix == "Get it from:\nhttps://example.test/fix\nnow"
    assert bash.description == "Bash is old."
    assert (excepted.location, weird.location, tls.score) == ("443/tcp /a", "443/tcp", 0.0)
    assert weird.severity_word == "(potential)"
    assert [s.name for s in systems(found)] == ["web.example.test", "10.0.0.2"]
    assert systems(found)[0].operating_system == "Canonical Ubuntu 24.04"
    assert systems(found)[0].identifiers == (
        ("fqdn", "web.example.test"), ("ip", "10.0.0.1"), ("mac", "00:11:22:33:44:ab"),
    )  # fmt: skip
    assert [(h.kind, h.policy, h.finished_at.month) for h in headers(found)] == [
        ("network-credentialed", "Full audit", 4), ("network", "Full audit (stopped)", 5),
    ]  # fmt: skip


def test_a_report_without_nodes_is_a_scan_that_saw_nothing(tmp_path: Path) -> None:
    empty = '<NexposeReport version="2.0"><scans><scan id="1" name="Harbour"/></scans><nodes/>'
    found = records(written(tmp_path, "r.xml", f"{empty}</NexposeReport>"))
    assert len(found) == 1
    assert headers(found)[0].target == "Harbour"


def test_a_test_without_its_check_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"node 1, line 1.*name its check"):
        records(written(tmp_path, "r.xml", '<NexposeReport><nodes><node><tests><test status="x"/>'
                        "</tests></node></nodes></NexposeReport>"))  # fmt: skip


@pytest.mark.parametrize(
    ("result", "status"),
    [
        ("vulnerable-exploited", "open"), ("vulnerable-potential", "open"), ("VP", "open"),
        ("not-vulnerable-version", "passed"), ("NV", "passed"), ("skipped-version",
        "not-applicable"), ("error", "manual"), ("no-credentials", "manual"), ("ER", "manual"),
        ("overridden-vulnerable-version", "passed"), ("EV", "muted"), ("?", "manual"),
    ],
)  # fmt: skip
def test_what_a_test_came_to(result: str, status: str) -> None:
    assert status_of(result) == status


SIMPLE = """<NeXposeSimpleXML version="1.0"><generated>20111128T142609232</generated><devices>
<device address="10.0.0.1"><fingerprint certainty="0.8"><description>Linux 2.6</description>
</fingerprint><vulnerabilities><vulnerability id="Old-Kernel" resultCode="VE"/></vulnerabilities>
<services><service name="NTP" port="123" protocol="udp"><fingerprint>
<description>NTP 4</description>
</fingerprint><vulnerabilities><vulnerability id="ntpd-crypto" resultCode="VV">
<id type="cve">CVE-2009-1252</id><id type="url">http://example.test/1</id></vulnerability>
</vulnerabilities></service></services></device><device address="10.0.0.2"/></devices>
</NeXposeSimpleXML>"""


def test_the_simple_report_of_old_versions(tmp_path: Path) -> None:
    path = written(tmp_path, "s.xml", SIMPLE)
    found = records(path)
    assert sniff(path) == "nexpose"
    assert headers(found)[0].finished_at.isoformat() == "2011-11-28T14:26:09+00:00"
    assert [(f.weakness, f.location, f.cves, f.severity) for f in opened(found)] == [
        ("old-kernel", "", (), "unknown"),
        ("ntpd-crypto", "123/udp", ("CVE-2009-1252",), "unknown"),
    ]
    assert [(s.name, s.operating_system) for s in systems(found)] == [
        ("10.0.0.1", "Linux 2.6"), ("10.0.0.2", ""),
    ]  # fmt: skip


def test_csv() -> None:
    found = records(Path(__file__).with_name("samples") / "nexpose-csv.csv")
    tls, smb = findings(found)
    assert (tls.location, tls.evidence, tls.fix) == ("443/tcp", "TLS 1.0 seen", "Turn it off.")
    assert (tls.severity, tls.score, len(tls.cves)) == ("high", 6.8, 2)
    assert (smb.status, smb.location, smb.severity) == ("passed", "", "critical")
    assert headers(found)[0].finished_at.isoformat() == "2026-05-01T09:00:00+00:00"
    assert systems(found)[0].identifiers == (
        ("fqdn", "web.example.test"), ("hostname", "web"), ("ip", "10.0.0.1"),
    )  # fmt: skip


def test_cut_reports_are_refused(tmp_path: Path) -> None:
    whole = scan_file(REAL).read_bytes().rstrip()
    outcomes = Counter(outcome(tmp_path, "cut", cut, "nexpose") for cut in cuts(whole, 20))
    assert outcomes == {"refused": 20}
