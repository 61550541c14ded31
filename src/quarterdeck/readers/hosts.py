"""What network scanners look at: hosts, by their names and addresses."""

import re
from collections.abc import Iterable

from quarterdeck.readers.record import Identifier, IdentifierKind, SystemSeen
from quarterdeck.readers.text import line

_IP = re.compile(r"[0-9.]{7,15}|[0-9a-fA-F]*:[0-9a-fA-F:.]+")


def kind_of(name: str) -> IdentifierKind:
    """What sort of name a host goes by."""
    if "://" in name:
        return "url"
    return "ip" if _IP.fullmatch(name) else "fqdn" if "." in name else "hostname"


def system_of(
    found: Iterable[Identifier], operating_system: str = "", place: str = ""
) -> SystemSeen | None:
    """The system with these identifiers, empty ones left out; None when nothing is left."""
    known = tuple(dict.fromkeys((kind, line(value, 255)) for kind, value in found if line(value)))
    if not known:
        return None
    first = dict(reversed(known))
    name = next((first[kind] for kind in ("fqdn", "hostname", "ip") if kind in first), known[0][1])
    return SystemSeen(
        name=name, identifiers=known, operating_system=line(operating_system), place=place
    )
