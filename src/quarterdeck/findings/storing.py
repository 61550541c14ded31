"""One file's records on their way into storage: scopes, looks, findings."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from quarterdeck.clients.models import Client
from quarterdeck.findings import circles
from quarterdeck.findings.assets import Assets
from quarterdeck.findings.models import Look, Scan, ScanFile, Scope
from quarterdeck.findings.rows import row_of, told
from quarterdeck.findings.texts import clean, clip
from quarterdeck.findings.window import Window
from quarterdeck.readers import FindingSeen, Record, ScanHeader, SystemSeen

_LOOKS = 1_000
_STEP = 1_000


@dataclass(frozen=True, slots=True)
class Under:
    """What records stand under: a header, its scope, and when it looked."""

    header: ScanHeader
    scope: Scope
    at: datetime


class Storing:
    """Stores a file's stream of records, in memory that does not grow with it."""

    def __init__(
        self, client: Client, file: ScanFile, progress: Callable[[int], None] | None = None
    ) -> None:
        self.client, self.file = client, file
        self.progress = progress or (lambda _count: None)
        self.assets = Assets(client)
        self.told: Counter[str] = Counter()
        self._window = Window(client.pk, file.pk)
        self._scopes: dict[tuple[str, ...], Scope] = {}
        self._scans: dict[int, Scan] = {}
        self._looks: dict[tuple[int, int, datetime], Look] = {}
        self._seen: dict[SystemSeen, int] = {}

    def store(self, records: Iterable[Record]) -> None:
        """Everything that the records say, up to the states that follow from it."""
        under: Under | None = None
        for count, record in enumerate(records, start=1):
            if isinstance(record, FindingSeen):
                assert under is not None, "a header comes first"
                self._finding(record, under)
            elif isinstance(record, SystemSeen):
                assert under is not None, "a header comes first"
                self._look(record, under)
            else:
                under = self._header(record)
            if count % _STEP == 0:
                self.progress(count)
        self.assets.flush()
        self._window.flush()
        self._flush_looks()
        for scan in self._scans.values():
            circles.join(scan)

    def _header(self, header: ScanHeader) -> Under:
        at = header.finished_at or header.started_at or self.file.imported_at
        key = (
            clean(header.family, 80), clip(header.target, 250), header.kind,
            clip(header.policy, 250),
        )  # fmt: skip
        scope = self._scopes.get(key)
        if scope is None:
            family, target, kind, policy = key
            scope, _ = Scope.objects.of(self.client).get_or_create(
                family=family, target=target, kind=kind, policy=policy
            )
            self._scopes[key] = scope
        self._scan(header, scope, at)
        self._seen.clear()
        return Under(header, scope, at)

    def _scan(self, header: ScanHeader, scope: Scope, at: datetime) -> None:
        scan = self._scans.get(scope.pk)
        if scan is None:
            scan = Scan(
                client=self.client, file=self.file, scope=scope, tool=clean(header.tool, 120),
                tool_version=clean(header.tool_version, 80), first_at=at, last_at=at,
            )  # fmt: skip
            self._scans[scope.pk] = scan
        scan.first_at = min(scan.first_at, header.started_at or at, at)
        scan.last_at = max(scan.last_at, at)

    def _look(self, system: SystemSeen, under: Under) -> int:
        known = self._seen.get(system)
        if known is not None:
            return known
        asset = self._seen[system] = self.assets.of(system, under.header)
        self._looks[asset, under.scope.pk, under.at] = Look(
            client=self.client, asset_id=asset, scope=under.scope, file=self.file,
            family=under.scope.family, at=under.at,
        )  # fmt: skip
        if len(self._looks) >= _LOOKS:
            self._flush_looks()
        return asset

    def _flush_looks(self) -> None:
        Look.objects.of(self.client).bulk_create(self._looks.values(), ignore_conflicts=True)
        self._looks.clear()

    def _finding(self, finding: FindingSeen, under: Under) -> None:
        asset = self._look(finding.system, under)
        self.told[told(finding)] += 1
        row = row_of(finding, asset, under.scope.pk, under.scope.family, under.at)
        if row is not None:
            self._window.add(row)
