"""What Nessus XML and CSV share: plugins, vectors, links, compliance checks."""

import re
from functools import lru_cache

from quarterdeck.readers.record import Category, Severity, Status
from quarterdeck.readers.text import addresses, bounded, cves, cwes, distinct

FAMILY = "nessus"
PATCH_SUMMARY = "66334"
SEVERITIES: dict[str | None, Severity] = {
    "0": "none", "1": "low", "2": "medium", "3": "high", "4": "critical",
}  # fmt: skip
CHECK_STATUS: dict[str, Status] = {
    "PASSED": "passed",
    "FAILED": "open",
    "WARNING": "manual",
    "ERROR": "manual",
}


def category_of(plugin: str, severity: Severity) -> Category:
    """Items of severity "none" only inform, and so does the plugin that sums up patches."""
    return "information" if severity == "none" or plugin == PATCH_SUMMARY else "vulnerability"


@lru_cache(maxsize=4096)
def links(see_also: str) -> tuple[str, ...]:
    """The addresses in a see_also text, at most twenty."""
    return addresses([word for word in see_also.split() if "://" in word])


@lru_cache(maxsize=4096)
def vectors(*texts: str | None) -> tuple[str, ...]:
    """CVSS vectors, without the prefix that Nessus puts before those of version 2."""
    return distinct([(text or "").strip().removeprefix("CVSS2#") for text in texts])


@lru_cache(maxsize=4096)
def cve_names(text: str) -> tuple[str, ...]:
    """The CVEs that a text lists."""
    return cves(text)


@lru_cache(maxsize=4096)
def cwe_numbers(text: str) -> tuple[str, ...]:
    """CWE identifiers from the bare numbers that a text lists."""
    return distinct([f"CWE-{int(number)}" for number in re.findall(r"\d{1,5}", text)])


@lru_cache(maxsize=4096)
def cwe_names(text: str) -> tuple[str, ...]:
    """The CWE identifiers among references such as "CWE:79"."""
    return cwes(text)


def instruction(solution: str | None) -> str:
    """What to do, "" where Nessus has nothing to say."""
    said = bounded(solution)
    return "" if said.lower() in ("n/a", "none") else said
