"""Prowler: OCSF, version 3's JSON, CSV of three versions; passed, failed, manual, muted."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.readers import ReadError, Source, sniff
from quarterdeck.readers import prowler as reader
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

BUCKET = "arn:aws:s3:::books"


def entry(check="s3_public", status_code="FAIL", status="New", **changes):
    base = {
        "metadata": {"event_code": check, "product": {"name": "Prowler", "version": "5.1.0"}},
        "severity": "High", "status": status, "status_code": status_code,
        "status_detail": "Bucket books is public.",
        "unmapped": {"categories": ["internet-exposed"]},
        "finding_info": {"title": "Buckets are private", "desc": "Looks at buckets.",
                         "uid": f"prowler-aws-{check}-1234-eu-west-1-books"},
        "resources": [{"uid": BUCKET, "name": "books", "type": "AwsS3Bucket",
                       "region": "eu-west-1"}],
        "cloud": {"account": {"uid": "1234"}, "provider": "aws", "region": "eu-west-1"},
        "remediation": {"desc": "Block public access.", "references": ["aws s3api", "https://x/y"]},
        "risk_details": "Anyone reads it.", "time_dt": "2026-03-01T10:00:00",
    }  # fmt: skip
    return base | changes


def ocsf(folder, *entries):
    return records(written(folder, "r.ocsf.json", json.dumps(entries)))


def test_real_ocsf_matches_an_independent_walk():
    path = scan_file("prowler/example_output_aws.ocsf.json")
    entries = json.loads(path.read_text())
    found = records(path)
    states = {"FAIL": "open", "MANUAL": "manual", "PASS": "passed"}
    expected = [
        (e["metadata"]["event_code"], r["uid"], e["severity"].lower(), states[e["status_code"]])
        for e in entries
        for r in e["resources"]
    ]
    assert sniff(path) == "prowler"
    assert [
        (f.weakness.split()[0], f.system.identifiers[0][1], f.severity, f.status)
        for f in findings(found)
    ] == expected
    assert len(opened(found)) == 2
    assert {header.target for header in headers(found)} == {"aws <account_uid>"}
    assert headers(found)[0].started_at.isoformat() == "2025-02-14T14:27:03.913874+00:00"
    assert [header.policy for header in headers(found)] == [e[0] for e in expected]


def test_real_csv_matches_an_independent_walk():
    path = scan_file("prowler/example_output_azure.csv")
    rows = list(csv.DictReader(io.StringIO(path.read_text()), delimiter=";"))
    found = records(path)
    assert sniff(path) == "prowler-csv"
    assert [
        (f.weakness, f.system.identifiers[0][1], f.severity, f.title) for f in findings(found)
    ] == [(r["CHECK_ID"], r["RESOURCE_UID"], r["SEVERITY"], r["CHECK_TITLE"]) for r in rows]
    assert len(opened(found)) == sum(r["STATUS"] == "FAIL" for r in rows) == 4
    assert all(("cloud_account", "<account_uid>") in s.identifiers for s in systems(found))


def test_a_report_without_findings_is_a_scan_that_saw_nothing():
    found = records(scan_file("prowler/prowler_zero_vul.csv"))
    assert len(found) == 1
    assert headers(found)[0].kind == "cloud"


@pytest.mark.parametrize(
    ("status_code", "status", "expected"),
    [("FAIL", "New", "open"), ("PASS", "New", "passed"), ("MANUAL", "New", "manual"),
     ("FAIL", "Suppressed", "muted"), ("PASS", "Suppressed", "passed"), ("MUTED", "New", "muted")],
)  # fmt: skip
def test_states_are_told_apart(tmp_path, status_code, status, expected):
    found = ocsf(tmp_path, entry(status_code=status_code, status=status))
    assert [finding.status for finding in findings(found)] == [expected]
    assert len(opened(found)) == (expected == "open")


def test_a_state_that_nobody_knows_is_refused(tmp_path):
    with pytest.raises(ReadError, match="item 1: has the status “PERHAPS”"):
        ocsf(tmp_path, entry(status_code="PERHAPS"))


def test_fields_of_a_finding(tmp_path):
    finding = findings(ocsf(tmp_path, entry()))[0]
    assert finding.system.name == "books"
    assert finding.system.identifiers == (("cloud_id", BUCKET), ("cloud_account", "1234"))
    assert (finding.weakness, finding.category, finding.severity) == (
        "s3_public", "exposure", "high",
    )  # fmt: skip
    assert (finding.fix, finding.references) == ("Block public access.", ("https://x/y",))
    assert finding.description == "Looks at buckets.\nAnyone reads it."
    assert finding.location == "AwsS3Bucket eu-west-1"


def test_each_check_is_a_scan_of_its_own(tmp_path):
    """A run of one check alone must prove nothing about the others."""
    found = ocsf(tmp_path, entry("a_b"), entry("c_d"), entry("c_d", status_code="PASS"))
    assert [(h.target, h.policy) for h in headers(found)] == [("aws 1234", "a_b"),
                                                              ("aws 1234", "c_d")]  # fmt: skip


def test_one_check_on_several_resources_is_several_findings(tmp_path):
    both = [{"uid": "arn:1", "name": "one"}, {"uid": "arn:2", "name": "two"}]
    found = ocsf(tmp_path, entry(resources=both))
    assert [finding.system.name for finding in findings(found)] == ["one", "two"]


def test_what_concerns_the_account_is_found_once_in_each_region(tmp_path):
    def root(region):
        return [{"uid": "arn:aws:iam::1234:root", "name": "1234", "region": region}]

    found = ocsf(tmp_path, entry(resources=root("eu-west-1")), entry(resources=root("us-east-1")))
    assert [f.weakness for f in findings(found)] == ["s3_public eu-west-1", "s3_public us-east-1"]
    alone = ocsf(tmp_path, entry(resources=[]))
    assert systems(alone)[0].identifiers == (("cloud_account", "1234"),)


def test_ocsf_of_version_3_keeps_the_check_elsewhere(tmp_path):
    old = {
        "finding": {"title": "Buckets are private", "desc": "D", "uid": "prowler-aws-s3_x-1-e-b",
                    "remediation": {"desc": "Close it", "kb_articles": ["https://k"]},
                    "supporting_data": {"Risk": "R"}},
        "metadata": {"product": {"name": "Prowler", "version": "3.8.0",
                                 "feature": {"uid": "s3_x", "name": "s3_x"}}},
        "severity": "Medium", "status": "Failure", "status_id": 2, "status_detail": "public",
        "resources": [{"uid": BUCKET, "name": "books", "region": "eu-west-1"}],
        "cloud": {"account": {"uid": "1234"}, "provider": "aws"}, "class_uid": 2001,
        "time": "2023-08-28T10:00:00.123",
    }  # fmt: skip
    path = written(tmp_path, "old.json", json.dumps([old, old | {"status": "Success"}]))
    assert sniff(path) == "prowler"
    found = records(path)
    assert [(f.weakness, f.status) for f in findings(found)] == [("s3_x", "open"),
                                                                 ("s3_x", "passed")]  # fmt: skip
    assert findings(found)[0].fix == "Close it"
    assert headers(found)[0].started_at.year == 2023
    by_uid = ocsf(tmp_path, old | {"metadata": {"product": {"name": "Prowler"}}})
    assert findings(by_uid)[0].weakness == "s3_x"


def test_version_3_json(tmp_path):
    own = {"AssessmentStartTime": "2023-05-01T08:00:00", "FindingUniqueId": "u", "Provider": "aws",
           "CheckID": "s3_x", "CheckTitle": "T", "Status": "FAIL", "StatusExtended": "E",
           "Severity": "critical", "ResourceId": "books", "ResourceArn": BUCKET, "Region": "r",
           "AccountId": "1234", "Categories": ["secrets"],
           "Remediation": {"Recommendation": {"Text": "Do", "Url": "https://u"}}}  # fmt: skip
    path = written(tmp_path, "own.json", json.dumps([own]))
    assert sniff(path) == "prowler"
    finding = findings(records(path))[0]
    assert (finding.severity, finding.category, finding.fix) == ("critical", "secret", "Do")
    assert finding.system.identifiers == (("cloud_id", BUCKET), ("cloud_account", "1234"))


VERSION_3 = (
    "ASSESSMENT_START_TIME;FINDING_UNIQUE_ID;PROVIDER;PROFILE;ACCOUNT_ID;REGION;CHECK_ID;"
    "CHECK_TITLE;STATUS;STATUS_EXTENDED;SEVERITY;RESOURCE_ID;RESOURCE_ARN;RESOURCE_TYPE\r\n"
    f"2023-05-01T08:00:00;u;aws;p;1234;r;s3_x;T;FAIL;E;low;books;{BUCKET};AwsS3Bucket\r\n"
    f'2023-05-01T08:00:00;u;aws;p;1234;r;s3_y;T;PASS;"a;b";low;books;{BUCKET};AwsS3Bucket\r\n'
)
VERSION_2 = (
    "PROFILE,ACCOUNT_NUM,REGION,TITLE_ID,CHECK_RESULT,ITEM_SCORED,ITEM_LEVEL,TITLE_TEXT,"
    "CHECK_RESULT_EXTENDED,CHECK_SEVERITY,CHECK_RESOURCE_ID,PROWLER_START_TIME\n"
    "p,1234,r,1.2,FAIL,s,l,T,E,High,books,2021-05-01T08:00:00Z\n"
    "p,1234,r,1.3,INFO,s,l,T,E,High,books,2021-05-01T08:00:00Z\n"
)


SECOND = {
    "Profile": "default", "Account Number": "111122223333", "Status": "FAIL",
    "Severity": "Critical", "Control ID": "1.14",
    "Control": "[check114] Ensure hardware MFA is enabled for root",
    "Message": "eu-central-1: Only virtual MFA", "Region": "eu-central-1", "Risk": "All is lost.",
    "Timestamp": "2021-08-23T06:38:46Z", "Remediation": "Activate MFA.", "Resource ID": "MFA",
    "Doc link": "https://docs.example.test/mfa",
}  # fmt: skip


@pytest.mark.parametrize("layout", ["lines", "list"])
def test_version_2_json(tmp_path, layout):
    passed = SECOND | {"Control ID": "1.15", "Status": "PASS"}
    text = "\n".join(map(json.dumps, (SECOND, passed)))
    path = written(tmp_path, "p.json", text if layout == "lines" else json.dumps([SECOND, passed]))
    assert sniff(path) == "prowler"
    first, second = findings(records(path))
    assert (first.weakness, first.severity, first.status) == ("1.14", "critical", "open")
    assert first.system.identifiers == (("cloud_id", "MFA"), ("cloud_account", "111122223333"))
    assert (first.fix, second.status) == ("Activate MFA.", "passed")


def test_version_2_json_without_a_check_is_refused(tmp_path):
    path = written(tmp_path, "p.json", json.dumps(SECOND | {"Control ID": "", "Control": ""}))
    with pytest.raises(ReadError, match="names no check"):
        records(path)


def test_ocsf_without_product_and_check_is_told_by_its_words(tmp_path):
    plain = {
        "metadata": {"version": "1.4.0"}, "severity": "Medium", "status_code": "FAIL",
        "status": "New", "status_detail": "Scanning is off in project p.", "unmapped": {},
        "finding_info": {"uid": "f"}, "resources": [], "risk_details": "Old software stays.",
    }  # fmt: skip
    path = written(tmp_path, "p.json", json.dumps([plain]))
    assert sniff(path) == "prowler"
    (found,) = findings(records(path))
    assert (found.weakness, found.status) == ("Scanning is off in project p.", "open")


def test_a_compliance_table_is_refused_by_name(tmp_path):
    head = "PROVIDER;DESCRIPTION;ACCOUNTID;REQUIREMENTS_ID;STATUS;STATUSEXTENDED;CHECKID\n"
    with pytest.raises(ReadError, match="compliance table of Prowler"):
        records(written(tmp_path, "c.csv", head + "aws;d;1;1.1;FAIL;x;a_b\n"))


def test_older_csv_layouts(tmp_path):
    three = records(written(tmp_path, "3.csv", VERSION_3))
    two = records(written(tmp_path, "2.csv", VERSION_2))
    assert [(f.weakness, f.status) for f in findings(three)] == [("s3_x", "open"),
                                                                 ("s3_y", "passed")]  # fmt: skip
    assert findings(three)[0].system.identifiers[0] == ("cloud_id", BUCKET)
    assert [(f.weakness, f.status) for f in findings(two)] == [("1.2", "open"), ("1.3", "manual")]
    assert headers(two)[0].started_at.year == 2021


def test_muted_rows_are_no_weakness(tmp_path):
    path = scan_file("prowler/example_output_azure.csv")
    found = records(written(tmp_path, "m.csv", path.read_text().replace(";False;", ";True;")))
    assert {finding.status for finding in findings(found)} == {"muted"}
    assert not opened(found)


def test_a_list_is_asked_for(tmp_path):
    path = written(tmp_path, "object.json", json.dumps({"a": entry()}))
    with pytest.raises(ReadError, match="in place of the list"):
        records(path, "prowler")
    assert len(records(written(tmp_path, "none.json", "[]"), "prowler")) == 1


def test_cut_short_json_is_refused(tmp_path):
    data = json.dumps([entry(), entry("c_d")]).encode()
    assert {outcome(tmp_path, "c.json", part, "prowler") for part in cuts(data, 60)} == {"refused"}


def test_cut_short_csv_is_read_or_refused(tmp_path):
    for part in cuts(VERSION_3.encode(), 30):
        assert outcome(tmp_path, "c.csv", part, "prowler-csv") in ("read", "refused")


def test_harmed_anywhere_it_is_read_or_refused(tmp_path):
    data = json.dumps([entry()]).encode()
    for text, format_ in ((data, "prowler"), (VERSION_3.encode(), "prowler-csv")):
        outcomes = {outcome(tmp_path, "h", part, format_) for part in mutations(text, 200)}
        assert outcomes == {"read", "refused"}


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@settings(max_examples=150)
@given(st.sampled_from(sorted(entry())), ODD)
def test_a_field_of_any_shape_is_read_or_refused(field, value):
    data = json.dumps([entry() | {field: value}]).encode()
    source = Source("x", "x", lambda: io.BytesIO(data))
    assert settled(lambda: list(reader.read(source))) in ("read", "refused")
