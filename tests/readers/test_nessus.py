"""Nessus XML, against a plain walk over the same files."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from quarterdeck.readers import sniff
from tests.readers.support import findings, headers, opened, records, scan_file, systems, written

REAL = ("tenable/nessus/nessus_with_cvssv3.nessus", "tenable/nessus/nessus_many_vuln.xml")
SEVERITY = {"0": "none", "1": "low", "2": "medium", "3": "high", "4": "critical"}


def report(hosts: str, policy: str = "Weekly") -> str:
    return (
        '<?xml version="1.0" ?><NessusClientData_v2><Policy><policyName>'
        f"{policy}</policyName></Policy><Report name='r' xmlns:cm='http://www.nessus.org/cm'>"
        f"{hosts}</Report></NessusClientData_v2>"
    )


@pytest.mark.parametrize("name", REAL)
def test_every_item_and_host_of_a_real_file_is_read(name: str) -> None:
    path = scan_file(name)
    found = records(path)
    items = etree.parse(path).findall(".//ReportItem")
    assert [f.weakness for f in findings(found)] == [item.get("pluginID") for item in items]
    assert [f.severity for f in findings(found)] == [SEVERITY[i.get("severity")] for i in items]
    assert [s.name for s in systems(found)] == [
        host.get("name") for host in etree.parse(path).findall(".//ReportHost")
    ]


@pytest.mark.parametrize("name", REAL)
def test_the_fields_of_real_items_are_those_of_the_file(name: str) -> None:
    path = scan_file(name)
    items = etree.parse(path).findall(".//ReportItem")
    for finding, item in zip(findings(records(path)), items, strict=True):
        assert finding.cves == tuple(dict.fromkeys(cve.text for cve in item.findall("cve")))
        assert finding.cwes == tuple(f"CWE-{cwe.text}" for cwe in item.findall("cwe"))
        assert finding.description == (item.findtext("description") or "").strip()
        output = (item.findtext("plugin_output") or "").strip()
        assert finding.evidence == (output if len(output) <= 4000 else output[:3999] + "…")
        score = item.findtext("cvss3_base_score") or item.findtext("cvss_base_score")
        assert finding.score == (float(score) if score else None)
        port = item.get("port")
        assert finding.location == (f"{port}/{item.get('protocol')}" if port != "0" else "")
        assert (finding.category == "information") == (item.get("severity") == "0")


def test_a_host_is_a_scan_with_its_own_times_and_sign_in() -> None:
    found = records(scan_file(REAL[0]))
    (header,) = headers(found)
    assert header.family == "nessus"
    assert header.kind == "network"
    assert header.policy == "Basic Network Scan"
    assert header.finished_at == datetime.fromtimestamp(1648044472, UTC)
    assert systems(found)[0].identifiers == (
        ("fqdn", "testphp.vulnweb.com"),
        ("ip", "44.228.249.3"),
        ("other", "ec2-44-228-249-3.us-west-2.compute.amazonaws.com"),
    )


def test_one_vulnerability_of_a_real_file_in_full() -> None:
    found = findings(records(scan_file(REAL[0])))
    browsable = next(finding for finding in found if finding.weakness == "40984")
    assert browsable.title == "Browsable Web Directories"
    assert browsable.severity == "medium"
    assert browsable.score == 5.3
    assert browsable.cvss == (
        "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N",
        "AV:N/AC:L/Au:N/C:P/I:N/A:N",
    )
    assert browsable.references == ("http://www.nessus.org/u?0a35179e",)
    assert browsable.fix_key


HOSTS = """
<ReportHost name="10.0.0.1"><HostProperties><tag name="Credentialed_Scan">true</tag>
<tag name="host-fqdn">a.example.org</tag><tag name="mac-address">00:11:22:33:44:55
00:11:22:33:44:66</tag></HostProperties>
<ReportItem port="443" protocol="tcp" severity="3" pluginID="1" pluginName="Old">
<solution>Update it.</solution></ReportItem>
<ReportItem port="8443" protocol="tcp" severity="3" pluginID="1" pluginName="Old">
<solution> update  it </solution></ReportItem></ReportHost>
<ReportHost name="bare.example.org"><ReportItem port="0" severity="0" pluginID="2"/></ReportHost>
<ReportHost name="quiet"></ReportHost>
<ReportHost name="10.0.0.2"><HostProperties><tag name="HOST_END">Wed Mar 23 15:07:52 2022</tag>
</HostProperties></ReportHost>
"""


def test_hosts_with_little_to_say_are_seen_all_the_same(tmp_path: Path) -> None:
    found = records(written(tmp_path, "r.nessus", report(HOSTS)))
    assert [s.name for s in systems(found)] == [
        "10.0.0.1", "bare.example.org", "quiet", "10.0.0.2",
    ]  # fmt: skip
    kinds = [header.kind for header in headers(found)]
    assert kinds == ["network-credentialed", "network", "network", "network"]
    assert {header.policy for header in headers(found)} == {"Weekly"}
    assert headers(found)[3].finished_at == datetime(2022, 3, 23, 15, 7, 52, tzinfo=UTC)
    assert systems(found)[0].identifiers == (
        ("fqdn", "a.example.org"),
        ("mac", "00:11:22:33:44:55"),
        ("mac", "00:11:22:33:44:66"),
        ("ip", "10.0.0.1"),
    )


def test_one_weakness_on_two_ports_has_one_identity_and_one_fix(tmp_path: Path) -> None:
    first, second, _ = findings(records(written(tmp_path, "r.nessus", report(HOSTS))))
    assert (first.system, first.weakness) == (second.system, second.weakness)
    assert first.location == "443/tcp"
    assert second.location == "8443/tcp"
    assert first.fix_key == second.fix_key != ""


def test_a_scan_without_hosts_is_a_scan_that_saw_nothing(tmp_path: Path) -> None:
    found = records(written(tmp_path, "r.nessus", report("")))
    assert len(found) == 1
    assert headers(found)[0].policy == "Weekly"


CHECKS = """<ReportHost name="h"><HostProperties/>{}</ReportHost>"""
CHECK = """<ReportItem port="0" severity="{}" pluginID="21157" pluginName="Unix checks">
<compliance>true</compliance><cm:compliance-check-name>1.{} Passwords</cm:compliance-check-name>
<cm:compliance-check-id>id{}</cm:compliance-check-id>
<cm:compliance-result>{}</cm:compliance-result></ReportItem>"""


def test_compliance_checks_are_told_apart_by_their_result(tmp_path: Path) -> None:
    results = ("PASSED", "FAILED", "WARNING", "ERROR")
    items = "".join(CHECK.format(n, n, n, result) for n, result in enumerate(results))
    found = findings(records(written(tmp_path, "r.nessus", report(CHECKS.format(items)))))
    assert [finding.status for finding in found] == ["passed", "open", "manual", "manual"]
    assert {finding.category for finding in found} == {"misconfiguration"}
    assert [finding.weakness for finding in found] == [f"21157 id{n}" for n in range(4)]
    assert Counter(f.severity for f in opened(found)) == {"medium": 1}


def test_web_app_scanning_sees_sites(tmp_path: Path) -> None:
    text = """<?xml version="1.0"?><NessusClientData_v2><Policy><policyName></policyName></Policy>
<Report name="shop" type="was"><ReportHost name="http://shop.example.org/"><HostProperties>
<tag name="host-fqdn">http://shop.example.org/</tag><tag name="system-type">web_application</tag>
<tag name="HOST_END">2026-03-12T14:35:34.341269+00:00</tag></HostProperties>
<ReportItem pluginFamily="Injection" pluginName="Script injection" pluginID="98104" severity="3"
 protocol="TCP" svc_name="http" port="80"><risk_factor>high</risk_factor><cvss>7.5</cvss>
<cvssv3>7.1</cvssv3><xref>WASC:Scripts</xref><xref>CWE:79</xref><xref>OWASP:2017-A7</xref>
</ReportItem></ReportHost></Report></NessusClientData_v2>"""
    found = records(written(tmp_path, "was.nessus", text))
    (header,), (system,), (weak,) = headers(found), systems(found), findings(found)
    assert header.kind == "web"
    assert system.identifiers == (("url", "http://shop.example.org/"),)
    assert (weak.severity, weak.score, weak.cwes) == ("high", 7.1, ("CWE-79",))


def test_the_first_version_of_the_format() -> None:
    path = Path(__file__).with_name("samples") / "nessus-v1.nessus"
    found = records(path)
    assert sniff(path) == "nessus"
    crane, other = systems(found)
    assert crane.identifiers == (
        ("fqdn", "crane.example.test"), ("hostname", "CRANE"), ("ip", "192.0.2.7"),
        ("mac", "00:00:5e:00:53:07"),
    )  # fmt: skip
    assert (other.name, other.identifiers) == ("192.0.2.8", (("ip", "192.0.2.8"),))
    first, second = headers(found)
    assert (first.policy, second.policy) == ("Quay walls", "Quay walls")
    assert first.finished_at == datetime(2009, 3, 4, 10, 4, 31, tzinfo=UTC)
    port, system, certificate, share = findings(found)
    assert {each.category for each in (port, certificate)} == {"information"}
    assert (system.severity, system.location) == ("none", "")
    assert opened(found) == [share]
    assert (share.severity, share.score, share.location) == ("critical", 10.0, "445/tcp")
    assert (share.cves, share.fix) == (("CVE-2008-0001", "CVE-2008-0002"), "Update it.")
    assert share.cvss == ("AV:N/AC:L/Au:N/C:C/I:C/A:C",)
    assert share.references == ("http://example.test/a",)
    assert share.description == "The share is old."
    assert certificate.evidence == "Harbour"
