"""One finding in the AWS Security Finding Format, as what was seen on each of its resources.

A control is a scan of its own, as with Prowler: what an export left out proves nothing, and a
resource that a control saw again and passed is mended.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quarterdeck.readers import severity
from quarterdeck.readers.asff_packages import AffectedPart, affected, score_of, vectors
from quarterdeck.readers.aws_resources import is_account, kind_of, system_of
from quarterdeck.readers.grouping import Seen
from quarterdeck.readers.json_value import at, objects, part, required, texts
from quarterdeck.readers.record import Category, FindingSeen, ScanHeader, Severity, Status
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import addresses, bounded, cves, cwes, line
from quarterdeck.readers.times import moment

FAMILY = "security-hub"
INSPECTOR = "inspector"
_STANDARD = "aws-foundational-security-best-practices/"
_NO_RULE = ("AWSInspector", "aws/", "arn:aws:guardduty:", "arn:aws:access-analyzer:",
            "arn:aws:detective:", "arn:aws:macie")  # fmt: skip
_EXPOSED = ("Sensitive Data", "TTPs/", "Unusual Behaviors", "Effects/")
_LEAST: tuple[tuple[Severity, int], ...] = (
    ("critical", 90),
    ("high", 70),
    ("medium", 40),
    ("low", 1),
    ("none", 0),
)


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
    platform = _platform(raw)
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
        tool="Amazon Inspector" if ours else f"AWS Security Hub, {_product(entry.raw)}",
        finished_at=entry.exported_at,
        target=f"aws {entry.account}".strip(),
        kind=kind_of(resource) if ours else "cloud",
        policy="" if ours else f"{_product(entry.raw)} {_rule(entry.raw)}",
    )


def _finding(
    entry: Entry, resource: dict[str, Any], affected_part: AffectedPart, **fixed: Any
) -> FindingSeen:
    raw, found = entry.raw, affected_part.raw
    ours, word = _severity(raw)
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
        category=_category(raw, affected_part, ours),
        status=_status(entry),
        cves=named,
        cwes=cwes(*affected_part.cwes),
        cvss=vectors(found),
        location=affected_part.location or _region(raw, resource),
        package=affected_part.name,
        package_version=affected_part.version,
        fixed_version=affected_part.fixed_version,
        fix_key=affected_part.fix_key or (f"fix:aws:{_rule(raw)}" if text else ""),
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
    return cves(at(raw, "Title")) if _in_types(raw, "Vulnerabilities/CVE") else ()


def _weakness(
    entry: Entry, resource: dict[str, Any], affected_part: AffectedPart, named: tuple[str, ...]
) -> str:
    if len(named) == 1:
        return named[0]
    rule = line(at(affected_part.raw, "Id")) or _rule(entry.raw)
    if affected_part.is_code:
        return line(f"{rule} {affected_part.path}", 1_000)
    region = _region(entry.raw, resource)
    return line(f"{rule} {region}") if is_account(resource, entry.account) else rule


def _rule(raw: dict[str, Any]) -> str:
    """What found it: the control, the rule; the type of finding where a whole service is named."""
    control = at(raw, "Compliance", "SecurityControlId")
    generator = at(raw, "GeneratorId").strip()
    if not control and generator and not generator.startswith(_NO_RULE):
        control = generator.removeprefix("security-control/")
        control = control.rpartition("/")[2] if control.startswith(_STANDARD) else control
    if not control and at(raw, "ProductArn").endswith("/inspector"):
        return line(at(raw, "Title")) or generator
    kind = next(iter(texts(raw.get("Types"))), "").rpartition("/")[2]
    return line(control or kind or generator or at(raw, "Title")) or "unnamed rule"


def _product(raw: dict[str, Any]) -> str:
    return line(at(raw, "ProductName") or at(raw, "ProductArn").rpartition("/")[2], 100)


def _platform(raw: dict[str, Any]) -> str:
    fields = part(raw, "ProductFields")
    return next((at(fields, key) for key in fields if key.endswith("Details/platform")), "")


def _region(raw: dict[str, Any], resource: dict[str, Any]) -> str:
    return line(at(resource, "Region") or at(raw, "Region"), 100)


def _in_types(raw: dict[str, Any], *said: str) -> bool:
    return any(word in kind for kind in texts(raw.get("Types")) for word in said)


def _severity(raw: dict[str, Any]) -> tuple[Severity, str]:
    """The label, else what the number from 0 to 100 stands for (ASFF, Severity.Normalized)."""
    given = part(raw, "Severity") or part(raw, "FindingProviderFields", "Severity")
    word = at(given, "Label")
    if word:
        return severity.from_word(word), word
    number = at(given, "Normalized")
    count = float(number) if number.replace(".", "", 1).isdecimal() else -1
    return next((name for name, least in _LEAST if count >= least), "unknown"), number


def _category(raw: dict[str, Any], affected_part: AffectedPart, ours: Severity) -> Category:
    if affected_part.is_code:
        return "code"
    if affected_part.raw or _in_types(raw, "Vulnerabilities/"):
        return "vulnerability"
    if raw.get("Sample") is True or (ours == "none" and not part(raw, "Compliance")):
        return "information"
    reachable = _in_types(raw, "Network Reachability", "External Access", *_EXPOSED)
    return "exposure" if reachable else "misconfiguration"


def _status(entry: Entry) -> Status:
    raw = entry.raw
    checked = at(raw, "Compliance", "Status").upper()
    workflow = (at(raw, "Workflow", "Status") or at(raw, "WorkflowState")).upper()
    inspector = at(raw, "ProductFields", "aws/inspector/FindingStatus").upper()
    archived = at(raw, "RecordState").upper() == "ARCHIVED"
    if checked == "PASSED":
        return "passed"
    if "SUPPRESSED" in (workflow, inspector):
        return "muted"
    if checked == "NOT_AVAILABLE":
        return "not-applicable" if archived else "manual"
    if archived or workflow == "RESOLVED" or inspector == "CLOSED":
        return "fixed"
    return "manual" if checked == "WARNING" else "open"
