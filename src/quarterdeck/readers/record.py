"""What every reader yields: plain frozen records, whatever tool wrote the file.

A stream is `ScanHeader`, then the systems and findings of that scan; a file that holds several
scans (many targets, signed-in and not) yields a header before each. A system is yielded before
its first finding, and at least once under each header that saw it.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct

ScanKind = Literal[
    "network", "network-credentialed", "image", "repository", "cloud", "host", "web", "other"
]
Severity = Literal["none", "low", "medium", "high", "critical", "unknown"]
Category = Literal["vulnerability", "misconfiguration", "secret", "code", "exposure", "information"]
Status = Literal["open", "passed", "muted", "manual", "not-applicable", "fixed"]
IdentifierKind = Literal[
    "hostname",
    "fqdn",
    "ip",
    "mac",
    "cloud_id",
    "cloud_account",
    "image",
    "repository",
    "url",
    "other",
]
Identifier = tuple[IdentifierKind, str]


class ScanHeader(Struct, frozen=True, kw_only=True, gc=False, tag="scan"):
    """One scan: which tool looked at what, when and how.

    Times are aware; None when the file names none. `target` is what the tool was pointed at (host,
    image, repository, account); `policy` the rule set or scan template. A finding may only be
    called fixed by a later header with the same family, target, kind and policy.
    """

    family: str
    tool: str
    tool_version: str = ""
    started_at: datetime | None = None
    finished_at: datetime | None = None
    target: str = ""
    kind: ScanKind = "other"
    policy: str = ""
    place: str = ""


class SystemSeen(Struct, frozen=True, kw_only=True, gc=False, tag="system"):
    """A system that the file names, with or without findings.

    `identifiers` run from the most telling to the least. `cloud_account` names the container of a
    cloud resource: it may match an inventory that lists accounts, and never makes two resources
    one.
    """

    name: str
    identifiers: tuple[Identifier, ...] = ()
    operating_system: str = ""
    place: str = ""


class FindingSeen(Struct, frozen=True, kw_only=True, gc=False, tag="finding"):
    """One report of one weakness on one system.

    `weakness` is its identity within the family: the CVE where the tool reports one CVE a finding,
    else the tool's rule; for code, secrets and configuration files the path follows the rule,
    because each file is mended apart. `location` (port, path and line, package) is no part of it:
    the same weakness on many ports comes as several records with the same (system, weakness).
    `severity` is ours, `severity_word` and `score` the tool's. `fix_key` is equal for findings that
    one action closes (a patch, a package upgrade), `fix` says that action in words.
    Only `status` "open" is a weakness: "passed" checks, "muted" (suppressed or accepted in the
    tool), "manual" (nobody looked yet), "not-applicable" and "fixed" are told apart. `category`
    "information" is no weakness either. Texts are cut at `text.LONGEST` characters by
    `record_bounds` at the latest.
    """

    system: SystemSeen
    weakness: str
    title: str
    severity: Severity
    severity_word: str = ""
    score: float | None = None
    category: Category = "vulnerability"
    status: Status = "open"
    cves: tuple[str, ...] = ()
    cwes: tuple[str, ...] = ()
    cvss: tuple[str, ...] = ()
    location: str = ""
    package: str = ""
    package_version: str = ""
    fixed_version: str = ""
    fix_key: str = ""
    fix: str = ""
    description: str = ""
    evidence: str = ""
    references: tuple[str, ...] = ()
    first_seen: datetime | None = None
    raw_id: str = ""
    place: str = ""


Record = ScanHeader | SystemSeen | FindingSeen
