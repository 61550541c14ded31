"""What Nessus XML and CSV share: plugins, vectors, links, compliance checks."""

from functools import lru_cache

from quarterdeck.readers.record import Category, Severity, Status
from quarterdeck.readers.text import distinct

PATCH_SUMMARY = "66334"
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
    return distinct([word for word in see_also.split() if "://" in word])[:20]


@lru_cache(maxsize=4096)
def vectors(*texts: str | None) -> tuple[str, ...]:
    """CVSS vectors, without the prefix that Nessus puts before those of version 2."""
    return distinct([(text or "").strip().removeprefix("CVSS2#") for text in texts])
