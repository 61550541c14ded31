"""Tenable's CSV layouts: the real one against a plain walk, the others by hand."""

import csv
from datetime import UTC, datetime
from pathlib import Path

from quarterdeck.readers import sniff
from tests.readers.support import findings, headers, records, scan_file, systems, written

OLD = """Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,\
Plugin Output
19506,,,None,10.0.0.1,tcp,0,Nessus Scan Information,About,About the scan,n/a,,"Nessus
version : 5"
57608,CVE-2020-1,5.0,Medium,10.0.0.1,tcp,445,SMB Signing,Short,Long,Turn it on,https://a.example,out
51192,CVE-2020-0001,6.4,High,web.example.org,tcp,443,Bad Certificate,Short,Long,Replace it,,
51192,CVE-2020-0002,6.4,High,web.example.org,tcp,443,Bad Certificate,Short,Long,Replace it,,
51192,CVE-2020-0002,6.4,High,web.example.org,tcp,8443,Bad Certificate,Short,Long,Replace it,,
"""
CENTER = """"Plugin","Plugin Name","Family","Severity","IP Address","Protocol","Port",\
"MAC Address","DNS Name","NetBIOS Name","CVE","CVSS V3 Base Score","Accept Risk?","First Discovered"
"1","Old kernel","General","Critical","10.0.0.9","TCP","0","00:aa:00:aa:00:aa","k.example.org",\
"NET\\K","CVE-2021-1111,CVE-2021-2222","9.8","No","Jul 1, 2023 10:00:00 UTC"
"2","Old shell","General","High","10.0.0.9","TCP","22","00:aa:00:aa:00:aa","k.example.org",\
"NET\\K","","7.5","Yes",""
"""


def test_every_row_of_the_real_export_is_read() -> None:
    path = scan_file("tenable/nessus/nessus_new.csv")
    csv.field_size_limit(1_000_000)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    found = records(path)
    assert sniff(path) == "nessus-csv"
    assert len(findings(found)) == len(rows) == 99
    assert len(systems(found)) == len({(row["asset.id"], row["asset.name"]) for row in rows})
    for finding, row in zip(findings(found), rows, strict=True):
        assert finding.weakness == row["definition.id"]
        assert finding.title == row["definition.name"]
        assert finding.severity == row["severity"].lower()
        assert finding.raw_id == row["id"]
        assert ", ".join(finding.cves) == row["definition.cve"]
        assert finding.cwes == tuple(f"CWE-{n}" for n in row["definition.cwe"].split(", ") if n)
        assert finding.first_seen == datetime.fromisoformat(row["first_observed"])
        assert ("ip", row["asset.display_ipv4_address"]) in finding.system.identifiers
        assert finding.description[:3999] == row[""].strip()[:3999]
    assert headers(found)[0].finished_at == max(
        datetime.fromisoformat(row["last_seen"]) for row in rows
    )


def test_rows_that_differ_in_their_cve_only_are_one_finding(tmp_path: Path) -> None:
    found = findings(records(written(tmp_path, "old.csv", OLD)))
    assert [(f.weakness, f.location, f.cves) for f in found] == [
        ("19506", "", ()),
        ("57608", "445/tcp", ()),
        ("51192", "443/tcp", ("CVE-2020-0001", "CVE-2020-0002")),
        ("51192", "8443/tcp", ("CVE-2020-0002",)),
    ]
    assert [f.category for f in found][:2] == ["information", "vulnerability"]
    assert found[0].fix == ""
    assert found[1].fix == "Turn it on"
    assert found[1].references == ("https://a.example",)


def test_both_layouts_name_the_same_weakness_as_the_xml_does(tmp_path: Path) -> None:
    xml = findings(records(scan_file("tenable/nessus/nessus_with_cvssv3.nessus")))
    some = next(finding for finding in xml if finding.cves)
    rows = "".join(f"{some.weakness},{cve},5,Medium,h,tcp,80,N\n" for cve in some.cves)
    path = written(tmp_path, "x.csv", "Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name\n" + rows)
    (finding,) = findings(records(path))
    assert headers(records(path))[0].family == "nessus"
    assert (finding.weakness, finding.cves) == (some.weakness, some.cves)


def test_security_center_rows(tmp_path: Path) -> None:
    found = records(written(tmp_path, "sc.csv", CENTER))
    assert len(systems(found)) == 1
    assert set(systems(found)[0].identifiers) == {
        ("fqdn", "k.example.org"),
        ("hostname", "K"),
        ("ip", "10.0.0.9"),
        ("mac", "00:aa:00:aa:00:aa"),
    }
    first, second = findings(found)
    assert first.cves == ("CVE-2021-1111", "CVE-2021-2222")
    assert first.score == 9.8
    assert (first.status, second.status) == ("open", "muted")
    assert first.first_seen == datetime(2023, 7, 1, 10, tzinfo=UTC)


def test_a_fixed_finding_is_no_open_weakness(tmp_path: Path) -> None:
    head = "definition.id,definition.name,asset.name,state,severity,last_seen\n"
    rows = "1,One,a,FIXED,High,2024-01-02T00:00:00Z\n1,One,b,ACTIVE,High,2024-01-01T00:00:00Z\n"
    found = records(written(tmp_path, "vm.csv", head + rows))
    assert [finding.status for finding in findings(found)] == ["fixed", "open"]
    assert headers(found)[0].finished_at == datetime(2024, 1, 2, tzinfo=UTC)


VM = (
    "Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,"
    "Plugin Output,,Vulnerability State,IP Address,FQDN,NetBios,OS,,Plugin Family,CVSS Base Score,"
    "CVSS Vector,CVSS3 Base Score,CVSS3 Vector,Host Start,Host End,First Found,Last Found,"
    "Severity,Modification\n"
    "7,CVE-2026-0001,6.8,High,web.example.org,TCP,0,Old kernel,Short,Long,Update it,,out,,Active,"
    "10.0.0.1,web.example.org,NET\\WEB,Linux 6,,Local,6.8,AV:L/AC:L/Au:S/C:C/I:C/A:C,7.8,"
    "AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H,2026-03-01T10:00:00Z,2026-03-01T11:00:00Z,null,"
    "2026-03-01T11:00:00Z,3,NONE\n"
    "8,,,Low,web.example.org,TCP,0,Old shell,Short,Long,,,,,Fixed,10.0.0.1,web.example.org,,,,,,,,,"
    ",,,,1,ACCEPTED\n"
)


def test_the_older_export_of_tenable_io(tmp_path: Path) -> None:
    found = records(written(tmp_path, "io.csv", VM))
    first, second = findings(found)
    assert (first.score, first.severity, first.first_seen) == (7.8, "high", None)
    assert first.cvss == (
        "AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H",
        "AV:L/AC:L/Au:S/C:C/I:C/A:C",
    )
    assert headers(found)[0].finished_at == datetime(2026, 3, 1, 11, tzinfo=UTC)
    assert ("hostname", "WEB") in first.system.identifiers
    assert second.status == "fixed"


def test_web_app_scanning_has_its_own_score_columns(tmp_path: Path) -> None:
    head = ("Plugin ID,CVE,CVSS,CVSSv3,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,"
            "See Also,Plugin Output\n")  # fmt: skip
    row = '98104,,7.5,"7,1",high,www.example.org,http,,Script injection,S,D,Encode it,,out\n'
    (found,) = findings(records(written(tmp_path, "was.csv", head + row)))
    assert (found.severity, found.score, found.location) == ("high", 7.1, "")
    empty = records(written(tmp_path, "none.csv", head))
    assert len(headers(empty)) == 1
    assert len(empty) == 1


def test_a_weakness_class_among_the_references(tmp_path: Path) -> None:
    text = "Plugin ID,Host,Name,Risk,XREF\n11213,10.0.0.1,TRACE,Medium,CERT:288308;CWE:16;CWE:200\n"
    (found,) = findings(records(written(tmp_path, "n.csv", text)))
    assert found.cwes == ("CWE-16", "CWE-200")


INFO = """Nessus version : 10.8.3
Scan type : Normal
Scan policy used : {policy}
Credentialed checks : {signed_in}
Scan Start Date : 2026/5/4 9:05 EDT (UTC -04:00)
Scan duration : 321 sec"""


def test_a_row_that_tells_of_the_scan_tells_its_policy_kind_and_time(tmp_path: Path) -> None:
    """Another policy's report must not call fixed what it never looked for."""
    with (tmp_path / "n.csv").open("w", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["Plugin ID", "Host", "Name", "Risk", "Plugin Output"])
        table.writerow(["10107", "10.0.0.1", "Banner", "Low", ""])
        table.writerow(["10107", "10.0.0.2", "Banner", "Low", ""])
        table.writerow(["19506", "10.0.0.1", "Info", "None",
                        INFO.format(policy="Walls", signed_in="yes, as 'me' via ssh")])  # fmt: skip
        table.writerow(["10108", "10.0.0.1", "Other", "Low", ""])
    found = records(tmp_path / "n.csv")
    assert [(h.policy, h.kind) for h in headers(found)] == [
        ("Walls", "network-credentialed"), ("", "network"), ("Walls", "network-credentialed"),
    ]  # fmt: skip
    assert headers(found)[0].started_at == datetime(2026, 5, 4, 13, 5, tzinfo=UTC)
    assert headers(found)[1].started_at is None
    assert [f.raw_id for f in findings(found)] == ["10107", "10107", "19506", "10108"]


def test_web_app_scanning_is_another_kind_of_scan(tmp_path: Path) -> None:
    text = "Plugin ID,CVE,CVSS,CVSSv3,Risk,Host,Name\n98104,,7.5,7.1,high,a.example,XSS\n"
    assert headers(records(written(tmp_path, "w.csv", text)))[0].kind == "web"
