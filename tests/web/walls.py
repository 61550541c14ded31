"""The table of who may open what, and the addresses that the URL map really has."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

TABLE = Path(__file__).with_name("walls.txt")
OTHERS = (
    "/accounts/",
    "/api/",
)  # allauth's own pages: about the person who is signed in, no client
SAMPLE_VALUES = {"address": None, "token": "no-such-token", "role": "leader"}


@dataclass(frozen=True)
class Wall:
    """One address: how it is asked for, and who may."""

    method: str
    address: str
    who: frozenset[str]

    def url(self, client: str) -> str:
        """The address with the client in it, and for the rest values that name nothing."""

        def value(found: re.Match[str]) -> str:
            kind, name = found.group(1), found.group(2)
            if name == "address":
                return client
            return SAMPLE_VALUES.get(name) or ("999999" if kind == "int" else "none")

        return re.sub(r"<(\w+):(\w+)>", value, self.address)


def walls() -> list[Wall]:
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            method, address, who = line.split(maxsplit=2)
            names = (who,) if who in ("signed in", "anybody", "nobody") else who.split()
            found.append(Wall(method, address, frozenset(names)))
    return found


def addresses() -> set[str]:
    """Every address of the URL map but those of the libraries' own pages."""
    return {a for a in _under(get_resolver(), "/") if not a.startswith(OTHERS)}


def _under(resolver: URLResolver, prefix: str) -> set[str]:
    found: set[str] = set()
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern).replace("^", "").removesuffix("$")
        found |= {address} if isinstance(entry, URLPattern) else _under(entry, address)
    return found
