"""What Trivy Operator writes, in the words of Trivy's own reports, so that both tell the same."""

from collections.abc import Iterator
from typing import Any

from quarterdeck.readers.artefacts import image
from quarterdeck.readers.json_value import at, objects, part, texts
from quarterdeck.readers.record import SystemSeen
from quarterdeck.readers.source import Source
from quarterdeck.readers.trivy_facts import workload

_LABEL = "trivy-operator.resource"
Finding = tuple[str, str, str, dict[str, Any]]


def image_of(report: dict[str, Any]) -> SystemSeen | None:
    """The image that a report is about; None for reports on settings."""
    artefact, system = part(report, "artifact"), part(report, "os")
    repository, tag, digest = (at(artefact, key) for key in ("repository", "tag", "digest"))
    if not repository:
        return None
    server = at(report, "registry", "server")
    name = f"{server}/{repository}" if server else repository
    names = [f"{name}:{tag}" if tag else "", f"{name}@{digest}" if digest else ""]
    first, *others = list(filter(None, names)) or [name]
    return image(first, tuple(others), f"{at(system, 'family')} {at(system, 'name')}".strip())


def owner_of(metadata: dict[str, Any]) -> tuple[SystemSeen, str]:
    """The workload that a report belongs to, and its kind and name; the report's own name where
    no label names one."""
    labels = part(metadata, "labels")
    kind, name = at(labels, f"{_LABEL}.kind"), at(labels, f"{_LABEL}.name")
    namespace = at(labels, f"{_LABEL}.namespace") or at(metadata, "namespace")
    name = name or at(metadata, "name")
    return workload("", namespace, kind, name), f"{kind}/{name}".strip("/")


def listed(source: Source, report: dict[str, Any], target: str, place: str) -> Iterator[Finding]:
    """(list in Trivy's report, target, type of target, finding) for what a report lists."""
    for found in objects(source, report.get("vulnerabilities"), f"{place}, vulnerabilities"):
        type_ = at(found, "packageType")
        yield "Vulnerabilities", at(found, "target"), type_, _vulnerability(found)
    for found in objects(source, report.get("checks"), f"{place}, checks"):
        yield "Misconfigurations", target, "", _check(found)
    for found in objects(source, report.get("secrets"), f"{place}, secrets"):
        yield "Secrets", at(found, "target"), "", _secret(found)


def compliance(source: Source, status: dict[str, Any], place: str) -> Iterator[Finding]:
    """The same for a cluster's compliance: each check where the report has details, else each
    control by the number of its failures."""
    results = part(status, "detailReport").get("results")
    for control in objects(source, results, f"{place}, results"):
        own = {"checkID": at(control, "id"), "title": at(control, "name")}
        own["severity"] = at(control, "severity")
        for found in objects(source, control.get("checks"), f"{place}, checks"):
            check = own | {key: value for key, value in found.items() if value}
            yield "Misconfigurations", at(found, "target"), "", _check(check)
    controls = None if results else part(status, "summaryReport").get("controlCheck")
    for control in objects(source, controls, f"{place}, controlCheck"):
        failures = at(control, "totalFail")
        outcome = "MANUAL" if not failures else "PASS" if failures == "0" else "FAIL"
        names = {"ID": "id", "Title": "name", "Severity": "severity"}
        check = {ours: control.get(theirs) for ours, theirs in names.items()}
        yield "Misconfigurations", "", "", check | {"Status": outcome}


def _vulnerability(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "VulnerabilityID": found.get("vulnerabilityID"),
        "PkgName": found.get("resource"),
        "PkgPath": found.get("packagePath"),
        "PkgIdentifier": {"PURL": found.get("packagePURL")},
        "InstalledVersion": found.get("installedVersion"),
        "FixedVersion": found.get("fixedVersion"),
        "Severity": found.get("severity"),
        "Title": found.get("title"),
        "Description": found.get("description"),
        "PrimaryURL": found.get("primaryLink"),
        "References": found.get("links"),
        "CVSS": part(found, "cvss") or {"nvd": {"V3Score": found.get("score")}},
    }


def _check(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "ID": at(found, "checkID") or at(found, "title"),
        "Title": found.get("title"),
        "Description": found.get("description"),
        "Severity": found.get("severity"),
        "Status": "PASS" if found.get("success") is True else "FAIL",
        "Resolution": found.get("remediation"),
        "Message": "\n".join(texts(found.get("messages"))),
    }


def _secret(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "RuleID": found.get("ruleID"),
        "Title": found.get("title"),
        "Severity": found.get("severity"),
    }
