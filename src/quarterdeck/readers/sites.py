"""What scanners of web sites look at: a site, by its scheme and host."""

from urllib.parse import urlsplit

from quarterdeck.readers.record import SystemSeen
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


def website(address: str) -> SystemSeen:
    """The web site at an address that `site` gave."""
    address = line(address, 255)
    return SystemSeen(name=address, identifiers=(("url", address),))
