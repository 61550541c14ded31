"""Which reader a file falls to, and what is said of files that none takes."""

from itertools import chain
from pathlib import Path

import pytest

from quarterdeck.readers import HEAD_BYTES, ReadError, read, registry, sniff, sources
from quarterdeck.readers.encoding import as_utf8
from tests.readers.support import records, scan_file, settled, written

OURS = {
    "anchore_grype/many_vulns3.json": "grype",
    "anchore_grype/many_vulns_with_epss_values.json": "grype",
    "asff/many_vulns.json": "asff",
    "github_vulnerability/github-5-vuln.json": "github",
    "ms_defender/report_many_vulns.json": "ms-defender",
    "snyk/single_project_many_vulns.json": "snyk",
    "tenable/nessus/nessus_many_vuln.xml": "nessus",
    "tenable/nessus/nessus_new.csv": "nessus-csv",
    "tenable/nessus/nessus_with_cvssv3.nessus": "nessus",
    "trivy/issue_9170.json": "trivy",
    "trivy/kubernetes.json": "trivy",
    "trivy/misconfigurations_and_secrets.json": "trivy",
    "wazuh/v4-8_many_findings.json": "wazuh",
}
OTHERS = {
    "awssecurityhub/inspector_ec2_cve.json": "asff",
    "burp/seven_findings.xml": "burp",
    "checkov/checkov-report-multiple-check_type.json": "checkov",
    "cyclonedx/grype.xml": "cyclonedx",
    "cyclonedx/log4j.json": "cyclonedx",
    "dependency_check/version-6.5.3.xml": "dependency-check",
    "ms_defender/defender_multiple_files.zip": "ms-defender",
    "nexpose/report_auth.xml": "nexpose",
    "nmap/issue4406.xml": "nmap",
    "nuclei/empty.jsonl": "empty",
    "nuclei/many_findings.json": "nuclei",
    "openvas/many_vuln.xml": "openvas",
    "openvas/no_vuln.xml": "openvas",
    "prowler/example_output_aws.ocsf.json": "prowler",
    "prowler/example_output_azure.csv": "prowler-csv",
    "prowler/prowler_zero_vul.csv": "prowler-csv",
    "qualys/Qualys_Sample_Report.xml": "qualys",
    "qualys/empty.xml": "qualys",
    "sarif/appendix_k.sarif": "sarif",
    "sarif/codeQL-output.sarif": "sarif",
    "sarif/spotbugs.sarif": "sarif",
    "zap/zap_2.16.1_with_req_resp.xml": "zap",
}


@pytest.mark.parametrize("name", OURS)
def test_a_format_is_known_by_its_content_not_by_its_name(name: str, tmp_path: Path) -> None:
    path = scan_file(name)
    assert sniff(path) == OURS[name]
    renamed = written(tmp_path, "wrong.pdf", path.read_bytes())
    assert sniff(renamed) == OURS[name]
    assert records(renamed) == records(path)


@pytest.mark.parametrize("name", [*OURS, *OTHERS])
def test_no_two_readers_claim_a_real_file(name: str) -> None:
    path = scan_file(name)
    if path.stat().st_size:
        source = sources(path)[0]
        head = as_utf8(source.head(HEAD_BYTES))
        claims = [key for key, reader in registry().items() if reader.sniff(head, source.name)]
        assert len(claims) <= 1


@pytest.mark.parametrize("name", OTHERS)
def test_every_other_real_file_is_read_or_refused_by_the_name_of_its_tool(name: str) -> None:
    path = scan_file(name)
    if OTHERS[name] in registry():
        assert sniff(path) == OTHERS[name]
        assert list(read(path))
        return
    with pytest.raises(ReadError) as caught:
        list(read(path))
    assert str(path) in str(caught.value)
    assert OTHERS[name] in caught.value.problem
    assert caught.value.mend


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Password</body></html>",
        "<html lang='en'><body>Log in<br></body></html>",
        "\ufeff<!doctype HTML>\n<HTML><body>",
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">'
        '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
        '<script>location = "/login?next=" + location.pathname</script>',
        "<head><meta charset=utf-8></head>",
    ],
)
def test_a_log_in_page_saved_as_a_report_is_called_one(tmp_path: Path, page: str) -> None:
    path = written(tmp_path, "scan.nessus", page)
    with pytest.raises(ReadError, match="web page, perhaps a log-in page"):
        records(path)


@pytest.mark.parametrize(
    "answer",
    [
        '{"error": "unauthorized"}', '{"message": "Not Found", "status": "404"}',
        '{"jsonapi": {"version": "1.0"}, "errors": [{"status": "401"}]}',
    ],
)  # fmt: skip
def test_a_server_s_refusal_is_called_one(tmp_path: Path, answer: str) -> None:
    with pytest.raises(ReadError, match="answer in place of the report"):
        records(written(tmp_path, "scan.json", answer))


@pytest.mark.parametrize(
    "text", ["hello", "{}", "[]", "null", "<a/>", "<", "{", "a,b\n1,2\n", "\\"]
)
def test_what_nobody_knows_is_refused_with_the_formats_there_are(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReadError, match="not recognised") as caught:
        records(written(tmp_path, "x.txt", text))
    assert "nessus, nessus-csv" in caught.value.mend


def test_an_unknown_format_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"Choose one of: .*generic-csv, generic-json") as caught:
        list(read(written(tmp_path, "x.txt", "x"), "excel"))
    assert "“excel”" in caught.value.problem


@pytest.mark.parametrize("name", OURS)
def test_the_wrong_reader_refuses_or_finds_nothing_false(name: str) -> None:
    path = scan_file(name)
    for wrong in set(OURS.values()) - {OURS[name]}:
        assert settled(lambda wrong=wrong: records(path, wrong)) == "refused", wrong


def test_every_real_file_is_spoken_for() -> None:
    folder = scan_file("trivy").parent
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert there == set(chain(OURS, OTHERS))
