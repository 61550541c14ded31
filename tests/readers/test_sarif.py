"""SARIF 2.1: rules by place and name, states, severities, places, systems, and six tools' ways."""

import io
import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.readers import ReadError, Source, sniff
from quarterdeck.readers import sarif as reader
from quarterdeck.readers.sarif_places import places, without_login
from quarterdeck.readers.sites import site
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

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def spot(uri="src/a.py", line=3, **more):
    return [{"physicalLocation": {"artifactLocation": {"uri": uri} | more,
                                  "region": {"startLine": line}}}]  # fmt: skip


def result(rule="R1", **changes):
    return {"ruleId": rule, "message": {"text": "Said."}, "locations": spot()} | changes


def run(*results, name="Tool", rules=({"id": "R1"},), **changes):
    driver = {"name": name, "version": "1.2", "rules": list(rules)}
    return {"tool": {"driver": driver}, "results": list(results)} | changes


def document(*runs):
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": list(runs)})


def read_runs(folder, *runs):
    return records(written(folder, "r.sarif", document(*runs)))


def only(folder, *args, **kwargs):
    (found,) = findings(read_runs(folder, run(*args, **kwargs)))
    return found


@pytest.mark.parametrize("name", ["codeQL-output", "spotbugs", "appendix_k"])
def test_real_files_match_an_independent_walk(name):
    path = scan_file(f"sarif/{name}.sarif")
    data = json.loads(path.read_text(encoding="utf-8-sig"))
    expected = []
    for one in data["runs"]:
        rules = {rule["id"]: rule for rule in one["tool"]["driver"]["rules"]}
        for entry in one["results"]:
            physical = entry["locations"][0]["physicalLocation"]
            title = rules[entry["ruleId"]]["shortDescription"]["text"]
            expected.append((entry["ruleId"], title, physical["artifactLocation"]["uri"],
                             physical["region"]["startLine"]))  # fmt: skip
    found = findings(records(path))
    assert sniff(path) == "sarif"
    for finding, (rule, title, uri, number) in zip(found, expected, strict=True):
        assert finding.weakness.startswith(f"{rule} ")
        assert finding.weakness.endswith(uri)
        assert finding.location.endswith(f"{uri}:{number}")
        assert finding.title == " ".join(title.split())


def test_only_what_codeql_marks_as_security_is_a_weakness():
    path = scan_file("sarif/codeQL-output.sarif")
    one = json.loads(path.read_text())["runs"][0]
    security = {
        rule["id"]
        for rule in one["tool"]["driver"]["rules"]
        if "security" in rule["properties"]["tags"]
    }
    expected = Counter(e["ruleId"] for e in one["results"] if e["ruleId"] in security)
    found = opened(records(path))
    assert Counter(finding.weakness.split()[0] for finding in found) == expected
    assert expected.total() > 5
    assert {finding.severity for finding in found} <= {"high", "medium", "low"}
    assert headers(records(path))[0].policy == "py"


def test_the_example_of_the_standard():
    found = records(scan_file("sarif/appendix_k.sarif"))
    header, finding = headers(found)[0], findings(found)[0]
    assert (header.family, header.policy) == ("sarif codescanner", "Nightly code scan")
    assert header.target == "https://github.com/example-corp/browser"
    assert header.started_at.isoformat() == "2016-07-16T14:18:25+00:00"
    assert finding.system.identifiers == (
        ("repository", "https://github.com/example-corp/browser"),
    )
    assert finding.weakness == "C2001 src/collections/list.h"
    assert finding.evidence.startswith('Variable "ptr" was used without being initialized. It was')
    assert finding.status == "muted"
    assert finding.first_seen.isoformat() == "2016-07-15T14:20:42+00:00"


@pytest.mark.parametrize(
    ("changes", "status", "category"),
    [
        ({}, "open", "code"),
        ({"kind": "fail"}, "open", "code"),
        ({"kind": "pass"}, "passed", "code"),
        ({"kind": "notApplicable"}, "not-applicable", "code"),
        ({"kind": "review"}, "manual", "code"),
        ({"kind": "open"}, "manual", "code"),
        ({"kind": "informational"}, "open", "information"),
        ({"suppressions": []}, "open", "code"),
        ({"suppressions": [{"kind": "inSource"}]}, "muted", "code"),
        ({"suppressions": [{"kind": "external", "status": "accepted"}]}, "muted", "code"),
        ({"suppressions": [{"kind": "external", "status": "rejected"}]}, "open", "code"),
        ({"suppressions": [{"kind": "inSource"}, {"kind": "external", "status": "underReview"}]},
         "open", "code"),
        ({"suppressionStates": ["suppressedInSource"]}, "muted", "code"),
        ({"baselineState": "absent"}, "fixed", "code"),
        ({"baselineState": "new"}, "open", "code"),
    ],
)  # fmt: skip
def test_states(tmp_path, changes, status, category):
    finding = only(tmp_path, result(**changes))
    assert (finding.status, finding.category) == (status, category)


@pytest.mark.parametrize(
    ("rule", "changes", "expected"),
    [
        ({}, {}, ("medium", "warning", None)),
        ({"defaultConfiguration": {"level": "note"}}, {}, ("low", "note", None)),
        ({"defaultConfiguration": {"level": "note"}}, {"level": "error"}, ("high", "error", None)),
        ({}, {"level": "none"}, ("none", "none", None)),
        ({"properties": {"security-severity": "9.1"}}, {"level": "note"}, ("critical", "9.1", 9.1)),
        ({"properties": {"security-severity": 5.5}}, {}, ("medium", "5.5", 5.5)),
        ({"properties": {"security-severity": "high"}}, {}, ("high", "high", None)),
        ({}, {"properties": {"issue_severity": "LOW"}, "level": "error"}, ("low", "LOW", None)),
        ({"defaultConfiguration": {"rank": 95}}, {}, ("critical", "rank 95", None)),
        ({}, {"rank": 80.0}, ("high", "rank 80", None)),
        ({}, {"rank": -1.0}, ("medium", "warning", None)),
        ({"properties": {"cvssv3_baseScore": 9.8}}, {}, ("critical", "9.8", 9.8)),
        ({}, {"properties": {"securityRisk": "CRITICAL"}}, ("critical", "CRITICAL", None)),
    ],
)
def test_severity(tmp_path, rule, changes, expected):
    finding = only(tmp_path, result(**changes), rules=[{"id": "R1"} | rule])
    assert (finding.severity, finding.severity_word, finding.score) == expected


def test_rules_by_place_name_case_and_extension(tmp_path):
    tool = {"driver": {"name": "T", "rules": [{"id": "A", "shortDescription": {"text": "a"}}]},
            "extensions": [{"name": "E", "rules": [
                {"id": "B", "shortDescription": {"text": "b"}},
                {"id": "C", "shortDescription": {"text": "c"}}]}]}  # fmt: skip
    entries = [
        result("A", ruleIndex=0), result("A/1"), result("B"),
        {"rule": {"id": "C", "index": 1, "toolComponent": {"index": 0}}, "message": {"text": "m"}},
        result("C", ruleIndex=0), result("Z"), result("A", ruleIndex=99),
    ]  # fmt: skip
    found = findings(read_runs(tmp_path, run(*entries, tool=tool)))
    assert [finding.title for finding in found] == ["a", "a", "b", "c", "c", "Said.", "a"]


def test_a_message_is_put_together(tmp_path):
    rule = {"id": "R1", "messageStrings": {"m": {"text": "In {0}: {1} [here](1). {7}"}}}
    message = {"id": "m", "arguments": ["x.py", "bad"]}
    assert only(tmp_path, result(message=message), rules=[rule]).evidence == (
        "In x.py: bad here. {7}"
    )


def test_a_result_without_rule_or_message_is_refused(tmp_path):
    with pytest.raises(ReadError, match="neither a rule nor a message"):
        only(tmp_path, {"locations": spot()})


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ({"uri": "src/a%20b.py"}, "src/a b.py"),
        ({"uri": "a.py", "uriBaseId": "SUB"}, "sub/a.py"),
        ({"uri": "./x/../a.py"}, "a.py"),
        ({"uri": "dir\\a.py"}, "dir/a.py"),
        ({"uri": "file:///home/ci/repo/src/a.py"}, "src/a.py"),
        ({"uri": "file:///other/a.py"}, "/other/a.py"),
        ({"index": 1}, "sub/second.py"),
        ({"index": 9}, ""),
        ({"uri": "a.py", "uriBaseId": "LOOP"}, None),
        ({}, ""),
    ],
)
def test_paths(location, expected):
    known = places(
        {"ROOT": {"uri": "file:///home/ci/repo/"}, "SUB": {"uri": " sub/", "uriBaseId": "ROOT"},
         "LOOP": {"uri": "l/", "uriBaseId": "LOOP"}},
        [], [{"uri": "first.py"}, {"uri": "second.py", "uriBaseId": "SUB"}],
    )  # fmt: skip
    found = known.path(location)
    assert found.endswith("a.py") if expected is None else found == expected


def test_a_fingerprint_is_no_name_of_a_person(tmp_path):
    by_line = result(partialFingerprints={"primaryLocationLineHash": "abc:1"})
    by_author = result(partialFingerprints={"author": "Jo", "email": "jo@example.test"})
    assert only(tmp_path, by_line).raw_id == "abc:1"
    assert only(tmp_path, by_author).raw_id == "R1"
    excused = result(fingerprints={"matchBasedId/v1": "requires login"})
    assert only(tmp_path, excused).raw_id == "R1"


def test_several_runs_are_several_scans(tmp_path):
    named = {"versionControlProvenance": [{"repositoryUri": "https://me:token@git.test/shop"}]}
    found = read_runs(
        tmp_path,
        run(result(), name="One Tool", **named),
        run(name="Two", **named),
        run(name="Three"),
    )
    assert [h.family for h in headers(found)] == ["sarif one-tool", "sarif two", "sarif three"]
    assert {h.target for h in headers(found)[:2]} == {"https://git.test/shop"}
    assert [s.name for s in systems(found)] == ["https://git.test/shop"] * 2
    assert headers(found)[2].target == "r.sarif"


def test_a_run_without_computed_results_saw_nothing(tmp_path):
    named = {"versionControlProvenance": [{"repositoryUri": "https://git.test/shop"}]}
    assert len(read_runs(tmp_path, run(**named) | {"results": None})) == 1


def test_a_log_without_runs_saw_nothing(tmp_path):
    path = written(tmp_path, "r.sarif", document())
    assert sniff(path) == "sarif"
    assert len(records(path)) == len(headers(records(path))) == 1


def test_a_message_does_not_grow_by_its_arguments(tmp_path):
    """Else a few kilobytes could ask for gigabytes."""
    said = {"text": "{0}" * 50_000, "arguments": ["x" * 50_000]}
    assert len(only(tmp_path, result(message=said)).evidence) <= 4_000


def test_results_may_come_before_the_tool(tmp_path):
    text = ('{"version":"2.1.0","runs":[{"results":[{"ruleId":"R","message":{"text":"m"}}],'
            '"tool":{"driver":{"name":"T","rules":[{"id":"R","shortDescription":{"text":"Late"}}]}}'
            f'}}],"$schema":"{SCHEMA}"}}')  # fmt: skip
    path = written(tmp_path, "late.sarif", b"\xef\xbb\xbf" + text.encode())
    assert sniff(path) == "sarif"
    assert findings(records(path))[0].title == "Late"


def test_trivy(tmp_path):
    rule = {
        "id": "CVE-2019-14697",
        "name": "OsPackageVulnerability",
        "shortDescription": {"text": "musl overflow"},
        "help": {"text": "Vulnerability"},
        "properties": {"security-severity": "9.8", "tags": ["vulnerability", "security"]},
    }
    said = ("Package: musl\nInstalled Version: 1.1.20-r4\nVulnerability CVE-2019-14697\n"
            "Severity: CRITICAL\nFixed Version: 1.1.20-r5\nLink: [x](y)")  # fmt: skip
    one = run(result("CVE-2019-14697", ruleIndex=0, level="error", message={"text": said},
                     locations=spot("library/alpine")), name="Trivy", rules=[rule],
              properties={"imageName": "alpine:3.10", "repoTags": ["alpine:3.10"]})  # fmt: skip
    found = read_runs(tmp_path, one)
    finding = findings(found)[0]
    assert headers(found)[0].kind == "image"
    assert finding.system.identifiers == (("image", "alpine:3.10"),)
    assert (finding.weakness, finding.severity, finding.category) == (
        "CVE-2019-14697", "critical", "vulnerability",
    )  # fmt: skip
    assert (finding.package, finding.package_version, finding.fixed_version) == (
        "musl", "1.1.20-r4", "1.1.20-r5",
    )  # fmt: skip
    assert finding.fix == "Upgrade musl to 1.1.20-r5 or later."


def test_grype_writes_the_package_into_the_help(tmp_path):
    rule = {"id": "GHSA-aaaa-bbbb-cccc-lodash", "properties": {"security-severity": "7.5"},
            "shortDescription": {"text": "GHSA-aaaa-bbbb-cccc high vulnerability for lodash"},
            "help": {"text": "Vulnerability CVE-2020-8203\nSeverity: high\nPackage: lodash\n"
                             "Version: 4.17.15\nFix Version: 4.17.20\nType: npm\n"}}  # fmt: skip
    finding = only(tmp_path, result(rule["id"]), rules=[rule], name="Grype")
    assert (finding.weakness, finding.cves) == ("CVE-2020-8203", ("CVE-2020-8203",))
    assert finding.fix_key == "upgrade:npm:lodash"
    assert finding.fixed_version == "4.17.20"
    typeless = rule | {"help": {"text": "Package: lodash\nFix Version: 5"}}
    typeless["properties"] = rule["properties"] | {"purls": ["pkg:npm/lodash@4.17.15"]}
    assert only(tmp_path, result(rule["id"]), rules=[typeless]).fix_key == "upgrade:npm:lodash"


def test_semgrep_bandit_checkov_gitleaks_and_a_web_scanner(tmp_path):
    semgrep = {"id": "py.sqli", "name": "py.sqli", "defaultConfiguration": {"level": "error"},
               "shortDescription": {"text": "Semgrep Finding: py.sqli"},
               "properties": {"tags": ["CWE-89: SQL Injection", "security"]}}  # fmt: skip
    bandit = {
        "id": "B602",
        "name": "popen",
        "properties": {"tags": ["security", "external/cwe/cwe-078"]},
    }
    found = findings(read_runs(
        tmp_path,
        run(result("py.sqli"), name="Semgrep OSS", rules=[semgrep]),
        run(result("B602", properties={"issue_severity": "HIGH"}), name="Bandit", rules=[bandit]),
        run(result("CKV_AWS_1", level="error"), name="Checkov"),
        run(result("aws-key", level="error"), name="gitleaks"),
        run(result("10020", locations=spot("https://u:p@shop.test/login")), name="ZAP"),
    ))  # fmt: skip
    assert [(f.category, f.severity, f.cwes) for f in found] == [
        ("code", "high", ("CWE-89",)),
        ("code", "high", ("CWE-78",)),
        ("misconfiguration", "medium", ()),
        ("secret", "high", ()),
        ("vulnerability", "medium", ()),
    ]
    assert found[0].title == "Said."
    assert found[4].system.identifiers == (("url", "https://shop.test"), ("fqdn", "shop.test"))


def test_an_advisory_of_black_duck_is_a_vulnerability(tmp_path):
    named = only(tmp_path, result("BDSA-2020-1001 (CVE-2020-11022)"))
    assert (named.category, named.weakness) == ("vulnerability", "CVE-2020-11022")
    nameless = only(tmp_path, result("BDSA-2022-1004"))
    assert (nameless.category, nameless.weakness) == ("vulnerability", "BDSA-2022-1004")


def test_a_file_is_known_however_much_its_run_says_before_tool_and_results(tmp_path):
    told = {"executionSuccessful": True, "toolExecutionNotifications": [{"level": "x" * 300_000}]}
    first = {"$schema": SCHEMA, "runs": [{"invocations": [told]} | run(result())]}
    path = written(tmp_path, "long.json", json.dumps(first | {"version": "2.1.0"}))
    assert sniff(path) == "sarif"
    assert len(findings(records(path))) == 1


def test_older_than_the_standard_is_refused(tmp_path):
    with pytest.raises(ReadError, match="older than SARIF"):
        read_runs(tmp_path, {"tool": {"name": "Old"}, "results": []})


def test_cut_short_or_harmed(tmp_path):
    text = document(run(result(), originalUriBaseIds={"A": {"uri": "file:///x/"}}))
    data = text.encode()
    assert {outcome(tmp_path, "c", part, "sarif") for part in cuts(data, 50)} == {"refused"}
    harmed = {outcome(tmp_path, "h", part, "sarif") for part in mutations(data, 250)}
    assert harmed == {"read", "refused"}


ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 99) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
KEYS = ("rule", "ruleIndex", "level", "kind", "message", "locations", "suppressions", "properties",
        "rank", "fixes", "partialFingerprints", "analysisTarget", "provenance")  # fmt: skip
RUN_KEYS = ("invocations", "versionControlProvenance", "automationDetails", "originalUriBaseIds",
            "properties", "artifacts", "tool")  # fmt: skip


@settings(max_examples=150)
@given(st.sampled_from(KEYS), st.sampled_from(RUN_KEYS), ODD, ODD)
def test_fields_of_any_shape_are_read_or_refused(key, run_key, value, run_value):
    data = document(run(result(**{key: value})) | {run_key: run_value}).encode()
    source = Source("x", "x", lambda: io.BytesIO(data))
    assert settled(lambda: list(reader.read(source))) in ("read", "refused")


@given(st.text(max_size=80))
def test_addresses_of_any_text(text):
    assert "@" not in site(f"https://{text}")
    assert isinstance(without_login(text), str)
    assert without_login("https://a:b@c.test/d@e") == "https://c.test/d@e"
