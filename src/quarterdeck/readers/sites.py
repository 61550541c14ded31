"""What scanners of web sites look at: a site, by its scheme and host."""

from urllib.parse import urlsplit

from quarterdeck.readers.hosts import kind_of
from quarterdeck.readers.record import Identifier, SystemSeen
from quarterdeck.readers.text import line


def site(path: str) -> str:
    """Scheme and host of a web address; "" for paths."""
    if not path.startswith(("http://", "https://")):
        return ""
    try:
        parts = urlsplit(path)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}" if parts.netloc else ""
    except ValueError:
        return ""


def website(address: str, *ips: str) -> SystemSeen:
    """The web site at an address that `site` gave, by the address, its host, and the IPs known."""
    address = line(address, 255)
    host = host_of(address)
    named: list[Identifier] = [("url", address), (kind_of(host), host)]
    known = [*named, *(("ip", ip) for ip in ips if kind_of(ip) == "ip")]
    identifiers = tuple(dict.fromkeys(name for name in known if name[1]))
    return SystemSeen(name=address, identifiers=identifiers)


def host_of(address: str) -> str:
    """The host in a web address; "" when there is none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def spot(address: str, parameter: str = "") -> str:
    """Where on its site an address leads: the path and what follows, and the parameter."""
    path = line(address.removeprefix(site(address)) or "/")
    return f"{path} ({line(parameter, 200)})" if parameter.strip() else path
