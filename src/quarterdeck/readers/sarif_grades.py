"""SARIF: how grave a result is, and what kind of weakness."""

import re
from typing import Any

from quarterdeck.readers import severity
from quarterdeck.readers.json_value import at, part, text
from quarterdeck.readers.record import Category, Severity
from quarterdeck.readers.sarif_rules import Rule, Rules

_LEVELS: dict[str, Severity] = {
    "error": "high", "warning": "medium", "note": "low", "none": "none",
}  # fmt: skip
_SCORES = ("security-severity", "cvssv3_baseScore", "cvssv2_score")
_WORDS = ("issue_severity", "severity", "securityRisk")
_ADVISORY = re.compile(r"\b(?:CVE-\d{4}-\d|GHSA-|RUSTSEC-|PYSEC-|GO-\d{4}-\d|SNYK-|BDSA-)", re.I)
WEB_SCANNERS = ("zap", "nuclei", "burp", "nikto", "wapiti", "stackhawk", "dastardly")
_FINDERS: dict[Category, tuple[str, ...]] = {
    "vulnerability": WEB_SCANNERS,
    "secret": ("gitleaks", "trufflehog", "detect-secrets", "ggshield", "secret"),
    "misconfiguration": ("checkov", "tfsec", "kics", "terrascan", "kube", "hadolint", "cfn-lint",
                         "cfn_nag", "prowler", "defsec", "dockle"),
}  # fmt: skip
_TAGGED: dict[str, Category] = {
    "vulnerability": "vulnerability",
    "secret": "secret",
    "secrets": "secret",
    "misconfiguration": "misconfiguration",
    "license": "information",
}
_SAYS_ONLY_FAILED = ("checkov",)


def graded(tool: str, rule: Rule, result: dict[str, Any]) -> tuple[Severity, str, float | None]:
    """Severity of a result, in the tool's own word, and its score: by security-severity (bands of
    CVSS, as GitHub reads it) or CVSS, else by the tool's word, its level, its rank."""
    own, general = part(result, "properties"), part(rule.raw, "properties")
    for said in (at(properties, name) for name in _SCORES for properties in (own, general)):
        score = severity.score(said)
        found = severity.from_score(score) if score is not None else severity.from_word(said)
        if found != "unknown":
            return found, said, score
    for said in (*(at(own, name) for name in _WORDS), at(general, "severity")):
        if severity.from_word(said) != "unknown":
            return severity.from_word(said), said, None
    return _by_level(tool, rule, result)


def _by_level(tool: str, rule: Rule, result: dict[str, Any]) -> tuple[Severity, str, float | None]:
    configured = part(rule.raw, "defaultConfiguration")
    level = text(result.get("level")) or at(configured, "level")
    rank = _rank(at(result, "rank") or at(configured, "rank"))
    if not level and rank is not None:
        return severity.from_score(rank / 10), f"rank {rank:g}", None
    level = (level or "warning").lower()
    if tool in _SAYS_ONLY_FAILED and level == "error":
        return "medium", level, None
    return _LEVELS.get(level, "unknown"), level, None


def _rank(said: str) -> float | None:
    """A priority from 0 to 100; SARIF's -1 stands for none."""
    try:
        rank = float(said)
    except ValueError:
        return None
    return rank if 0 <= rank <= 100 else None


def category_of(rules: Rules, rule: Rule) -> Category:
    """What kind of weakness a rule finds. Where a tool marks the rules that concern security, the
    others (style, speed, dead code) only inform."""
    tags = [tag.lower() for tag in rule.tags]
    tagged = next((_TAGGED[tag] for tag in tags if tag in _TAGGED), None)
    if tagged:
        return tagged
    if _ADVISORY.search(rule.id) or at(rule.raw, "name").endswith("PackageVulnerability"):
        return "vulnerability"
    for category, finders in _FINDERS.items():
        if any(finder in rules.tool for finder in finders):
            return category
    return "information" if rules.is_beside_security(rule) else "code"
