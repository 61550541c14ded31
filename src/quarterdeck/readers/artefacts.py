"""What package scanners look at: container images, and folders of source code."""

from quarterdeck.readers.record import Identifier, SystemSeen
from quarterdeck.readers.text import line

_NAMELESS = ("", ".", "./", "..", "/", "-")


def image(name: str, others: tuple[str, ...] = (), operating_system: str = "") -> SystemSeen:
    """A container image by the name that was asked for, its tags and its digests."""
    names = [line(other, 255) for other in (name, *others)]
    identifiers: list[Identifier] = [("image", said) for said in names if said]
    return SystemSeen(
        name=next(filter(None, names), "unnamed image"),
        identifiers=tuple(dict.fromkeys(identifiers)),
        operating_system=line(operating_system),
    )


def folder(name: str, addresses: tuple[str, ...] = ()) -> SystemSeen:
    """A folder or repository. "." and its like name the reader's own place, so identify nothing."""
    names = [line(said, 255) for said in (*addresses, name) if said not in _NAMELESS]
    identifiers: list[Identifier] = [("repository", said) for said in names]
    return SystemSeen(
        name=names[0] if names else "the scanned folder",
        identifiers=tuple(dict.fromkeys(identifiers)),
    )
