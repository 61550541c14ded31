"""nmap XML: hosts that answered, ports, scripts old and new."""

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from quarterdeck.readers import Source, sniff
from quarterdeck.readers import nmap as reader
from quarterdeck.readers.errors import ReadError
from quarterdeck.readers.nmap_services import exposure
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

RUN = """<?xml version="1.0"?><!DOCTYPE nmaprun>
<nmaprun scanner="nmap" args="nmap -sV --script vuln -oX - 10.0.0.0/29" start="1700000000"
 version="7.94"><scaninfo type="connect" protocol="tcp" numservices="3" services="22-23,445"/>
<host starttime="1700000001" endtime="1700000009"><status state="up" reason="syn-ack"/>
<address addr="10.0.0.1" addrtype="ipv4"/><address addr="00:11:22:33:44:55" addrtype="mac"/>
<hostnames><hostname name="files.example.test" type="user"/>
<hostname name="ptr.example.test" type="PTR"/></hostnames>
<ports><extraports state="closed" count="1"/>
<port protocol="tcp" portid="23"><state state="open"/><service name="telnet"/></port>
<port protocol="tcp" portid="2323"><state state="open"/><service name="telnet"/></port>
<port protocol="tcp" portid="80"><state state="closed"/><service name="http"/></port>
<port protocol="tcp" portid="443"><state state="open"/>
<service name="https" product="nginx" version="1.24.0"/>
<script id="ssl-poodle" output="x"><table key="CVE-2014-3566"><elem key="title">SSL POODLE</elem>
<elem key="state">VULNERABLE</elem><table key="ids"><elem>BID:70574</elem>
<elem>CVE:CVE-2014-3566</elem></table><table key="scores"><elem key="CVSSv3">9.8 (CRITICAL)
 (CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H)</elem></table></table></script>
<script id="http-vuln-test" output="y"><elem key="title">A</elem>
<elem key="state">NOT VULNERABLE</elem></script>
<script id="vulscan" output="MITRE - https://cve.mitre.org:&#10;[CVE-2024-0001] first issue&#10;
[CVE-2024-0002] second issue"/></port></ports>
<hostscript><script id="smb-vuln-ms17-010" output="&#10;  VULNERABLE:&#10;  Remote Execution&#10;
    State: VULNERABLE&#10;    IDs:  CVE:CVE-2017-0143&#10;    Risk factor: HIGH"/>
<script id="nbstat" output="NetBIOS name: FILES"/>
<script id="smb-security-mode" output="&#10;  message_signing:  disabled (dangerous)"/>
<script id="ftp-anon" output="ERROR"/></hostscript></host>
<host><status state="down" reason="no-response"/><address addr="10.0.0.2" addrtype="ipv4"/></host>
<host timedout="true"><status state="up" reason="syn-ack"/>
<address addr="10.0.0.3" addrtype="ipv4"/></host>
<host><status state="up" reason="user-set"/><address addr="10.0.0.4" addrtype="ipv4"/>
<ports><extraports state="filtered" count="3"/></ports></host>
<host><status state="up" reason="user-set"/><address addr="10.0.0.5" addrtype="ipv4"/>
<ports><extraports state="closed" count="3"/></ports></host>
<runstats><finished time="1700000100" exit="success"/></runstats></nmaprun>"""


@pytest.fixture
def run(tmp_path):
    return records(written(tmp_path, "scan.xml", RUN))


def test_real_file_matches_an_independent_walk():
    path = scan_file("nmap/issue4406.xml")
    tree = etree.parse(str(path))
    found = records(path)
    ports = [
        port
        for port in tree.iterfind("host/ports/port")
        if port.find("state").get("state") == "open"
    ]
    cves = {
        elem.text
        for elem in tree.iterfind(".//script[@id='vulners']//elem[@key='id']")
        if elem.text.startswith("CVE-")
    }
    assert sniff(path) == "nmap"
    assert {f.location for f in findings(found)} == {f"{p.get('portid')}/tcp" for p in ports}
    assert {f.weakness for f in findings(found) if f.category == "vulnerability"} == cves
    assert [s.name for s in systems(found)] == ["ip-10-250-195-71.eu-west-1.compute.internal"]
    assert ("ip", "10.250.195.71") in systems(found)[0].identifiers
    assert headers(found)[0].policy == "syn tcp 1-65535; -sV; nmap-vulners/vulners.nse"
    assert headers(found)[0].started_at.timestamp() == 1619688396
    assert headers(found)[0].finished_at.timestamp() == 1619688497
    exposed = {f.weakness for f in opened(found) if f.category == "exposure"}
    assert exposed == {"exposed mysql", "exposed rpcbind", "exposed etcd-client",
                       "exposed etcd-server"}  # fmt: skip


def test_only_hosts_that_answered_are_seen(run):
    assert [system.name for system in systems(run)] == ["files.example.test", "10.0.0.5"]


def test_asked_names_come_before_addresses_and_looked_up_names_after(run):
    assert systems(run)[0].identifiers == (
        ("fqdn", "files.example.test"), ("ip", "10.0.0.1"), ("mac", "00:11:22:33:44:55"),
        ("fqdn", "ptr.example.test"),
    )  # fmt: skip


def test_one_exposed_service_on_two_ports_is_one_weakness(run):
    telnet = [f for f in opened(run) if f.category == "exposure"]
    assert [(f.weakness, f.location) for f in telnet] == [
        ("exposed telnet", "23/tcp"), ("exposed telnet", "2323/tcp")
    ]  # fmt: skip


def test_scripts_of_the_vulns_library_old_and_new(run):
    by_name = {finding.weakness: finding for finding in findings(run)}
    poodle = by_name["CVE-2014-3566"]
    assert (poodle.severity, poodle.score, poodle.status) == ("critical", 9.8, "open")
    assert poodle.cvss == ("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",)
    assert by_name["http-vuln-test"].status == "passed"
    blue = by_name["CVE-2017-0143"]
    assert (blue.severity, blue.title) == ("high", "Remote Execution")
    assert by_name["script nbstat"].category == "information"
    assert by_name["script ftp-anon"].category == "information"
    unsigned = by_name["script smb-security-mode"]
    assert (unsigned.category, unsigned.severity) == ("misconfiguration", "medium")


def test_vulscan_names_cves_without_score(run):
    found = {f.weakness: f for f in findings(run) if f.raw_id == "vulscan"}
    assert set(found) == {"CVE-2024-0001", "CVE-2024-0002"}
    assert found["CVE-2024-0001"].title == "first issue"
    assert found["CVE-2024-0001"].severity == "unknown"


def test_vulners_of_old_versions_has_no_tables(tmp_path):
    text = RUN.replace('id="vulscan" output="MITRE', 'id="vulners" output="&#10;'
                       "CVE-2020-1&#9;5.0&#10; CVE-2020-12345&#9;7.5&#9;https://x")  # fmt: skip
    found = findings(records(written(tmp_path, "a.xml", text)))
    assert ("CVE-2020-12345", 7.5, "high") in [(f.weakness, f.score, f.severity) for f in found]


def test_masscan_writes_a_host_for_every_port(tmp_path):
    host = (
        '<host endtime="170000000{0}"><address addr="10.0.0.9" addrtype="ipv4"/><ports>'
        '<port protocol="tcp" portid="{0}"><state state="open"/></port></ports></host>'
    )
    text = '<nmaprun scanner="masscan" start="1700000000">' + host.format(1) + host.format(2)
    found = records(written(tmp_path, "m.xml", text + "</nmaprun>"))
    assert [header.family for header in headers(found)] == ["masscan"]
    assert len(set(findings(found))) == 2


def test_a_long_list_of_ports_is_told_apart_by_its_digest(tmp_path):
    ports = ",".join(str(n) for n in range(1, 200, 2))
    policies = {
        headers(records(written(tmp_path, "p.xml", RUN.replace("22-23,445", text))))[0].policy
        for text in (ports, ports + ",4444")
    }
    assert len(policies) == 2
    assert all(len(policy) < 100 for policy in policies)


def test_a_host_without_address_is_refused(tmp_path):
    text = re.sub(r"<address[^>]*>", "", RUN)
    text = re.sub(r"<hostnames>.*?</hostnames>", "", text, flags=re.DOTALL)
    with pytest.raises(ReadError, match="host 1"):
        records(written(tmp_path, "n.xml", text))


def test_cut_short_anywhere_it_is_refused(tmp_path):
    data = RUN.encode()
    assert {outcome(tmp_path, "c.xml", part, "nmap") for part in cuts(data, 60)} == {"refused"}


def test_harmed_anywhere_it_is_read_or_refused(tmp_path):
    outcomes = {outcome(tmp_path, "h.xml", part, "nmap") for part in mutations(RUN.encode(), 250)}
    assert outcomes == {"read", "refused"}


@given(st.text(max_size=40))
def test_an_unknown_service_is_no_exposure(name):
    why, fix = exposure(name)
    assert bool(why) == bool(fix)


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_after_a_head_are_read_or_refused(data):
    text = b"<nmaprun>" + data + b"</nmaprun>"
    source = Source("x", "x", lambda: io.BytesIO(text))
    assert settled(lambda: list(reader.read(source))) in ("read", "refused")
