"""What every layout of Prowler says of one check on one resource, as records.

Each check in each account is a scan of its own, its policy being the check: what a run left out
proves nothing, and a resource that a check saw again and passed is mended. Rows bear the moment in
which they were written; all of one account's run count as seen when it began.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from quarterdeck.readers import severity
from quarterdeck.readers.record import (
    Category,
    FindingSeen,
    Identifier,
    Record,
    ScanHeader,
    Status,
    SystemSeen,
)
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import action_key, addresses, bounded, cves, distinct, line
from quarterdeck.readers.times import moment

FAMILY = "prowler"
LONGEST_RUN = timedelta(days=1)
_STATUS: dict[str, Status] = {
    "fail": "open",
    "failure": "open",
    "failed": "open",
    "pass": "passed",
    "success": "passed",
    "passed": "passed",
    "manual": "manual",
    "info": "manual",
    "other": "manual",
    "muted": "muted",
    "suppressed": "muted",
    "warning": "muted",
    "not_available": "manual",
    "archived": "fixed",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One check on one resource, as text; `muted` when the tool's owner accepted it."""

    check: str
    status: str
    muted: bool = False
    title: str = ""
    severity: str = ""
    detail: str = ""
    resource: str = ""
    resource_name: str = ""
    resource_type: str = ""
    region: str = ""
    account: str = ""
    provider: str = ""
    categories: str = ""
    description: str = ""
    risk: str = ""
    fix: str = ""
    references: tuple[str, ...] = ()
    time: str = ""
    version: str = ""
    uid: str = ""
    place: str = ""


def checked(source: Source, checks: Iterable[Check]) -> Iterator[Record]:
    """The records of all checks; one bare header when there is none."""
    header: ScanHeader | None = None
    system: SystemSeen | None = None
    began: dict[str, datetime] = {}
    for check in checks:
        at = _began(began, check)
        scan = (check.check, _target(check), at)
        if header is None or (header.policy, header.target, header.started_at) != scan:
            header, system = _header(check, at), None
            yield header
        finding = _finding(source, check, system)
        if finding.system is not system:
            system = finding.system
            yield system
        yield finding
    if header is None:
        yield ScanHeader(family=FAMILY, tool="Prowler", kind="cloud")


def _target(check: Check) -> str:
    return line(f"{check.provider} {check.account}")


def _began(known: dict[str, datetime], check: Check) -> datetime | None:
    """When the account's run began that the check belongs to; what is a day apart is another."""
    at, target = moment(check.time), _target(check)
    if at and not (target in known and abs(at - known[target]) < LONGEST_RUN):
        known[target] = at
    return known.get(target)


def _header(check: Check, began: datetime | None) -> ScanHeader:
    return ScanHeader(
        family=FAMILY,
        tool="Prowler",
        tool_version=line(check.version),
        started_at=began,
        target=_target(check),
        kind="cloud",
        policy=line(check.check),
        place=check.place,
    )


def _system(check: Check, last: SystemSeen | None) -> SystemSeen:
    """The resource, or the account where a check names none."""
    resource, account = line(check.resource or check.resource_name, 2_000), line(check.account)
    found: list[Identifier] = [("cloud_id", resource)] if resource else []
    if account:
        found.append(("cloud_account", account))
    name = line(check.resource_name or resource or account) or "unnamed account"
    if last is not None and last.name == name and last.identifiers == tuple(found):
        return last
    return SystemSeen(name=name, identifiers=tuple(found), place=check.place)


def _finding(source: Source, check: Check, last: SystemSeen | None) -> FindingSeen:
    fix = bounded(check.fix)
    return FindingSeen(
        system=_system(check, last),
        weakness=_weakness(check),
        title=line(check.title) or line(check.check),
        severity=severity.from_word(check.severity),
        severity_word=line(check.severity, 100),
        category=_category(check),
        status=_status(source, check),
        cves=cves(check.detail),
        location=line(" ".join((check.resource_type, check.region))),
        fix=fix,
        fix_key=action_key(fix) or line(f"fix:prowler:{check.check}"),
        description=bounded("\n".join(distinct((check.description.strip(), check.risk.strip())))),
        evidence=bounded(check.detail),
        references=addresses([link for link in check.references if "://" in link]),
        raw_id=line(check.uid or check.check),
        place=check.place,
    )


def _weakness(check: Check) -> str:
    """The check; with the region where the resource is the whole account, once for each region."""
    whole = check.resource in ("", check.account) or check.resource.endswith(":root")
    return line(f"{check.check} {check.region}" if whole else check.check)


def _category(check: Check) -> Category:
    if "secrets" in check.categories:
        return "secret"
    return "exposure" if "internet-exposed" in check.categories else "misconfiguration"


def _status(source: Source, check: Check) -> Status:
    found = _STATUS.get(check.status.strip().lower())
    if found is None:
        problem = f"has the status “{line(check.status, 40)}”, which Prowler does not write."
        raise source.error(check.place, problem, "Export the report again.")
    return "muted" if found == "open" and check.muted else found


def for_resources(check: Check, resources: Iterable[tuple[str, str, str, str]]) -> Iterator[Check]:
    """`check` on each (id, name, type, region); on the account when there is none."""
    found = False
    for resource, name, kind, region in resources:
        found = True
        yield replace(
            check,
            resource=resource,
            resource_name=name,
            resource_type=kind,
            region=region or check.region,
        )
    if not found:
        yield check
