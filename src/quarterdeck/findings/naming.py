"""Names of systems in the forms that compare: hosts, addresses, clouds, images, repositories."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

Name = tuple[str, str]
STRONG = ("cloud_id", "image", "repository", "fqdn", "hostname", "ip")
"""Kinds that tell systems apart, the most telling first."""
WEAK_KINDS = ("mac", "url", "other", "called")
LONGEST = 500

_CLOUD_TAIL = re.compile(r"[/:]([a-z]{1,8}-[0-9a-f]{8,17})$")
_SCP = re.compile(r"^[\w.-]+@([\w.-]+):(?!\d+/)(.+)$")
_DEFAULT_REGISTRY = re.compile(r"^(index\.)?docker\.io/(library/)?|^library/")


def names_of(identifiers: Iterable[Name]) -> tuple[Name, ...]:
    """All comparable names that (kind, value) pairs give, once each, in their order."""
    return tuple(dict.fromkeys(name for pair in identifiers for name in _names(*pair)))


def loose_names(names: Iterable[Name]) -> Iterator[Name]:
    """Names without their tag, digest or server, for lists that leave those out."""
    for kind, value in names:
        if kind == "image":
            yield "image", image_name(value)
        elif kind == "repository" and "/" in value:
            yield "repository", value.split("/", 1)[1] if "." in value.split("/")[0] else value


def image_name(image: str) -> str:
    """An image without tag and digest."""
    name = image.split("@")[0]
    head, slash, tail = name.rpartition("/")
    return head + slash + tail.split(":")[0]


def address(text: str) -> str:
    """An IP address in its one short form; "" for what is none."""
    try:
        return str(ip_address(text.strip().strip("[]").split("%")[0]))
    except ValueError:
        return ""


@lru_cache(maxsize=65_536)
def _names(kind: str, value: str) -> tuple[Name, ...]:
    said = value.replace("\0", "").strip().casefold()[:LONGEST]
    return tuple(_forms(kind, said)) if said else ()


def _forms(kind: str, said: str) -> Iterator[Name]:
    if kind in ("hostname", "fqdn", "ip"):
        yield from _host(said)
    elif kind == "cloud_id":
        tail = _CLOUD_TAIL.search(said)
        yield "cloud_id", tail[1] if tail else said
    elif kind == "image":
        yield "image", _image(said)
    elif kind == "repository":
        yield "repository", repository(said)
    elif kind == "url":
        host = _host_of(said)
        yield from _host(host) if host else iter([("url", said)])
    elif kind == "mac":
        yield "mac", re.sub(r"[^0-9a-f]", "", said)
    else:
        yield kind, said


def _host(said: str) -> Iterator[Name]:
    found = address(said)
    if found:
        yield "ip", found
        return
    said = said.rstrip(".")
    if "." in said:
        yield "fqdn", said
    yield "hostname", said.split(".")[0]


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _image(said: str) -> str:
    said = _DEFAULT_REGISTRY.sub("", said.removeprefix("docker://"))
    if "@" in said:
        return f"{image_name(said)}@{said.split('@')[1]}"
    return said.removesuffix(":latest")


def repository(said: str) -> str:
    """A repository as server/path, from web, ssh and scp-like addresses."""
    scp = _SCP.match(said)
    if scp:
        said = f"{scp[1]}/{scp[2]}"
    elif "://" in said:
        try:
            parts = urlsplit(said)
            said = f"{parts.hostname or ''}{parts.path}"
        except ValueError:
            pass
    return said.strip("/").removesuffix(".git") or "/"
