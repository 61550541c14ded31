"""What a client's records will be once a folder is imported, for checks across files."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from quarterdeck.clients.folder.problems import Line
from quarterdeck.clients.folder.profile import PROFILE, Profile
from quarterdeck.clients.folder.reading import Read
from quarterdeck.clients.models import Client


@dataclass(frozen=True)
class Whole:
    """The profile and what was read; and what stays of the client that is stored already.

    `gone` are stored records that go, as (file, key).
    """

    profile: Profile
    reads: tuple[Read, ...]
    client: Client | None
    replace: bool
    gone: frozenset[tuple[str, str]] = frozenset()

    def values(self) -> dict[str, Any]:
        """All records as JSON values, by file; read once, for all checks."""
        return self._all

    @cached_property
    def _all(self) -> dict[str, Any]:
        return {PROFILE: self.profile.model_dump(mode="json")} | {
            read.table.file: self._values(read) for read in self.reads
        }

    def line(self, file: str, key: str) -> Line:
        """Where a record stands; 0 where the folder lacks it."""
        return next(read.line(key) for read in self.reads if read.table.file == file)

    def _values(self, read: Read) -> list[dict[str, Any]]:
        kept = None if self.replace and read.given else self.client
        stored = read.table.values(kept) if kept else []
        file = read.table.file
        found = {v["key"]: v for v in stored if (file, v["key"]) not in self.gone}
        found |= {key: read.values(key) for key in read.records}
        return [found[key] for key in sorted(found)]
