"""Wazuh: the old API, the indexer, alerts, and tables."""

import json
from pathlib import Path
from typing import Any

import pytest

from quarterdeck.readers import FindingSeen, ReadError, read, sniff
from tests.readers.support import findings, headers, records, scan_file, systems, written

ITEM = {
    "name": "curl",
    "version": "7.1",
    "cve": "CVE-2026-0010",
    "cvss2_score": 0,
    "cvss3_score": 6.5,
    "title": "CVE-2026-0010 affects curl",
    "status": "VALID",
    "severity": "Medium",
    "detection_time": "2026-02-08T13:55:24Z",
    "external_references": ["https://nvd.nist.gov/vuln/detail/CVE-2026-0010"],
    "condition": "Package less than 7.2",
    "agent_ip": "10.0.0.9",
    "agent_name": "harbour-7",
}
STATE = {
    "agent": {"id": "001", "name": "till.harbour.example"},
    "host": {"os": {"full": "Ubuntu 24.04.2 LTS"}},
    "package": {"name": "libx", "version": "1", "type": "deb"},
    "vulnerability": {
        "id": "CVE-2026-0011",
        "severity": "-",
        "score": {"base": 9.1},
        "reference": "https://a.example/1, https://b.example/2",
        "scanner": {"condition": "Package default status"},
    },
    "wazuh": {"cluster": {"name": "north"}},
}
ALERT = {
    "timestamp": "2026-02-08T13:55:24.000+0000",
    "rule": {"id": "23504"},
    "agent": {"id": "004", "name": "db1", "ip": "10.0.0.4"},
    "data": {
        "vulnerability": {
            "cve": "CVE-2026-0012",
            "title": "libz overflow",
            "severity": "High",
            "package": {"name": "libz", "version": "1", "condition": "Package less than 2"},
            "cvss": {"cvss3": {"base_score": "8.1"}},
            "cwe_reference": "CWE-787",
            "status": "Active",
        }
    },
}


def api(*items: Any, **more: Any) -> dict[str, Any]:
    return {"data": {"affected_items": list(items), "total_affected_items": len(items)} | more}


def one(folder: Path, said: Any) -> FindingSeen:
    path = written(folder, "agent-001.json", said if isinstance(said, str) else json.dumps(said))
    assert sniff(path) == "wazuh"
    return findings(records(path))[0]


def test_every_hit_of_a_real_answer_is_read() -> None:
    path = scan_file("wazuh/v4-8_many_findings.json")
    hits = [hit["_source"] for hit in json.loads(path.read_text())["hits"]["hits"]]
    found = records(path)
    assert [(f.weakness, f.system.name, f.package, f.severity_word) for f in findings(found)] == [
        (hit["vulnerability"]["id"], hit["agent"]["name"], hit["package"]["name"],
         hit["vulnerability"]["severity"])
        for hit in hits
    ]  # fmt: skip
    assert len(systems(found)) == len({hit["agent"]["id"] for hit in hits})
    assert [header.policy for header in headers(found)] == [f"{len(hits)} of 125"]


def test_the_old_api(tmp_path: Path) -> None:
    found = one(tmp_path, api(ITEM))
    assert (found.weakness, found.score, found.severity) == ("CVE-2026-0010", 6.5, "medium")
    assert (found.fixed_version, found.fix) == ("7.2", "Upgrade curl to 7.2 or later.")
    assert found.system.identifiers == (("hostname", "harbour-7"), ("ip", "10.0.0.9"))


def test_an_answer_that_names_no_agent_is_told_apart_by_its_file(tmp_path: Path) -> None:
    bare = {key: said for key, said in ITEM.items() if not key.startswith("agent")}
    assert one(tmp_path, api(bare)).system.name == "the agent in agent-001"


def test_an_answer_cut_off_at_its_limit_is_no_whole_scan(tmp_path: Path) -> None:
    path = written(tmp_path, "x.json", json.dumps(api(ITEM, total_affected_items=900)))
    assert [header.policy for header in headers(records(path))] == ["1 of 900"]


def test_a_state_whose_word_is_missing_is_graded_by_its_score(tmp_path: Path) -> None:
    found = one(tmp_path, {"hits": {"hits": [{"_id": "1", "_source": STATE}]}})
    assert (found.severity, found.severity_word, found.score) == ("critical", "-", 9.1)
    assert found.fix_key == "upgrade:deb:libx"
    assert found.references == ("https://a.example/1", "https://b.example/2")
    assert found.system.identifiers == (
        ("fqdn", "till.harbour.example"),
        ("other", "wazuh north agent 001"),
    )


@pytest.mark.parametrize(
    "said",
    [
        [STATE],
        [{"_source": STATE}],
        json.dumps(STATE) + "\n" + json.dumps(STATE),
        json.dumps({"_index": "wazuh-states", "_source": STATE}),
    ],
)
def test_states_in_every_wrapper(tmp_path: Path, said: Any) -> None:
    assert one(tmp_path, said).weakness == "CVE-2026-0011"


def test_alerts_that_are_solved_and_alerts_of_other_kinds(tmp_path: Path) -> None:
    vulnerability = ALERT["data"]["vulnerability"] | {"status": "Solved"}  # type: ignore[index]
    solved = ALERT | {"data": {"vulnerability": vulnerability}}
    login = {"timestamp": "x", "rule": {"id": "5501"}, "agent": {"id": "004"}, "data": {}}
    lines = "\n".join(json.dumps(said) for said in (ALERT, login, solved))
    first, second = findings(records(written(tmp_path, "alerts.json", lines)))
    assert (first.status, second.status) == ("open", "fixed")
    assert (first.score, first.cwes, first.fixed_version) == (8.1, ("CWE-787",), "2")


@pytest.mark.parametrize(
    "said",
    [
        {"data": {"affected_items": [], "total_affected_items": 0}, "error": 0,
         "message": "All selected vulnerabilities were returned"},
        {"took": 1, "timed_out": False, "_shards": {"total": 1},
         "hits": {"total": {"value": 0, "relation": "eq"}, "max_score": None, "hits": []}},
    ],
)  # fmt: skip
def test_nothing_found_is_said(tmp_path: Path, said: Any) -> None:
    path = written(tmp_path, "x.json", json.dumps(said))
    assert sniff(path) == "wazuh"
    assert len(records(path)) == 1


def test_another_answer_of_its_api_is_left_alone(tmp_path: Path) -> None:
    agents = {"data": {"affected_items": []}, "message": "All selected agents were returned"}
    with pytest.raises(ReadError, match="not recognised"):
        records(written(tmp_path, "x.json", json.dumps(agents)))


@pytest.mark.parametrize(
    "table",
    [
        "agent.name,agent.id,package.name,package.version,vulnerability.id,vulnerability.severity\n"
        "db1,004,libz,1,CVE-2026-0012,High\n",
        "name;version;cve;severity;cvss2_score;cvss3_score;condition;agent_name\n\n"
        "libz;1;CVE-2026-0012;High;0;8.1;Package less than 2;db1\n",
    ],
)
def test_tables(tmp_path: Path, table: str) -> None:
    path = written(tmp_path, "x.csv", "\ufeff" + table)
    assert sniff(path) == "wazuh-csv"
    (found,) = findings(records(path))
    assert (found.weakness, found.severity, found.system.name) == ("CVE-2026-0012", "high", "db1")


@pytest.mark.parametrize(
    "bad", ['{"data": {"affected_items": [{}]}}', '{"hits": {"hits": [3]}}', "[{}]", '{"data": 1}']
)
def test_odd_shapes_are_refused(tmp_path: Path, bad: str) -> None:
    with pytest.raises(ReadError) as caught:
        list(read(written(tmp_path, "x.json", bad), "wazuh"))
    assert "bug" not in str(caught.value)
