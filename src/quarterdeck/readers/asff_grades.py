"""What a finding in ASFF is about, how grave it is, and what became of it."""

from typing import Any

from quarterdeck.readers import severity
from quarterdeck.readers.asff_packages import AffectedPart
from quarterdeck.readers.json_value import at, part, texts
from quarterdeck.readers.record import Category, Severity, Status
from quarterdeck.readers.text import line

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


def rule_of(raw: dict[str, Any]) -> str:
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


def product_of(raw: dict[str, Any]) -> str:
    """The service that sent it."""
    name = at(raw, "ProductArn").rpartition("/")[2]
    return line(at(raw, "ProductName") if name in ("", "default") else name, 100)


def platform_of(raw: dict[str, Any]) -> str:
    """The operating system as Inspector codes it: "AMAZON_LINUX_2"."""
    fields = part(raw, "ProductFields")
    return next((at(fields, key) for key in fields if key.endswith("Details/platform")), "")


def region_of(raw: dict[str, Any], resource: dict[str, Any]) -> str:
    """Where the resource is."""
    return line(at(resource, "Region") or at(raw, "Region"), 100)


def is_of_type(raw: dict[str, Any], *said: str) -> bool:
    """Whether one of its types names one of these."""
    return any(word in kind for kind in texts(raw.get("Types")) for word in said)


def graded(raw: dict[str, Any]) -> tuple[Severity, str]:
    """The label, else what the number from 0 to 100 stands for (ASFF, Severity.Normalized)."""
    given = part(raw, "Severity") or part(raw, "FindingProviderFields", "Severity")
    word = at(given, "Label")
    if word:
        return severity.from_word(word), word
    number = at(given, "Normalized")
    count = float(number) if number.replace(".", "", 1).isdecimal() else -1
    return next((name for name, least in _LEAST if count >= least), "unknown"), number


def category_of(raw: dict[str, Any], found: AffectedPart, ours: Severity) -> Category:
    """What sort of weakness it is. What a service noticed (GuardDuty, Macie) shows an exposure."""
    if found.is_code:
        return "code"
    if found.raw or is_of_type(raw, "Vulnerabilities/"):
        return "vulnerability"
    if raw.get("Sample") is True or (ours == "none" and not part(raw, "Compliance")):
        return "information"
    reachable = is_of_type(raw, "Network Reachability", "External Access", *_EXPOSED)
    return "exposure" if reachable else "misconfiguration"


def status_of(raw: dict[str, Any]) -> Status:
    """What became of it: a check that could not be made is told from one that does not apply."""
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
