"""Which of ZAP's rules looked at a site. A report names the rules that found something, never
those that ran: passive ones watch every answer, active ones attack and are often left out.

Numbers by the list of alerts at https://www.zaproxy.org/docs/alerts/.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from quarterdeck.readers.grouping import Seen, grouped
from quarterdeck.readers.record import FindingSeen, Record, ScanHeader, SystemSeen
from quarterdeck.readers.text import line
from quarterdeck.readers.zap_findings import FAMILY

PASSIVE, ACTIVE = "passive rules", "active rules"
_PASSIVE = frozenset((2, 3, 50001, 90001, 90002, 90003, 90004, 90005, 90011, 90022, 90030, 90033))
_ATTACKS_AMONG_PASSIVE = frozenset(
    (10045, 10047, 10048, 10051, 10053, 10058, 10095, 10104, 10106, 10107)
)


def rules(weakness: str) -> str:
    """The sort of rule that a weakness comes from; the rule alone where it may be of either."""
    number = weakness.partition("-")[0]
    rule = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else None
    if rule is None or rule == 50000 or rule >= 91000:
        return line(f"rule {number or weakness}")
    watches = 10000 <= rule < 20000 and rule not in _ATTACKS_AMONG_PASSIVE
    return PASSIVE if watches or rule in _PASSIVE else ACTIVE


def scans(
    version: str, generated: datetime | None, records: Iterable[SystemSeen | FindingSeen]
) -> Iterator[Record]:
    """The records under a header for each site and sort of rules. Passive rules looked at every
    site that the report names; active ones where they found something, as far as it tells."""

    def header(site: str, policy: str) -> ScanHeader:
        return ScanHeader(
            family=FAMILY, tool="ZAP", tool_version=line(version), finished_at=generated,
            target=site, kind="web", policy=policy,
        )  # fmt: skip

    def placed() -> Iterator[Seen]:
        for record in records:
            if isinstance(record, SystemSeen):
                yield header(record.name, PASSIVE), record
            else:
                yield header(record.system.name, rules(record.weakness)), record

    yield from grouped(placed(), empty=header("", PASSIVE))
