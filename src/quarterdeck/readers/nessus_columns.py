"""Under which names Tenable's CSV layouts hold the same things."""

from quarterdeck.readers.csv_table import Row
from quarterdeck.readers.record import IdentifierKind

COLUMNS = {
    "plugin": ("plugin id", "plugin", "definition.id"),
    "name": ("name", "plugin name", "definition.name"),
    "severity": ("risk", "severity", "risk factor", "definition.severity"),
    "host": ("host", "asset.name", "dns name", "ip address", "asset.display_ipv4_address"),
    "os": ("asset.operating_system", "os", "operating system"),
    "port": ("port",),
    "protocol": ("protocol",),
    "cve": ("cve", "definition.cve"),
    "cwe": ("cwe", "definition.cwe"),
    "xref": ("xref", "cross references"),
    "score": ("cvss v3.0 base score", "cvss v3 base score", "cvss3 base score", "cvssv3",
              "definition.cvss3.base_score", "cvss v2.0 base score", "cvss v2 base score",
              "cvss base score", "cvss", "definition.cvss2.base_score"),
    "cvss4": ("cvss v4.0 vector", "cvss v4 vector", "definition.cvss4.base_vector"),
    "cvss3": ("cvss v3.0 vector", "cvss v3 vector", "cvss3 vector", "definition.cvss3.base_vector"),
    "cvss2": ("cvss v2.0 vector", "cvss v2 vector", "cvss vector", "definition.cvss2.base_vector"),
    "fix": ("solution", "definition.solution", "steps to remediate"),
    "description": ("description", "definition.description", "", "synopsis",
                    "definition.synopsis"),
    "output": ("plugin output", "plugin text", "output"),
    "links": ("see also", "definition.see_also"),
    "first": ("first_observed", "first discovered", "first found"),
    "last": ("last_seen", "last observed", "last found", "host end"),
    "state": ("state", "vulnerability state"),
    "accepted": ("risk_modified", "accept risk?", "modification"),
    "row": ("id",),
}  # fmt: skip
IDENTIFIERS: tuple[tuple[IdentifierKind, tuple[str, ...]], ...] = (
    ("other", ("asset.id", "asset uuid")),
    ("fqdn", ("asset.display_fqdn", "fqdn", "dns name")),
    ("hostname", ("asset.host_name", "netbios", "netbios name", "asset.netbios_name")),
    ("ip", ("ip address", "asset.display_ipv4_address", "asset.display_ipv6_address")),
    ("mac", ("mac address", "asset.display_mac_address")),
)


def said(row: Row, name: str) -> str:
    """The first thing that a row says under one of the columns for `name`."""
    return next((said for column in COLUMNS[name] if (said := row.get(column, "").strip())), "")
