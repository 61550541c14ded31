"""SARIF: where a result is, as a path from the root of what was scanned."""

from dataclasses import dataclass, field
from posixpath import normpath
from typing import Any
from urllib.parse import unquote

from quarterdeck.readers.json_value import at, part, text
from quarterdeck.readers.text import line


@dataclass(slots=True)
class Places:
    """What a run says of its files: base addresses by name, and files by index."""

    bases: dict[str, Any] = field(default_factory=dict)
    files: list[dict[str, Any]] = field(default_factory=list)
    roots: list[str] = field(default_factory=list)

    def path(self, location: dict[str, Any]) -> str:
        """The path or address of an `artifactLocation`; "" when it has none."""
        if not text(location.get("uri")) and "index" in location:
            location = self._file(location.get("index"))
        uri = _clean(text(location.get("uri")))
        if "://" in uri or not uri or uri.startswith("file:"):
            return self._below_roots(uri)
        folders = [uri]
        name = text(location.get("uriBaseId"))
        for _ in range(10):
            base = part(self.bases, name)
            prefix = _clean(text(base.get("uri")))
            if not prefix or ":/" in prefix or prefix.startswith("/"):
                break
            folders.insert(0, prefix.rstrip("/"))
            name = text(base.get("uriBaseId"))
        return line(normpath("/".join(folders)), 1_000)

    def _file(self, index: object) -> dict[str, Any]:
        known = isinstance(index, int) and 0 <= index < len(self.files)
        return self.files[index] if known and isinstance(index, int) else {}

    def _below_roots(self, uri: str) -> str:
        """An absolute address, from the run's own folder where it lies in it."""
        for root in sorted(self.roots, key=len, reverse=True):
            if uri.startswith(root):
                return line(uri.removeprefix(root), 1_000)
        return line(uri.removeprefix("file://"), 1_000)


def places(bases: Any, folders: list[str], files: list[dict[str, Any]]) -> Places:
    """From originalUriBaseIds, working folders, and the locations of a run's artifacts."""
    bases = bases if isinstance(bases, dict) else {}
    absolute = [_clean(text(part(bases, name).get("uri"))) for name in bases]
    absolute += [_clean(folder) for folder in folders]
    roots = [uri.rstrip("/") + "/" for uri in absolute if len(uri.rstrip("/")) > 8 and ":/" in uri]
    return Places(bases, files, roots)


def _clean(uri: str) -> str:
    return unquote(uri).strip().replace("\\", "/")


def where(places: Places, result: dict[str, Any]) -> tuple[str, str]:
    """The path of a result's first place, and the line in it ("" each when there is none)."""
    locations = result.get("locations")
    first = locations[0] if isinstance(locations, list) and locations else {}
    physical = part(first, "physicalLocation")
    location = part(physical, "artifactLocation") or part(result, "analysisTarget")
    path = places.path(location)
    if path:
        return path, at(physical, "region", "startLine")
    logical = part(first).get("logicalLocations")
    named = logical[0] if isinstance(logical, list) and logical else {}
    return line(at(named, "fullyQualifiedName") or at(named, "name"), 1_000), ""


def without_login(address: str) -> str:
    """A repository's address without the name and password that some pipelines leave in it."""
    scheme, mark, rest = address.strip().partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{mark}{host.rpartition('@')[2]}{slash}{path}" if mark else address.strip()
