"""SARIF: package and versions, which scanners of packages write into the message or the help."""

import re
from dataclasses import dataclass

from quarterdeck.readers.json_value import at, part, texts
from quarterdeck.readers.packages import ecosystem
from quarterdeck.readers.sarif_rules import Rule
from quarterdeck.readers.text import line

_FACT = re.compile(
    r"^[^\w\n]*(Package|Installed Version|Version|Fix Version|Fixed Version|Type):[ \t]*(.+)$",
    re.MULTILINE,
)
_NAMES = {"Installed Version": "Version", "Fix Version": "Fixed Version"}


@dataclass(frozen=True, slots=True)
class Package:
    """A package with a known weakness; all "" when the result is about none."""

    name: str = ""
    version: str = ""
    fixed: str = ""
    ecosystem: str = ""


def package_facts(rule: Rule, said: str) -> Package:
    """As Trivy (in the message) and Grype (in the rule's help) put it, a line for each fact; Grype
    adds package addresses ("pkg:npm/…") to the rule's properties."""
    found: dict[str, str] = {}
    for written in (said, at(rule.raw, "help", "text")):
        for name, value in _FACT.findall(written):
            found.setdefault(_NAMES.get(name, name), line(value, 200))
    addresses = texts(part(rule.raw, "properties").get("purls"))
    return Package(
        name=found.get("Package", ""),
        version=found.get("Version", ""),
        fixed=found.get("Fixed Version", ""),
        ecosystem=ecosystem(next(iter(addresses), ""), found.get("Type", "")),
    )
