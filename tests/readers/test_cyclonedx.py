"""CycloneDX: JSON and XML tell the same; the extension of old; bills without vulnerabilities."""

import json
from pathlib import Path
from typing import Any

import pytest

from quarterdeck.readers import ReadError, sniff
from tests.readers.support import (
    cuts,
    findings,
    headers,
    mutations,
    opened,
    outcome,
    records,
    scan_file,
    systems,
    written,
)

NAMESPACE = "http://cyclonedx.org/schema/bom/"
ROPE = {
    "bom-ref": "r1", "type": "library", "group": "org.example", "name": "rope", "version": "1.0",
    "purl": "pkg:maven/org.example/rope@1.0",
}  # fmt: skip
FRAYS = {
    "bom-ref": "v1",
    "id": "GHSA-aaaa-bbbb-cccc",
    "source": {"name": "GitHub", "url": "https://github.com/advisories/GHSA-aaaa-bbbb-cccc"},
    "references": [{"id": "CVE-2026-1000", "source": {"name": "NVD"}}],
    "ratings": [
        {"severity": "low", "method": "OWASP", "vector": "OWASP/K9"},
        {"source": {"name": "NVD"}, "severity": "critical", "score": 9.8, "method": "CVSSv3",
         "vector": "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"},
        {"source": {"name": "GitHub"}, "severity": "high", "score": 7.5, "method": "CVSSv31",
         "vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"},
    ],
    "cwes": [400],
    "description": "It frays.",
    "recommendation": "Upgrade rope to version 1.2.",
    "advisories": [{"url": "https://example.org/fray"}],
    "affects": [{"ref": "r1"}],
}  # fmt: skip


def bill(**changes: Any) -> dict[str, Any]:
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "metadata": {
            "timestamp": "2026-03-01T10:00:00Z",
            "tools": {"components": [{"type": "application", "name": "hawk", "version": "3"}]},
            "component": {"bom-ref": "s", "type": "application", "group": "acme", "name": "shop"},
        },
        "components": [
            {"type": "container", "bom-ref": "c", "name": "inner", "components": [ROPE]},
            {"bom-ref": "r2", "name": "twine", "version": "2", "purl": "pkg:npm/%40x/twine@2"},
        ],
        "vulnerabilities": [FRAYS],
    } | changes


XML = f"""<?xml version="1.0"?><bom xmlns="{NAMESPACE}1.5" version="1"><metadata>
<timestamp>2026-03-01T10:00:00Z</timestamp><tools><components><component type="application">
<name>hawk</name><version>3</version></component></components></tools>
<component type="application" bom-ref="s"><group>acme</group><name>shop</name></component>
</metadata>
<components><component type="container" bom-ref="c"><supplier><name>Else</name></supplier>
<name>inner</name><components><component type="library" bom-ref="r1"><group>org.example</group>
<name>rope</name><version>1.0</version><purl>pkg:maven/org.example/rope@1.0</purl></component>
</components></component>
</components>
<dependencies><dependency ref="r1"/></dependencies>
<vulnerabilities><vulnerability bom-ref="v1"><id>GHSA-aaaa-bbbb-cccc</id>
<source><name>GitHub</name><url>https://github.com/advisories/GHSA-aaaa-bbbb-cccc</url></source>
<references><reference><id>CVE-2026-1000</id><source><name>NVD</name></source></reference></references>
<ratings><rating><severity>low</severity><method>OWASP</method><vector>OWASP/K9</vector></rating>
<rating><source><name>NVD</name></source><score>9.8</score><severity>critical</severity>
<method>CVSSv3</method><vector>AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H</vector></rating>
<rating><source><name>GitHub</name></source><score>7.5</score><severity>high</severity>
<method>CVSSv31</method><vector>CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H</vector></rating></ratings>
<cwes><cwe>400</cwe></cwes><description>It frays.</description>
<recommendation>Upgrade rope to version 1.2.</recommendation>
<advisories><advisory><title>Fray</title><url>https://example.org/fray</url></advisory></advisories>
<tools><components><component type="application"><name>owl</name></component></components></tools>
<affects><target><ref>r1</ref></target></affects></vulnerability></vulnerabilities></bom>"""
EXTENDED = f"""<?xml version="1.0"?><bom xmlns="{NAMESPACE}1.2"
 xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0"><components>
<component type="library" bom-ref="a"><name>rope</name><version>1.0</version><v:vulnerabilities>
<v:vulnerability ref="urn:uuid:1"><v:id>CVE-2026-1000</v:id><v:source name="NVD"><v:url>https://n</v:url>
</v:source><v:ratings><v:rating><v:score><v:base>4.3</v:base></v:score><v:severity>Medium</v:severity>
<v:method>CVSSv2</v:method><v:vector>AV:N/AC:M/Au:N/C:N/I:P/A:N</v:vector></v:rating></v:ratings>
<v:advisories><v:advisory>https://example.org/a</v:advisory></v:advisories></v:vulnerability>
<v:vulnerability ref="urn:uuid:2"><v:id>CVE-2026-1001</v:id></v:vulnerability>
</v:vulnerabilities></component>
<component type="library" bom-ref="b"><name>twine</name><version>2</version></component>
</components>
<v:vulnerabilities><v:vulnerability ref="b"><v:id>CVE-2026-1002</v:id><v:recommendations>
<v:recommendation>Upgrade</v:recommendation></v:recommendations></v:vulnerability>
</v:vulnerabilities></bom>"""


@pytest.mark.parametrize("text", [json.dumps(bill()), XML])
def test_json_and_xml_tell_the_same(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, "bom", text)
    assert sniff(path) == "cyclonedx"
    found = records(path)
    (header,), (system,), (weak,) = headers(found), systems(found), findings(found)
    assert (header.tool, header.tool_version, header.policy) == ("hawk", "3", "hawk")
    assert (header.target, header.kind) == ("acme/shop", "repository")
    assert str(header.finished_at) == "2026-03-01 10:00:00+00:00"
    assert system.identifiers == (("repository", "acme/shop"),)
    assert (weak.weakness, weak.raw_id) == ("CVE-2026-1000", "GHSA-aaaa-bbbb-cccc")
    assert (weak.severity, weak.score) == ("high", 7.5)
    assert weak.cvss == (
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
        "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    )
    assert (weak.package, weak.package_version) == ("org.example:rope", "1.0")
    assert weak.fix_key == "upgrade:maven:org.example:rope"
    assert (weak.fix, weak.cwes) == ("Upgrade rope to version 1.2.", ("CWE-400",))
    assert weak.references[1:] == ("https://example.org/fray",)


def test_the_extension_stands_in_components_or_refers_to_them(tmp_path: Path) -> None:
    found = findings(records(written(tmp_path, "bom.xml", EXTENDED)))
    assert [(weak.weakness, weak.package) for weak in found] == [
        ("CVE-2026-1000", "rope"),
        ("CVE-2026-1001", "rope"),
        ("CVE-2026-1002", "twine"),
    ]
    assert (found[0].severity, found[0].score) == ("medium", 4.3)
    assert found[0].references == ("https://n", "https://example.org/a")
    assert found[2].fix == "Upgrade"


def one(tmp_path: Path, **changes: Any) -> Any:
    path = written(tmp_path, "bom.json", json.dumps(bill(vulnerabilities=[FRAYS | changes])))
    (found,) = findings(records(path))
    return found


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("exploitable", "open"),
        ("in_triage", "open"),
        ("resolved", "fixed"),
        ("resolved_with_pedigree", "fixed"),
        ("false_positive", "muted"),
        ("not_affected", "not-applicable"),
    ],
)
def test_what_an_analysis_came_to(tmp_path: Path, state: str, status: str) -> None:
    found = one(tmp_path, analysis={"state": state, "detail": "We looked."})
    assert (found.status, found.evidence) == (status, "We looked.")


def test_versions_that_are_all_safe_are_not_affected(tmp_path: Path) -> None:
    versions = [{"version": "1.0", "status": "unaffected"}]
    assert one(tmp_path, affects=[{"ref": "r1", "versions": versions}]).status == "not-applicable"


def test_a_score_stands_in_for_a_severity(tmp_path: Path) -> None:
    rated = {"score": 9.1, "method": "CVSSv31"}
    assert one(tmp_path, ratings=[rated, {"severity": "unknown"}]).severity == "critical"


def test_components_are_found_by_address_by_link_or_not_at_all(tmp_path: Path) -> None:
    refs = ["pkg:npm/%40x/string@1", "urn:cdx:0000/1#r2", "gone"]
    many = bill(vulnerabilities=[FRAYS | {"affects": [{"ref": ref} for ref in refs]}])
    found = findings(records(written(tmp_path, "bom.json", json.dumps(many))))
    assert [weak.package for weak in found] == ["@x/string", "@x/twine", "gone"]
    assert one(tmp_path, affects=[]).package == ""


def test_a_container_is_an_image_and_a_machine_a_machine(tmp_path: Path) -> None:
    digest = {"type": "container", "name": "hub/shop:1", "version": "sha256:ab"}
    tagged = {"type": "container", "name": "hub:5000/shop", "version": "1"}
    machine = {"type": "operating-system", "name": "debian"}
    seen = []
    for subject in (digest, tagged, machine):
        text = json.dumps(bill(metadata={"component": subject}))
        found = records(written(tmp_path, "bom.json", text))
        seen.append((headers(found)[0].kind, systems(found)[0].identifiers))
    assert seen == [
        ("image", (("image", "hub/shop:1"), ("image", "hub/shop@sha256:ab"))),
        ("image", (("image", "hub:5000/shop:1"),)),
        ("host", (("other", "debian"),)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(bill(vulnerabilities=[])),
        json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.2", "components": [ROPE]}),
        f'<bom xmlns="{NAMESPACE}1.0" version="1"><components><component type="library">'
        "<name>rope</name></component></components></bom>",
    ],
)
def test_a_bill_without_vulnerabilities_proves_nothing(tmp_path: Path, text: str) -> None:
    found = records(written(tmp_path, "bom", text))
    assert headers(found)[0].policy == "bill of materials without vulnerabilities"
    assert len(systems(found)) == 1
    assert not findings(found)


def test_a_tool_that_only_looks_for_vulnerabilities_looked(tmp_path: Path) -> None:
    clean = bill(vulnerabilities=[])
    clean["metadata"]["tools"] = [{"vendor": "anchore", "name": "grype", "version": "0.80"}]
    found = records(written(tmp_path, "bom.json", json.dumps(clean)))
    assert headers(found)[0].policy == "grype"


def test_every_vulnerability_of_the_real_files_is_read() -> None:
    extended = scan_file("cyclonedx/grype.xml")
    found = opened(records(extended))
    assert len(found) == extended.read_text().count("<v:vulnerability ")
    assert all(weak.package and weak.package_version for weak in found)
    plain = scan_file("cyclonedx/log4j.json")
    listed = json.loads(plain.read_text())["vulnerabilities"]
    assert [weak.weakness for weak in opened(records(plain))] == [each["id"] for each in listed]


@pytest.mark.parametrize("odd", ["x", {"a": 1}, [1], [{}], [{"id": " "}]])
def test_odd_shapes_are_refused_not_passed_over(tmp_path: Path, odd: Any) -> None:
    path = written(tmp_path, "bom.json", json.dumps(bill(vulnerabilities=odd)))
    with pytest.raises(ReadError) as caught:
        records(path, "cyclonedx")
    assert "bug" not in str(caught.value)


@pytest.mark.parametrize("text", [json.dumps(bill()), XML, EXTENDED])
def test_harmed_files_are_read_or_refused(tmp_path: Path, text: str) -> None:
    data = text.encode()
    for harmed in (*cuts(data, 10), *mutations(data, 60)):
        outcome(tmp_path, "bom", harmed, "cyclonedx")


def test_a_composition_only_mentions_vulnerabilities(tmp_path: Path) -> None:
    mention = '<vulnerabilities><vulnerability ref="v1"/></vulnerabilities>'
    compositions = f"<compositions><composition>{mention}</composition></compositions>"
    listed = '<vulnerabilities><vulnerability bom-ref="v1"/></vulnerabilities>'
    for text, names in ((compositions, []), (compositions + listed, ["v1"])):
        bom = f'<bom xmlns="{NAMESPACE}1.6">{text}</bom>'
        found = records(written(tmp_path, "bom.xml", bom))
        assert [weak.weakness for weak in findings(found)] == names
        assert (headers(found)[0].policy == "") == bool(names)
