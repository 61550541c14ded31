"""One finding in the AWS Security Finding Format, as what was seen on each of its resources.

A control is a scan of its own, as with Prowler: what an export left out proves nothing, and a
resource that a control saw again and passed is mended.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quarterdeck.readers.asff_grades import (
    category_of,
    graded,
    is_of_type,
    platform_of,
    product_of,
    region_of,
    rule_of,
    status_of,
)
from quarterdeck.readers.asff_packages import AffectedPart, affected, score_of, vectors
from quarterdeck.readers.aws_resources import is_account, kind_of, system_of
from quarterdeck.readers.grouping import Seen
from quarterdeck.readers.json_value import at, objects, part, required, texts
from quarterdeck.readers.record import FindingSeen, ScanHeader
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import addresses, bounded, cves, cwes, line
from quarterdeck.readers.times import moment

FAMILY = "security-hub"
INSPECTOR = "inspector"


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding as it stands in the file, with what all its records share."""

    source: Source
    raw: dict[str, Any]
    place: str
    exported_at: datetime | None

    @property
    def account(self) -> str:
        return line(at(self.raw, "AwsAccountId"), 100)

    @property
    def is_inspector(self) -> bool:
        return at(self.raw, "ProductArn").endswith("/inspector")


def seen(entry: Entry) -> Iterator[Seen]:
    """A finding for each resource and each package, piece of code or weakness on it."""
    raw = entry.raw
    required(entry.source, raw, "Id", entry.place)
    resources = list(objects(entry.source, raw.get("Resources"), f"{entry.place}, Resources"))
    platform = platform_of(raw)
    parts = list(affected(entry.source, raw, platform, entry.place))
    for resource in resources or [{}]:
        system = system_of(resource, entry.account, platform)
        header = _header(entry, resource)
        for affected_part in parts:
            yield header, _finding(entry, resource, affected_part, system=system)


def _header(entry: Entry, resource: dict[str, Any]) -> ScanHeader:
    ours = entry.is_inspector
    return ScanHeader(
        family=INSPECTOR if ours else FAMILY,
        tool="Amazon Inspector" if ours else f"AWS Security Hub, {product_of(entry.raw)}",
        finished_at=entry.exported_at,
        target=f"aws {entry.account}".strip(),
        kind=kind_of(resource) if ours else "cloud",
        policy="" if ours else f"{product_of(entry.raw)} {rule_of(entry.raw)}",
    )


def _finding(
    entry: Entry, resource: dict[str, Any], affected_part: AffectedPart, **fixed: Any
) -> FindingSeen:
    raw, found = entry.raw, affected_part.raw
    ours, word = graded(raw)
    named = _names(raw, found)
    weakness = _weakness(entry, resource, affected_part, named)
    advice = part(raw, "Remediation", "Recommendation")
    text = bounded(at(advice, "Text"))
    text = "" if text.startswith("None Provided") or found else text
    links = [at(found, "Vendor", "Url"), at(advice, "Url"), *texts(found.get("ReferenceUrls"))]
    return FindingSeen(
        weakness=weakness,
        title=line(at(raw, "Title")) or weakness,
        severity=ours,
        severity_word=line(word, 100),
        score=score_of(raw, found),
        category=category_of(raw, affected_part, ours),
        status=status_of(raw),
        cves=named,
        cwes=cwes(*affected_part.cwes),
        cvss=vectors(found),
        location=affected_part.location or region_of(raw, resource),
        package=affected_part.name,
        package_version=affected_part.version,
        fixed_version=affected_part.fixed_version,
        fix_key=affected_part.fix_key or (f"fix:aws:{rule_of(raw)}" if text else ""),
        fix=affected_part.fix or text,
        description=bounded(at(raw, "Description")),
        references=addresses([link for link in links if "://" in link]),
        first_seen=moment(at(raw, "FirstObservedAt") or at(raw, "CreatedAt")),
        raw_id=line(at(raw, "Id")),
        place=entry.place,
        **fixed,
    )


def _names(raw: dict[str, Any], found: dict[str, Any]) -> tuple[str, ...]:
    """The CVEs; those of the title when an Inspector lost its list of vulnerabilities."""
    own = cves(at(found, "Id"))
    if own or found:
        return own or cves(*texts(found.get("RelatedVulnerabilities")))
    return cves(at(raw, "Title")) if is_of_type(raw, "Vulnerabilities/CVE") else ()


def _weakness(
    entry: Entry, resource: dict[str, Any], affected_part: AffectedPart, named: tuple[str, ...]
) -> str:
    if len(named) == 1:
        return named[0]
    rule = line(at(affected_part.raw, "Id")) or rule_of(entry.raw)
    if affected_part.is_code:
        return line(f"{rule} {affected_part.path}", 1_000)
    region = region_of(entry.raw, resource)
    return line(f"{rule} {region}") if is_account(resource, entry.account) else rule
