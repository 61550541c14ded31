"""Greenbone: reports of old and new protocols, answers that wrap them, and CSV."""

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

REAL = "openvas/many_vuln.xml"


def test_real_report_matches_an_independent_walk() -> None:
    path = scan_file(REAL)
    expected = [
        (
            result.find("nvt").get("oid"),
            result.findtext("threat"),
            result.findtext("severity"),
            result.findtext("port").replace("general/tcp", ""),
            {ref.get("id") for ref in result.iter("ref") if ref.get("type") == "cve"},
        )
        for result in etree.parse(str(path)).iter("result")
    ]
    found = records(path)
    got = [(f.weakness, f.severity_word, str(f.score), f.location, set(f.cves))
           for f in findings(found)]  # fmt: skip
    assert sniff(path) == "openvas"
    assert got == expected
    assert len(got) == 44
    assert systems(found)[0].identifiers == (
        ("hostname", "b6b9f466d63"), ("ip", "192.168.1.1001"),
    )  # fmt: skip
    assert headers(found)[0].finished_at.isoformat() == "2023-09-26T13:04:00+00:00"
    assert all("Quality of detection: " in f.evidence for f in findings(found))


def test_a_report_without_results_is_a_scan_that_saw_nothing() -> None:
    found = records(scan_file("openvas/no_vuln.xml"))
    assert len(found) == 1
    assert headers(found)[0].target == "Target"
    assert headers(found)[0].policy == "HP-scan apply_overrides=0 levels=hml min_qod=70"


RESULT = """<result id="r{id}"><name>{name}</name><host>{ip}<asset asset_id=""/>
<hostname>{host}</hostname></host><port>{port}</port><nvt oid="{oid}"><name>{name}</name>{nvt}</nvt>
<threat>{threat}</threat><severity>{score}</severity><qod><value>80</value></qod>
<description>seen</description>{more}</result>"""


def result(oid: str = "1.2.3", **said: object) -> str:
    facts = {"id": 1, "name": "Old service", "ip": "10.0.0.1", "host": "", "port": "22/tcp",
             "nvt": "", "threat": "High", "score": "7.5", "more": ""}  # fmt: skip
    return RESULT.format(oid=oid, **facts | said)


def report(*results: str, around: str = "", behind: str = "") -> str:
    return (
        '<report id="a" format_id="x"><task id="t"><name>outer</name></task><report id="b">'
        f"<gmp><version>22.4</version></gmp>{around}<scan_start>2026-05-01T08:00:00Z</scan_start>"
        "<task id='t'><name>Weekly</name><target id='g'><name>Harbour</name></target></task>"
        f"<results>{''.join(results)}</results>{behind}"
        "<scan_end>2026-05-01T09:00:00Z</scan_end></report></report>"
    )


def of(tmp_path: Path, text: str) -> list:
    return records(written(tmp_path, "r.xml", text))


def test_threats_overrides_and_audits_become_what_they_mean(tmp_path: Path) -> None:
    override = "<overrides><override><active>{}</active><new_threat>False Positive</new_threat>" \
               "</override></overrides>"  # fmt: skip
    found = of(tmp_path, report(
        result("1", threat="Critical", score="9.9"),
        result("2", threat="Log", score="0.0"),
        result("3", threat="False Positive", score="-1.0",
               more="<original_threat>Medium</original_threat>"),
        result("4", threat="Log", score="0.0", more="<original_threat>High</original_threat>"),
        result("5", more=override.format(1)),
        result("6", more=override.format(0)),
        result("7", more="<delta>gone</delta>"),
        result("8", threat="Log", score="0.0", more="<compliance>no</compliance>"),
        result("9", threat="Log", score="0.0", more="<compliance>yes</compliance>"),
        result("10", threat="Alarm", score="5.0", more="<compliance>undefined</compliance>"),
        result("0", name="", threat="Debug", score="-2.0"),
    ))  # fmt: skip
    assert [(f.severity, f.category, f.status) for f in findings(found)] == [
        ("critical", "vulnerability", "open"),
        ("none", "information", "open"),
        ("medium", "vulnerability", "muted"),
        ("high", "vulnerability", "muted"),
        ("high", "vulnerability", "muted"),
        ("high", "vulnerability", "open"),
        ("high", "vulnerability", "fixed"),
        ("medium", "misconfiguration", "open"),
        ("unknown", "misconfiguration", "passed"),
        ("medium", "vulnerability", "open"),
        ("none", "information", "open"),
    ]
    assert findings(found)[2].score is None


def test_hosts_signed_in_to_are_another_scan_than_the_others(tmp_path: Path) -> None:
    behind = (
        "<ports><port>22/tcp<host>10.0.0.9</host></port></ports>"
        "<host><ip>10.0.0.2</ip><asset asset_id='a2'/><start/><end/>"
        "<detail><name>best_os_txt</name><value>Debian 12</value></detail>"
        "<detail><name>MAC</name><value>00:11:22:33:44:55</value></detail>"
        "<detail><name>Auth-SSH-Success</name><value>ok</value></detail></host>"
        "<host><ip>10.0.0.3</ip></host>"
        "<errors><error><host>10.0.0.8</host><description>timed out</description></error></errors>"
    )
    found = of(tmp_path, report(
        result("1", ip="10.0.0.2", host="web.example.test"), result("2"),
        result("3", ip="10.0.0.2", port="general/tcp"), behind=behind,
    ))  # fmt: skip
    assert [h.kind for h in headers(found)] == ["network", "network-credentialed"]
    assert [s.name for s in systems(found)] == ["10.0.0.1", "10.0.0.3", "web.example.test"]
    assert [f.weakness for f in findings(found)] == ["2", "1", "3"]
    assert findings(found)[2].location == ""
    assert systems(found)[2].operating_system == "Debian 12"
    assert systems(found)[2].identifiers == (
        ("fqdn", "web.example.test"), ("ip", "10.0.0.2"),
        ("mac", "00:11:22:33:44:55"), ("other", "a2"),
    )  # fmt: skip
    assert {(h.target, h.policy) for h in headers(found)} == {("Harbour", "Weekly")}


def test_a_scan_that_was_stopped_has_another_policy(tmp_path: Path) -> None:
    text = report(around="<scan_run_status>Stopped</scan_run_status>")
    assert headers(of(tmp_path, text))[0].policy == "Weekly (stopped)"


OLD = """<report id="a" extension="xml" type="scan"><report id="b"><omp><version>4.0</version></omp>
<scan_start>Tue Mar 18 09:00:00 2014</scan_start><scan_end>Tue Mar 18 10:00:00 2014</scan_end>
<results max="100" start="1"><result id="r1"><subnet>10.0.0.7</subnet><host>10.0.0.7</host>
<port>https (443/tcp)</port><nvt oid="1.3.6.1"><name>Weak
 keys</name><cvss_base>6.4</cvss_base><cve>CVE-2012-0001, CVE-2012-0002</cve><bid>NOBID</bid>
<xref>URL:http://example.test/a?b=1,2, URL:https://example.test/c</xref>
<tags>cvss_base_vector=AV:N/AC:L/Au:N/C:P/I:P/A:N|summary=Keys a=b are weak|x.|solution=Take
 longer keys.|insight=NOTAG</tags></nvt><threat>Medium</threat><description>k</description></result>
</results></report></report>"""


def test_a_report_of_the_old_protocol(tmp_path: Path) -> None:
    found = of(tmp_path, OLD)
    (weak,) = findings(found)
    assert headers(found)[0].finished_at.isoformat() == "2014-03-18T10:00:00+00:00"
    assert (weak.title, weak.location, weak.score) == ("Weak keys", "443/tcp", 6.4)
    assert weak.cves == ("CVE-2012-0001", "CVE-2012-0002")
    assert weak.cvss == ("AV:N/AC:L/Au:N/C:P/I:P/A:N",)
    assert weak.description == "Keys a=b are weak|x."
    assert weak.fix == "Take longer keys."
    assert weak.references == ("http://example.test/a?b=1", "https://example.test/c")


def test_answers_of_the_protocol_with_many_reports(tmp_path: Path) -> None:
    several = f'<get_reports_response status="200">{report(result("1"))}{report()}' \
              f'{report(result("2", ip="10.0.0.2"))}</get_reports_response>'  # fmt: skip
    found = of(tmp_path, several)
    assert len(headers(found)) == 3
    assert [f.weakness for f in findings(found)] == ["1", "2"]
    alone = f'<get_results_response status="200">{result("3")}</get_results_response>'
    assert [f.weakness for f in findings(of(tmp_path, alone))] == ["3"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('<get_reports_response status="404"/>', "no OpenVAS report"),
        ('<report format_id="x"><report id="b"><gmp/></report></report>', "no OpenVAS report"),
        (report(behind="<result_count>3<filtered>3</filtered></result_count>"), "lists none"),
        (report(result("", name="")), "names no check"),
    ],
)
def test_what_would_hide_results_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ReadError, match=problem):
        of(tmp_path, text)


def test_one_action_for_what_the_same_words_close_in_one_product(tmp_path: Path) -> None:
    fixes = ["Please install the updated package(s).", "Update to version 2.4.52 or later."]
    nvts = [f"<solution type='VendorFix'>{fix}</solution>" for fix in fixes for _ in (1, 2)]
    carried = "<description>The host carries the product: cpe:/a:apache:http_server:2.4.7\nIt"
    found = findings(of(tmp_path, report(
        *(result(str(n), nvt=nvt) for n, nvt in enumerate(nvts, start=1)),
        result("CVE-2021-26690").replace("<description>seen", carried),
    )))  # fmt: skip
    keys = [f.fix_key for f in found]
    assert keys[0] != keys[1]
    assert keys[2] == keys[3]
    assert len({*keys}) == 4
    assert found[4].fix_key == "upgrade:cpe:apache:http_server"
    assert (found[4].package, found[4].package_version) == ("http_server", "2.4.7")
    assert (found[4].weakness, found[4].cves) == ("CVE-2021-26690", ("CVE-2021-26690",))


HEAD = (
    "IP,Hostname,Port,Port Protocol,CVSS,Severity,QoD,Solution Type,NVT Name,Summary,"
    "Specific Result,NVT OID,CVEs,Task ID,Task Name,Timestamp,Result ID,Impact,Solution\r\n"
)
ROWS = (
    '10.0.0.1,web,443,tcp,7.5,High,98,,Old TLS,"Old,\n  very",seen,1.2.3,'
    '"CVE-2026-0001,CVE-2026-0002",t1,Weekly,2026-05-01T08:00:00Z,r1,,"Turn it off."\r\n\r\n'
    "10.0.0.2,,,,0.0,Log,80,,Banner,,seen,1.2.4,,t1,Weekly,2026-05-01T09:00:00Z,r2,,\r\n"
    "10.0.0.2,,,,-1.0,False Positive,80,,Odd,,,1.2.5,,t2,Yearly,2026-04-01T09:00:00Z,r3,,\r\n"
)


def test_csv_in_its_column_sets(tmp_path: Path) -> None:
    path = written(tmp_path, "r.csv", "\ufeff" + HEAD + ROWS)
    found = records(path)
    assert sniff(path) == "openvas-csv"
    assert [(h.target, h.finished_at.isoformat()[:13]) for h in headers(found)] == [
        ("Weekly", "2026-05-01T09"), ("Yearly", "2026-04-01T09"),
    ]  # fmt: skip
    tls, banner, odd = findings(found)
    assert (tls.weakness, tls.location, tls.score, tls.severity) == (
        "1.2.3",
        "443/tcp",
        7.5,
        "high",
    )
    assert (tls.fix, tls.evidence) == ("Turn it off.", "seen\nQuality of detection: 98%")
    assert (banner.category, banner.location) == ("information", "")
    assert odd.status == "muted"
    assert opened(found) == [tls]
    short = HEAD.replace("QoD,Solution Type,", "")
    empty = records(written(tmp_path, "e.csv", short))
    assert len(empty) == len(headers(empty)) == 1


def test_csv_without_the_check_is_refused(tmp_path: Path) -> None:
    text = HEAD + "10.0.0.1,web,443,tcp,7.5,High" + "," * 13 + "\r\n"
    with pytest.raises(ReadError, match=r"line 2.*names no check"):
        records(written(tmp_path, "r.csv", text))


def test_cut_reports_are_refused(tmp_path: Path) -> None:
    whole = scan_file(REAL).read_bytes().rstrip()
    outcomes = Counter(outcome(tmp_path, "cut", cut, "openvas") for cut in cuts(whole, 20))
    assert outcomes == {"refused": 20}


def test_a_table_that_only_counts_is_refused_by_name(tmp_path: Path) -> None:
    head = "IP,Hostname,OS,Scan Start,Scan End,CVSS,Severity,High,Medium,Low,Log,False Positive\n"
    path = written(tmp_path, "hosts.csv", head + "10.0.0.1,,Some OS,,,9.8,High,1,0,0,4,0\n")
    with pytest.raises(ReadError, match="only counts: export its results"):
        records(path)
