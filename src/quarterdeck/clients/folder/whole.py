"""What a client's records will be once a folder is imported, for checks across files."""

from dataclasses import dataclass
from typing import Any

from quarterdeck.clients.folder.profile import PROFILE, Profile
from quarterdeck.clients.folder.reading import Read
from quarterdeck.clients.models import Client


@dataclass(frozen=True)
class Whole:
    """The profile and what was read; and what is stored of `kept`, which the folder may lack."""

    profile: Profile
    reads: tuple[Read, ...]
    kept: Client | None

    def values(self) -> dict[str, Any]:
        """All records as JSON values, by file."""
        return {PROFILE: self.profile.model_dump(mode="json")} | {
            read.table.file: self._values(read) for read in self.reads
        }

    def line(self, file: str, key: str) -> int:
        """Where a record stands; 0 where the folder lacks it."""
        return next(read.lines.get(key, 0) for read in self.reads if read.table.file == file)

    def _values(self, read: Read) -> list[dict[str, Any]]:
        stored = read.table.values(self.kept) if self.kept else []
        found = {values["key"]: values for values in stored}
        found |= {key: read.values(key) for key in read.records}
        return [found[key] for key in sorted(found)]
