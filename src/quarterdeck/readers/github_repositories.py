"""Which repository an alert of GitHub's is about."""

from pathlib import PurePath
from typing import Any

from quarterdeck.readers.artefacts import folder
from quarterdeck.readers.json_value import at
from quarterdeck.readers.record import SystemSeen
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line


def system_of(source: Source, alert: dict[str, Any], named: dict[str, Any]) -> SystemSeen:
    """The repository by its address, as far as the file gives it away, else by its name."""
    links = (
        at(named, "url"),
        at(alert, "html_url"),
        at(alert, "repository", "html_url"),
        at(alert, "dependabotUpdate", "pullRequest", "permalink"),
        at(alert, "permalink"),
    )
    said = next(filter(None, map(_address, links)), "")
    said = said or at(named, "nameWithOwner") or at(alert, "repository", "full_name")
    said = said or at(alert, "repository", "nameWithOwner") or at(named, "name")
    return (
        folder(said) if said else SystemSeen(name=f"the repository in {PurePath(source.name).stem}")
    )


def _address(link: str) -> str:
    """Scheme, host, owner and repository of a page in it."""
    parts = link.split("/")
    is_page = link.startswith(("https://", "http://")) and len(parts) >= 5 and all(parts[2:5])
    return line("/".join(parts[:5]), 255) if is_page else ""
