"""Qualys: reports on hosts, API detections, scan results, and CSV of three kinds."""

import io
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from quarterdeck.readers import ReadError, Source, sniff
from quarterdeck.readers import qualys as reader
from quarterdeck.readers.qualys_findings import score, vectors
from tests.readers.support import (
    cuts,
    findings,
    headers,
    mutations,
    opened,
    outcome,
    records,
    scan_file,
    settled,
    systems,
    written,
)

LEVELS = {"1": "low", "2": "low", "3": "medium", "4": "high", "5": "critical"}


def test_real_report_matches_an_independent_walk():
    path = scan_file("qualys/Qualys_Sample_Report.xml")
    tree = etree.parse(str(path))
    details = {d.findtext("QID"): d for d in tree.iter("VULN_DETAILS")}
    expected = []
    for host in tree.iter("HOST"):
        for entry in host.iter("VULN_INFO"):
            known = details[entry.findtext("QID")]
            level = "none" if entry.findtext("TYPE") == "Ig" else LEVELS[known.findtext("SEVERITY")]
            cves = [cve.text for cve in known.iterfind("CVE_ID_LIST/CVE_ID/ID")]
            expected.append((host.findtext("IP"), known.findtext("QID"), level,
                             " ".join(known.findtext("TITLE").split()), tuple(cves)))  # fmt: skip
    found = records(path)
    got = [
        (dict(f.system.identifiers)["ip"], f.weakness, f.severity, f.title, f.cves)
        for f in findings(found)
    ]
    assert sniff(path) == "qualys"
    assert got == expected
    assert len(got) == 301
    assert Counter(f.category for f in findings(found)) == {"information": 209, "vulnerability": 92}


def test_each_host_is_a_scan_as_late_as_its_latest_detection():
    path = scan_file("qualys/Qualys_Sample_Report.xml")
    tree = etree.parse(str(path))
    latest = [max(e.text for e in host.iter("LAST_FOUND")) for host in tree.iter("HOST")]
    found = headers(records(path))
    assert [h.finished_at.strftime("%Y-%m-%dT%H:%M:%SZ") for h in found] == latest
    assert {h.policy for h in found} == {"All confirmed and Information Vulnerabilities 1-5"}
    assert {h.kind for h in found} == {"network"}


def test_windows_without_a_log_in_was_not_signed_in(tmp_path):
    text = scan_file("qualys/Qualys_Sample_Report.xml").read_text()
    signed = text.replace("NULL session", "NTLMv2").replace("User Name\t(none)", "User Name\tq")
    signed = signed.replace("Domain\t(none)", "Domain\td")
    found = records(written(tmp_path, "signed.xml", signed))
    kinds = Counter(header.kind for header in headers(found))
    assert kinds == {"network": 4, "network-credentialed": 3}


def test_a_report_without_findings_is_a_scan_that_saw_nothing():
    found = records(scan_file("qualys/empty.xml"))
    assert len(found) == 1
    assert headers(found)[0].policy == "Report Template1"
    assert headers(found)[0].finished_at.isoformat() == "2021-03-25T07:13:51+00:00"


REPORT = """<?xml version="1.0"?>
<!DOCTYPE ASSET_DATA_REPORT SYSTEM "https://qualysguard.qualys.eu/asset_data_report.dtd">
<ASSET_DATA_REPORT><HEADER><GENERATION_DATETIME>2026-05-02T00:00:00Z</GENERATION_DATETIME>
<TEMPLATE>Monthly</TEMPLATE></HEADER><HOST_LIST>
<HOST><IP>10.0.0.1</IP><TRACKING_METHOD>QAGENT</TRACKING_METHOD><DNS>web.example.test</DNS>
<OPERATING_SYSTEM>Debian 12</OPERATING_SYSTEM><VULN_INFO_LIST>
<VULN_INFO><QID id="qid_1">1</QID><TYPE>Vuln</TYPE><PORT>443</PORT><PROTOCOL>tcp</PROTOCOL>
<RESULT>seen</RESULT><FIRST_FOUND>2026-04-01T00:00:00Z</FIRST_FOUND>
<LAST_FOUND>2026-05-01T00:00:00Z</LAST_FOUND><VULN_STATUS>Re-Opened</VULN_STATUS></VULN_INFO>
<VULN_INFO><QID id="qid_2">2</QID><TYPE>Practice</TYPE><LAST_FOUND>2026-03-01T00:00:00Z</LAST_FOUND>
<VULN_STATUS>Fixed</VULN_STATUS></VULN_INFO></VULN_INFO_LIST></HOST>
<HOST><IP>10.0.0.2</IP></HOST><HOST><ERROR number="1">no</ERROR></HOST></HOST_LIST><GLOSSARY>
<VULN_DETAILS_LIST><VULN_DETAILS id="qid_1"><QID id="qid_1">1</QID><TITLE>Old TLS</TITLE>
<SEVERITY>4</SEVERITY><THREAT>It is &lt;B&gt;old&lt;/B&gt; &amp;amp; weak.&lt;P&gt;</THREAT>
<IMPACT>N/A</IMPACT><SOLUTION>Upgrade to &lt;2.0.</SOLUTION><CVSS3_SCORE>
<CVSS3_BASE>9.0 (AV:N/AC:H/PR:N/UI:N/S:C/C:H/I:H/A:H)</CVSS3_BASE></CVSS3_SCORE></VULN_DETAILS>
</VULN_DETAILS_LIST></GLOSSARY></ASSET_DATA_REPORT>"""


def test_fields_of_a_finding(tmp_path):
    found = records(written(tmp_path, "r.xml", REPORT))
    tls, gone = findings(found)
    assert (tls.severity, tls.score, tls.location, tls.status) == ("high", 9.0, "443/tcp", "open")
    assert tls.cvss == ("CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:C/C:H/I:H/A:H",)
    assert tls.description == "It is old & weak."
    assert tls.fix == "Upgrade to <2.0."
    assert tls.first_seen.isoformat() == "2026-04-01T00:00:00+00:00"
    assert (gone.status, gone.title) == ("fixed", "Qualys check 2")
    assert opened(found) == [tls]
    assert [system.name for system in systems(found)] == ["web.example.test", "10.0.0.2"]
    assert [header.kind for header in headers(found)] == ["host", "network"]
    assert headers(found)[1].finished_at.isoformat() == "2026-05-02T00:00:00+00:00"


API = """<?xml version="1.0"?><HOST_LIST_VM_DETECTION_OUTPUT><RESPONSE>
<DATETIME>2026-05-02T00:00:00Z</DATETIME><HOST_LIST><HOST><ID>7</ID><IP>10.0.0.1</IP>
<TRACKING_METHOD>IP</TRACKING_METHOD><OS>Linux</OS><DNS>db</DNS>
<CLOUD_RESOURCE_ID>i-0123</CLOUD_RESOURCE_ID>
<LAST_SCAN_DATETIME>2026-05-01T10:00:00Z</LAST_SCAN_DATETIME>
<LAST_VM_SCANNED_DATE>2026-05-01T09:59:00Z</LAST_VM_SCANNED_DATE>
<LAST_VM_AUTH_SCANNED_DATE>2026-05-01T09:59:00Z</LAST_VM_AUTH_SCANNED_DATE><DETECTION_LIST>
<DETECTION><QID>91785</QID><TYPE>Confirmed</TYPE><SEVERITY>5</SEVERITY><PORT>445</PORT>
<PROTOCOL>TCP</PROTOCOL><STATUS>Active</STATUS><IS_IGNORED>0</IS_IGNORED></DETECTION>
<DETECTION><QID>2</QID><TYPE>Info</TYPE><SEVERITY>2</SEVERITY></DETECTION>
<DETECTION><QID>3</QID><TYPE>Potential</TYPE><SEVERITY>3</SEVERITY><STATUS>New</STATUS>
<IS_IGNORED>1</IS_IGNORED></DETECTION></DETECTION_LIST></HOST></HOST_LIST></RESPONSE>
</HOST_LIST_VM_DETECTION_OUTPUT>"""


def test_detections_of_the_api(tmp_path):
    path = written(tmp_path, "api.xml", API)
    found = records(path)
    assert sniff(path) == "qualys"
    assert headers(found)[0].kind == "network-credentialed"
    assert headers(found)[0].finished_at.isoformat() == "2026-05-01T10:00:00+00:00"
    assert systems(found)[0].identifiers == (
        ("cloud_id", "i-0123"), ("hostname", "db"), ("ip", "10.0.0.1"),
    )  # fmt: skip
    assert [(f.weakness, f.severity, f.category, f.status) for f in findings(found)] == [
        ("91785", "critical", "vulnerability", "open"),
        ("2", "none", "information", "open"),
        ("3", "medium", "vulnerability", "muted"),
    ]


SCAN = """<?xml version="1.0"?><!DOCTYPE SCAN SYSTEM "https://x.qualys.com/scan-1.dtd">
<SCAN value="scan/1222134912.63524"><HEADER><KEY value="DATE">2019-04-02T10:00:00Z</KEY>
<KEY value="DURATION">04:29:11</KEY><OPTION_PROFILE><OPTION_PROFILE_TITLE
 option_profile_default="0">Weekly</OPTION_PROFILE_TITLE></OPTION_PROFILE></HEADER>
<IP value="10.1.10.1" name="host1.example.test"><OS>Ubuntu 11</OS><INFOS><CAT value="TCP/IP">
<INFO number="38307" severity="1"><TITLE>Unix Authentication Method</TITLE></INFO></CAT></INFOS>
<SERVICES><CAT value="TCP/IP"><SERVICE number="82023" severity="1"><TITLE>Open TCP Services
</TITLE></SERVICE></CAT></SERVICES><VULNS><CAT value="Web server" port="80" protocol="tcp">
<VULN number="82024" severity="5" cveid="CVE-2002-0510,CVE-2014-6601"><TITLE>Old</TITLE>
<CVSS_BASE source="service">5</CVSS_BASE><CVSS3_BASE></CVSS3_BASE><SOLUTION>N/A</SOLUTION></VULN>
</CAT></VULNS><PRACTICES><CAT value="Local"><PRACTICE number="9" severity="3"><TITLE>Maybe</TITLE>
</PRACTICE></CAT></PRACTICES></IP><IP value="10.1.10.2" name="No registered hostname"/>
<IP value="10.1.10.3"><ERROR number="4">down</ERROR></IP></SCAN>"""


def test_the_result_of_one_scan(tmp_path):
    path = written(tmp_path, "scan.xml", SCAN)
    found = records(path)
    assert sniff(path) == "qualys"
    assert [(h.kind, h.policy) for h in headers(found)] == [
        ("network-credentialed", "Weekly"), ("network", "Weekly"),
    ]  # fmt: skip
    assert headers(found)[0].finished_at.isoformat() == "2019-04-02T14:29:11+00:00"
    assert [s.name for s in systems(found)] == ["host1.example.test", "10.1.10.2"]
    assert [(f.weakness, f.severity, f.location, f.cves, f.score) for f in opened(found)] == [
        ("82024", "critical", "80/tcp", ("CVE-2002-0510", "CVE-2014-6601"), 5.0),
        ("9", "medium", "", (), None),
    ]
    assert opened(found)[0].fix == ""


HOSTS_CSV = (
    '"Monthly","05/25/2021 at 08:00:00 (GMT)"\n"Example","1 Road"\n\n'
    '"IP","DNS","NetBIOS","OS","IP Status","QID","Title","Vuln Status","Type","Severity","Port",'
    '"Protocol","First Detected","Last Detected","CVE ID","CVSS3 Base","Threat","Solution"\n'
    '"10.0.0.1","web.example.test","WEB","Windows","host scanned, found vuln","91762",'
    '"May 2021","Active","Vuln","5","443","tcp","05/13/2021 07:08:28","05/25/2021 07:36:58",'
    '"CVE-2021-31192, CVE-2021-31188","9.9 (AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H)",'
    '"a, b\nc","Patch."\n'
    '"10.0.0.1","web.example.test","WEB","Windows","host scanned, found vuln","6","DNS Host Name",'
    ',"Ig","1",,,,"05/24/2021 07:36:58",,,,\n'
    '"10.0.0.2",,,,"host scanned, no vuln",,,,,,,,,,,,,\n'
    '"10.0.0.3",,,,"host not alive",,,,,,,,,,,,,\n'
)


def test_a_csv_report_under_its_title(tmp_path):
    path = written(tmp_path, "report.csv", HOSTS_CSV)
    found = records(path)
    assert sniff(path) == "qualys-csv"
    assert headers(found)[0].finished_at.isoformat() == "2021-05-25T07:36:58+00:00"
    assert [system.name for system in systems(found)] == ["web.example.test", "10.0.0.2"]
    finding = opened(found)[0]
    assert (finding.weakness, finding.severity, finding.score) == ("91762", "critical", 9.9)
    assert finding.cves == ("CVE-2021-31192", "CVE-2021-31188")
    assert (finding.location, finding.fix, finding.description) == ("443/tcp", "Patch.", "a, b\nc")


def test_a_summary_of_many_hosts_may_stand_before_the_head(tmp_path):
    summary = '"IP","Total Vulnerabilities","Security Risk"\n' + '"10.0.0.1","3","2.0"\n' * 300
    path = written(tmp_path, "long.csv", summary + HOSTS_CSV)
    assert sniff(path) == "qualys-csv"
    assert len(opened(records(path))) == 1


def test_other_csv_layouts(tmp_path):
    vmdr = (
        "CVE,QID,Title,Severity,Type Detected,Last Detected,Status,Asset Name,Asset IPV4,Ignored\n"
        "CVE-2024-1,38170,TLS,4,Confirmed,2026-01-01T00:00:00Z,Active,web,10.0.0.1,yes\n"
        'CVE-2024-12345,5,Two,3,Potential,2026-01-02T00:00:00Z,New,web,"10.0.0.1,10.0.0.2",no\n'
    )
    pci = (
        "IP,HOSTNAME,LAST SCAN,QID,VULN TITLE,TYPE,SEVERITY,PORT,Q_SEVERITY,CVEID\n"
        "192.168.0.1,abc.example.test,22/09/2022 13:01,86476,Stopped,POTENTIAL,Medium,80,3,-\n"
    )
    first = records(written(tmp_path, "vmdr.csv", vmdr))
    second = records(written(tmp_path, "pci.csv", pci))
    assert [(f.status, f.severity, f.cves) for f in findings(first)] == [
        ("muted", "high", ()), ("open", "medium", ("CVE-2024-12345",)),
    ]  # fmt: skip
    assert ("ip", "10.0.0.2") in systems(first)[1].identifiers
    assert [(f.weakness, f.severity, f.severity_word) for f in opened(second)] == [
        ("86476", "medium", "3 (potential)")
    ]


def test_a_csv_without_rows_is_a_scan_that_saw_nothing(tmp_path):
    head = HOSTS_CSV.splitlines()[3]
    assert len(records(written(tmp_path, "empty.csv", head + "\n\n\n"))) == 1


def test_what_lacks_its_identity_is_refused(tmp_path):
    for text, place in ((REPORT.replace('<QID id="qid_2">2</QID>', ""), "HOST 1, finding 2"),
                        (SCAN.replace(' number="9"', ""), "IP 1, finding 4"),
                        (REPORT.replace("<IP>10.0.0.2</IP>", ""), "HOST 2")):  # fmt: skip
        with pytest.raises(ReadError, match=place):
            records(written(tmp_path, "x.xml", text))


@pytest.mark.parametrize("text", [REPORT, API, SCAN], ids=["report", "api", "scan"])
def test_cut_short_or_harmed(tmp_path, text):
    data = text.encode()
    assert {outcome(tmp_path, "c.xml", p, "qualys") for p in cuts(data, 40)} == {"refused"}
    harmed = {outcome(tmp_path, "h.xml", p, "qualys") for p in mutations(data, 150)}
    assert harmed == {"read", "refused"}


def test_harmed_csv(tmp_path):
    data = HOSTS_CSV.encode()
    for part in cuts(data, 30):
        assert outcome(tmp_path, "c.csv", part, "qualys-csv") in ("read", "refused")
    harmed = {outcome(tmp_path, "h.csv", p, "qualys-csv") for p in mutations(data, 200)}
    assert harmed == {"read", "refused"}


@given(st.text(max_size=60))
def test_scores_and_vectors_of_any_text(text):
    assert score(text) is None or 0 <= score(text) <= 10
    assert all(vector in f"CVSS:3.1/{text}" for vector in vectors([text]))


@settings(max_examples=60)
@given(st.sampled_from(["ASSET_DATA_REPORT", "SCAN"]), st.binary(max_size=200))
def test_any_bytes_under_the_root_are_read_or_refused(root, data):
    text = f"<{root}>".encode() + data + f"</{root}>".encode()
    source = Source("x", "x", lambda: io.BytesIO(text))
    assert settled(lambda: list(reader.read(source))) in ("read", "refused")


WAS = """<?xml version='1.0' encoding='UTF-8'?><WAS_SCAN_REPORT><HEADER><NAME>Scan Report</NAME>
<GENERATION_DATETIME>01 Apr 2026 01:15PM GMT-0400</GENERATION_DATETIME></HEADER>
<TARGET><SCAN>Weekly run</SCAN></TARGET><SUMMARY><GLOBAL_SUMMARY><VULNERABILITY>2</VULNERABILITY>
<SENSITIVE_CONTENT>0</SENSITIVE_CONTENT><INFORMATION_GATHERED>1</INFORMATION_GATHERED>
</GLOBAL_SUMMARY></SUMMARY><RESULTS>%s</RESULTS><GLOSSARY><QID_LIST>
<QID><QID>150085</QID><CATEGORY>Confirmed Vulnerability</CATEGORY><SEVERITY>3</SEVERITY>
<TITLE>Slow posts</TITLE><CWE>CWE-772</CWE><CVSS_BASE>6.8</CVSS_BASE>
<DESCRIPTION><![CDATA[It is <B>slow</B>.]]></DESCRIPTION><IMPACT>N/A</IMPACT>
<SOLUTION>Limit times.</SOLUTION></QID><QID><QID>150018</QID><SEVERITY>2</SEVERITY>
<TITLE>Timeouts</TITLE></QID></QID_LIST></GLOSSARY></WAS_SCAN_REPORT>"""
WAS_FOUND = """<VULNERABILITY_LIST><VULNERABILITY><ID>1</ID><QID>150085</QID>
<URL>https://shop.example.org/pay</URL><PARAM>card</PARAM>
<DETECTION_DATE>12 Mar 2026 04:42PM GMT-0400</DETECTION_DATE><PAYLOADS><PAYLOAD><NUM>1</NUM>
<PAYLOAD>card=1</PAYLOAD><REQUEST><METHOD>POST</METHOD><HEADERS><HEADER><key>Host</key></HEADER>
</HEADERS></REQUEST><RESPONSE><CONTENTS base64="true">c2xvdw==</CONTENTS></RESPONSE></PAYLOAD>
</PAYLOADS><IGNORED>false</IGNORED></VULNERABILITY>
<VULNERABILITY><QID>150085</QID><URL>https://api.example.org/</URL><STATUS>FIXED</STATUS>
<IGNORED>false</IGNORED></VULNERABILITY></VULNERABILITY_LIST>"""
WAS_TOLD = """<INFORMATION_GATHERED_LIST><INFORMATION_GATHERED><QID>150018</QID>
<LAST_TIME_DETECTED>12 Mar 2026 04:42PM GMT-0400</LAST_TIME_DETECTED>
<DATA base64="true">VG9kYXk=</DATA></INFORMATION_GATHERED></INFORMATION_GATHERED_LIST>"""


def test_web_application_scanning_by_site(tmp_path):
    path = written(tmp_path, "was.xml", WAS % (WAS_FOUND + WAS_TOLD))
    assert sniff(path) == "qualys"
    found = records(path)
    (header,) = headers(found)
    assert (header.kind, header.target) == ("web", "https://shop.example.org")
    assert header.finished_at.isoformat() == "2026-03-12T20:42:00+00:00"
    sites = [system.name for system in systems(found)]
    assert sites == ["https://shop.example.org", "https://api.example.org"]
    slow, gone, told = findings(found)
    assert (slow.title, slow.severity, slow.score) == ("Slow posts", "medium", 6.8)
    assert slow.location == "https://shop.example.org/pay (card)"
    assert (slow.cwes, slow.description) == (("CWE-772",), "It is slow .")
    assert slow.evidence == "card=1\nslow"
    assert (gone.status, gone.system.name) == ("fixed", "https://api.example.org")
    assert (told.category, told.evidence) == ("information", "Today")
    assert opened(found) == [slow]


def test_a_web_scan_that_found_no_site_goes_by_its_own_name(tmp_path):
    found = records(written(tmp_path, "was.xml", WAS % WAS_TOLD))
    assert [system.identifiers for system in systems(found)] == [(("other", "Weekly run"),)]
    assert headers(found)[0].target == "Weekly run"
    assert not opened(found)
    bare = records(written(tmp_path, "was.xml", WAS % ""))
    assert headers(bare)[0].finished_at.isoformat() == "2026-04-01T17:15:00+00:00"


def test_harmed_web_scans_are_read_or_refused(tmp_path):
    data = (WAS % (WAS_FOUND + WAS_TOLD)).encode()
    for harmed in (*cuts(data, 10), *mutations(data, 60)):
        outcome(tmp_path, "was.xml", harmed, "qualys")


def test_numbers_of_checks_may_stand_in_attributes_alone(tmp_path):
    text = """<?xml version="1.0"?><QUALYS_REPORT><GLOSSARY><VULN_DETAILS_LIST>
<VULN_DETAILS id="90001"><TITLE>Old certificate</TITLE><SEVERITY>3</SEVERITY></VULN_DETAILS>
</VULN_DETAILS_LIST></GLOSSARY><RESULTS><HOST_LIST><HOST><IP>10.0.0.1</IP><VULN_INFO_LIST>
<VULN_INFO><QID id="90001"/><PORT>443</PORT><TYPE>Confirmed</TYPE></VULN_INFO></VULN_INFO_LIST>
</HOST></HOST_LIST></RESULTS></QUALYS_REPORT>"""
    (found,) = findings(records(written(tmp_path, "q.xml", text)))
    assert (found.weakness, found.title, found.severity) == ("90001", "Old certificate", "medium")


def test_false_positives_that_were_approved_are_muted(tmp_path):
    head = "IP,HOSTNAME,LAST SCAN,QID,VULN TITLE,TYPE,SEVERITY,FALSE POSITIVE STATUS,Q_SEVERITY\n"
    row = "10.0.0.1,a.example.org,22/09/2022 13:01,7,Old server,POTENTIAL,M,{},3\n"
    text = head + row.format("Approved") + row.format("Requested")
    found = records(written(tmp_path, "pci.csv", text))
    assert [finding.status for finding in findings(found)] == ["muted", "open"]
    assert headers(found)[0].finished_at.isoformat() == "2022-09-22T13:01:00+00:00"


SCAN_TABLE = """"Scan Results","05/02/2026 at 10:00:00 (GMT+0200)"
"Harbour Ltd","1 Quay"
"Launch Date","Active Hosts","Type","Status"
"05/02/2026 at 09:00:00 (GMT+0200)","1","On Demand","Finished"

"IP","DNS","NetBIOS","OS","IP Status","QID","Title","Type","Severity","Port","Protocol"
"10.0.0.1","a.example.org",,"Linux","host scanned, found vuln","7","Old","Vuln","2","443","tcp"

"CONFIDENTIAL. The service is provided ""As Is""."
"""


def test_a_scan_s_table_has_titles_before_and_a_footer_after_it(tmp_path):
    found = records(written(tmp_path, "scan.csv", SCAN_TABLE))
    assert [finding.weakness for finding in findings(found)] == ["7"]
    assert [system.name for system in systems(found)] == ["a.example.org"]
    assert headers(found)[0].finished_at.isoformat() == "2026-05-02T07:00:00+00:00"
    cut = SCAN_TABLE.partition('\n\n"CONF')[0] + '\n"10.0.0.2","b.exam'
    assert outcome(tmp_path, "cut.csv", cut.encode(), "qualys-csv") == "refused"
