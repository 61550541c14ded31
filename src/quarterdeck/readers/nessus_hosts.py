"""Nessus XML: a host's properties as a scan and a system."""

from datetime import datetime

from quarterdeck.readers.hosts import kind_of
from quarterdeck.readers.nessus_plugins import FAMILY
from quarterdeck.readers.record import Identifier, IdentifierKind, ScanHeader, ScanKind, SystemSeen
from quarterdeck.readers.text import line
from quarterdeck.readers.times import moment

_PROPERTIES: tuple[tuple[IdentifierKind, tuple[str, ...]], ...] = (
    ("cloud_id", ("aws-instance-instanceId", "aws-instance-id", "azure-instance-vmId",
                  "gcp-instance-instanceId")),
    ("fqdn", ("host-fqdn",)),
    ("hostname", ("hostname", "netbios-name")),
    ("ip", ("host-ip",)),
    ("mac", ("mac-address",)),
    ("other", ("host-rdns",)),
)  # fmt: skip


def header(properties: dict[str, str], policy: str, place: str = "") -> ScanHeader:
    """The scan of one host, with its own times; of no host when there are no properties."""
    return ScanHeader(
        family=FAMILY,
        tool="Nessus",
        started_at=_time(properties, "HOST_START"),
        finished_at=_time(properties, "HOST_END"),
        kind=_kind(properties),
        policy=properties.get("policy-used") or policy,
        place=place,
    )


def _kind(properties: dict[str, str]) -> ScanKind:
    if properties.get("system-type") == "web_application":
        return "web"
    signed_in = properties.get("Credentialed_Scan", "").lower() == "true"
    return "network-credentialed" if signed_in else "network"


def _time(properties: dict[str, str], name: str) -> datetime | None:
    return moment(properties.get(f"{name}_TIMESTAMP") or properties.get(name, ""))


def named(host: str, properties: dict[str, str], place: str) -> SystemSeen:
    """The system that a ReportHost names and describes."""
    found: list[Identifier] = [
        (kind_of(value) if kind == "fqdn" else kind, value[:255])
        for kind, names in _PROPERTIES
        for name in names
        for value in properties.get(name, "").split()
    ]
    host = line(host, 255)
    if host:
        found.append((kind_of(host), host))
    return SystemSeen(
        name=host or properties.get("host-fqdn") or properties.get("host-ip", "") or "unnamed host",
        identifiers=tuple(dict.fromkeys(found)),
        operating_system=line(properties.get("operating-system")),
        place=place,
    )
