"""Dependency-Check: XML of old and new schemas, JSON and CSV, which tell the same."""

import json
from pathlib import Path

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

SCHEMA = "https://jeremylong.github.io/DependencyCheck/dependency-check.{}.xsd"
PROJECT = """<projectInfo><name>Harbour</name><groupID>org.example</groupID>
<artifactID>harbour</artifactID><reportDate>2026-03-01T10:00:00.5Z</reportDate></projectInfo>"""
THREE = """<cvssV3><baseScore>7.5</baseScore><attackVector>NETWORK</attackVector>
<attackComplexity>LOW</attackComplexity><privilegesRequired>NONE</privilegesRequired>
<userInteraction>NONE</userInteraction><scope>UNCHANGED</scope>
<confidentialityImpact>NONE</confidentialityImpact><integrityImpact>NONE</integrityImpact>
<availabilityImpact>HIGH</availabilityImpact><baseSeverity>HIGH</baseSeverity></cvssV3>"""
NEW = f"""<?xml version="1.0"?><analysis xmlns="{SCHEMA.format("4.1")}">
<scanInfo><engineVersion>12.1.0</engineVersion></scanInfo>{PROJECT}<dependencies>
<dependency><fileName>clean-1.0.jar</fileName><filePath>/l/clean-1.0.jar</filePath>
</dependency>
<dependency isVirtual="false"><fileName>rope-1.0.jar</fileName><filePath>
 /lib/rope-1.0.jar</filePath>
<relatedDependencies><relatedDependency><fileName>rope</fileName><filePath>/old/rope.jar</filePath>
</relatedDependency></relatedDependencies>
<identifiers><package confidence="HIGH"><id>pkg:maven/org.example/rope@1.0</id></package>
<vulnerabilityIds confidence="HIGH"><id>cpe:2.3:a:x:rope:1.0:*</id></vulnerabilityIds></identifiers>
<vulnerabilities><vulnerability source="NVD"><name>CVE-2026-1000</name><severity>HIGH</severity>
{THREE}<cwes><cwe>CWE-400</cwe></cwes><description>It frays.</description>
<references><reference><source>MISC</source><url>https://example.org/fray</url></reference>
</references><vulnerableSoftware>
<software vulnerabilityIdMatched="true" versionEndExcluding="1.2">cpe:2.3:a:x:rope:*</software>
<software versionEndExcluding="0.5">cpe:2.3:a:y:rope:*</software></vulnerableSoftware>
</vulnerability>
<suppressedVulnerability source="NVD"><name>CVE-2026-2000</name>{THREE}
<notes>Not our rope.</notes></suppressedVulnerability></vulnerabilities></dependency>
</dependencies></analysis>"""
OLD = f"""<?xml version="1.0"?><analysis xmlns="{SCHEMA.format("1.3")}">
<scanInfo></scanInfo>{PROJECT}<dependencies><dependency><fileName>rope-1.0.jar</fileName>
<filePath>/lib/rope-1.0.jar</filePath><identifiers>
<identifier type="cpe"><name>cpe:/a:x:rope:1.0</name></identifier>
<identifier type="maven"><name>org.example:rope:1.0</name></identifier></identifiers>
<vulnerabilities><vulnerability><name>CVE-2026-1000</name><cvssScore>5.0</cvssScore>
<cvssAccessVector>NETWORK</cvssAccessVector><cvssAccessComplexity>LOW</cvssAccessComplexity>
<cvssAuthenticationr>NONE</cvssAuthenticationr><cvssConfidentialImpact>NONE</cvssConfidentialImpact>
<cvssIntegrityImpact>NONE</cvssIntegrityImpact>
<cvssAvailabilityImpact>PARTIAL</cvssAvailabilityImpact><severity>Medium</severity>
<cwe>CWE-400 Uncontrolled use</cwe></vulnerability></vulnerabilities></dependency>
<dependency isVirtual="true"><fileName>twine:5.0.0</fileName><filePath>/lock.json?twine</filePath>
<vulnerabilities><vulnerability source="NPM"><name>1500</name>
<severity unscored="true">moderate</severity></vulnerability></vulnerabilities></dependency>
</dependencies></analysis>"""
CVSS3 = {
    "baseScore": 7.5, "attackVector": "N", "attackComplexity": "L", "privilegesRequired": "N",
    "userInteraction": "N", "scope": "U", "confidentialityImpact": "N", "integrityImpact": "N",
    "availabilityImpact": "H", "baseSeverity": "HIGH", "version": "3.1",
}  # fmt: skip
REPORT = {
    "reportSchema": "1.1",
    "scanInfo": {"engineVersion": "12.1.0", "dataSource": []},
    "projectInfo": {
        "name": "Harbour", "groupID": "org.example", "artifactID": "harbour",
        "reportDate": "2026-03-01T10:00:00.5Z",
    },
    "dependencies": [
        {"fileName": "clean-1.0.jar", "filePath": "/l/clean-1.0.jar"},
        {
            "fileName": "rope-1.0.jar",
            "filePath": "/lib/rope-1.0.jar",
            "relatedDependencies": [{"fileName": "rope", "filePath": "/old/rope.jar"}],
            "packages": [{"id": "pkg:maven/org.example/rope@1.0", "confidence": "HIGH"}],
            "vulnerabilities": [{
                "source": "NVD", "name": "CVE-2026-1000", "severity": "HIGH", "cvssv3": CVSS3,
                "cwes": ["CWE-400"], "description": "It frays.", "notes": "",
                "references": [{"source": "MISC", "url": "https://example.org/fray"}],
                "vulnerableSoftware": [{"software": {
                    "id": "cpe", "vulnerabilityIdMatched": "true", "versionEndExcluding": "1.2",
                }}],
            }],
            "suppressedVulnerabilities": [{
                "source": "NVD", "name": "CVE-2026-2000", "cvssv3": CVSS3, "notes": "Not our rope.",
            }],
        },
    ],
}  # fmt: skip
HEAD = (
    '"Project","ScanDate","DependencyName","DependencyPath","Description","License","Md5","Sha1",'
    '"Identifiers","CPE","CVE","CWE","Vulnerability","Source","CVSSv2_Severity","CVSSv2_Score",'
    '"CVSSv2","CVSSv3_BaseSeverity","CVSSv3_BaseScore","CVSSv3","CPE Confidence","Evidence Count"'
)
ROW = (
    '"Harbour","2026-03-01T10:00:00.5Z","rope-1.0.jar","/lib/rope-1.0.jar","","","","",'
    '"pkg:maven/org.example/rope@1.0","cpe:x","CVE-2026-1000","CWE-400","It frays.","NVD","","","",'
    '"HIGH","7.500000381469727","CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H","HIGH","9"'
)
LAYOUTS = {"n.xml": NEW, "r.json": json.dumps(REPORT), "t.csv": f"\ufeff{HEAD}\n\n{ROW}\n"}


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_tells_the_same(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, LAYOUTS[name])
    assert sniff(path) == "dependency-check"
    found = records(path)
    assert headers(found)[0].target == "Harbour"
    assert str(headers(found)[0].finished_at) == "2026-03-01 10:00:00.500000+00:00"
    (weak,) = opened(found)
    assert (weak.weakness, weak.severity, weak.score) == ("CVE-2026-1000", "high", 7.5)
    assert weak.cvss == ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",)
    assert (weak.package, weak.package_version) == ("org.example:rope", "1.0")
    assert weak.fix_key == "upgrade:maven:org.example:rope"
    assert (weak.cwes, weak.description) == (("CWE-400",), "It frays.")


@pytest.mark.parametrize("name", ["n.xml", "r.json"])
def test_what_was_suppressed_is_muted_and_copies_are_no_findings(tmp_path: Path, name: str) -> None:
    found = records(written(tmp_path, name, LAYOUTS[name]))
    assert systems(found)[0].identifiers[1] == ("repository", "org.example:harbour")
    weak, muted = findings(found)
    assert (muted.weakness, muted.status, muted.severity) == ("CVE-2026-2000", "muted", "high")
    assert muted.evidence.startswith("Not our rope.")
    assert weak.evidence == "Also in: /old/rope.jar"
    assert weak.fix == "Upgrade org.example:rope to 1.2 or later."


def test_schema_of_2016(tmp_path: Path) -> None:
    weak, advisory = findings(records(written(tmp_path, "o.xml", OLD)))
    assert (weak.severity, weak.score, weak.cwes) == ("medium", 5.0, ("CWE-400",))
    assert weak.cvss == ("AV:N/AC:L/Au:N/C:N/I:N/A:P",)
    assert weak.fix_key == "upgrade:maven:org.example:rope"
    assert (advisory.weakness, advisory.severity) == ("NPM 1500", "medium")
    assert (advisory.package, advisory.package_version) == ("twine", "5.0.0")


def test_the_first_csv_had_the_score_alone(tmp_path: Path) -> None:
    head = ("Project,ScanDate,DependencyName,DependencyPath,CPE,CVE,CWE,Vulnerability,Source,"
            "Severity,CVSSv2,GAV\n")  # fmt: skip
    row = "Harbour,,rope.jar,/rope.jar,cpe,CVE-2026-1000,,It frays.,NVD,Medium,5.0,org.x:rope:1\n"
    (weak,) = findings(records(written(tmp_path, "t.csv", head + row)))
    assert (weak.severity, weak.score, weak.cvss) == ("medium", 5.0, ())
    assert weak.package == "org.x:rope"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("e.xml", f'<analysis xmlns="{SCHEMA.format("2.5")}"><scanInfo/>{PROJECT}</analysis>'),
        ("e.json", json.dumps(REPORT | {"dependencies": []})),
        ("e.csv", HEAD),
    ],
)
def test_a_report_without_dependencies_is_a_scan(tmp_path: Path, name: str, text: str) -> None:
    found = records(written(tmp_path, name, text))
    assert len(headers(found)) == len(systems(found)) == 1
    assert not findings(found)


def test_a_real_file() -> None:
    found = records(scan_file("dependency_check/version-6.5.3.xml"))
    (weak,) = findings(found)
    assert (weak.weakness, weak.severity, weak.fixed_version) == (
        "CVE-2020-9488",
        "low",
        "2.13.2",
    )


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_finding_without_a_name_is_refused(tmp_path: Path, name: str) -> None:
    text = LAYOUTS[name].replace("CVE-2026-1000", " ")
    with pytest.raises(ReadError):
        records(written(tmp_path, name, text))


@pytest.mark.parametrize("name", LAYOUTS)
def test_harmed_files_are_read_or_refused(tmp_path: Path, name: str) -> None:
    data = LAYOUTS[name].encode()
    for harmed in (*cuts(data, 10), *mutations(data, 40)):
        outcome(tmp_path, name, harmed, "dependency-check")


def test_an_analysis_of_another_tool_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="not recognised"):
        records(written(tmp_path, "a.xml", "<analysis><sample/></analysis>"))
