"""What Burp's layouts share: an issue as text, and the finding it makes."""

from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime

from quarterdeck.readers import severity
from quarterdeck.readers.hosts import kind_of
from quarterdeck.readers.hosts import system_of as host
from quarterdeck.readers.markup import links, plain
from quarterdeck.readers.record import Category, FindingSeen, ScanHeader, Severity, SystemSeen
from quarterdeck.readers.sites import site, spot, website
from quarterdeck.readers.text import action_key, addresses, bounded, cves, cwes, line

FAMILY = "burp"
_BY_EXTENSION = "134217728"
_LONGEST_MESSAGE = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One issue, its texts in HTML. `type` is Burp's number for the kind of issue; `accepted` says
    that somebody in Burp decided it is none, or to live with it."""

    name: str
    type: str = ""
    origin: str = ""
    ip: str = ""
    where: str = ""
    severity: str = ""
    confidence: str = ""
    background: str = ""
    detail: str = ""
    fix_background: str = ""
    fix_detail: str = ""
    classes: str = ""
    references: str = ""
    request: str = ""
    response: str = ""
    accepted: bool = False
    serial: str = ""
    place: str = ""


def header(tool_version: str = "", finished_at: datetime | None = None,
           target: str = "", policy: str = "") -> ScanHeader:  # fmt: skip
    return ScanHeader(
        family=FAMILY, tool="Burp Suite", tool_version=tool_version, finished_at=finished_at,
        target=target, kind="web", policy=policy,
    )  # fmt: skip


def system_of(issue: Issue) -> SystemSeen:
    """The site that an issue is on."""
    known = site(issue.origin)
    if known:
        return website(known, issue.ip)
    found = host([(kind_of(issue.origin), issue.origin), ("ip", issue.ip)])
    return found or SystemSeen(name="unnamed site")


def name_of(name: str, type_: str, *texts: str) -> str:
    """What to call an issue: its name, its type, else what is said of it first; "" for nothing."""
    said = next(filter(None, map(plain, texts)), "")
    return line(name) or line(type_) or line(said, 120)


def finding(system: SystemSeen, issue: Issue) -> FindingSeen:
    """The finding of one issue. Extensions share one number, so theirs are told by their names.
    What mends one site does not mend another."""
    muted = issue.accepted or issue.severity.lower().replace("_", " ") == "false positive"
    ours = severity.from_word(issue.severity)
    fix = plain(f"{issue.fix_detail}<p>{issue.fix_background}")
    own = issue.type and issue.type != _BY_EXTENSION
    return FindingSeen(
        system=system,
        weakness=issue.type if own else line(f"{issue.type} {issue.name}"),
        title=issue.name,
        severity=ours,
        severity_word=f"{issue.severity} ({issue.confidence})".replace(" ()", ""),
        category=_category(ours, muted),
        status="muted" if muted else "open",
        cves=cves(issue.name, issue.detail, issue.references),
        cwes=cwes(issue.classes),
        location=spot(issue.where),
        fix_key=action_key(f"{system.name} {plain(issue.fix_background) or fix}") if fix else "",
        fix=fix,
        description=plain(issue.background) or plain(issue.detail),
        evidence=_evidence(issue),
        references=addresses(links(issue.references)),
        raw_id=issue.serial,
        place=issue.place,
    )


def _category(ours: Severity, muted: bool) -> Category:
    return "information" if ours == "none" and not muted else "vulnerability"


def _evidence(issue: Issue) -> str:
    messages = (bounded(text, _LONGEST_MESSAGE) for text in (issue.request, issue.response))
    return bounded("\n".join(filter(None, (plain(issue.detail)[:1_000], *messages))))


def decoded(text: str) -> str:
    """The beginning of a message in base64, as text; "" for what is none."""
    try:
        start = "".join(text[:4_000].split())
        return b64decode(start[: len(start) // 4 * 4]).decode("utf-8", "replace").replace("\0", "")
    except ValueError:
        return ""
