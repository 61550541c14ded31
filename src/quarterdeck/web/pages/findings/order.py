"""The kept order of everything open, by either lens, narrowed by filters: arrays, no rows yet."""

from dataclasses import dataclass

import numpy as np

from quarterdeck.business.models import Requirement, System
from quarterdeck.clients.models import Client
from quarterdeck.engine.ranking import What
from quarterdeck.risks.models import RankedList
from quarterdeck.risks.ranked import PAGE, ROW, page
from quarterdeck.web.pages.findings.filters import Filters, findings, systems_of


@dataclass(frozen=True, eq=False)
class Place:
    """One row of the order: what it is, which, its money a year and both ranks (0: unrated)."""

    what: What
    finding: int
    key: str
    share: float
    rank: int
    by_severity: int


@dataclass(frozen=True, eq=False)
class Order:
    """The rows that are left, in the order asked for: `at` (N,) are places in `rows`."""

    client: Client
    rows: np.ndarray
    first_rank: int
    at: np.ndarray
    others: tuple[str, ...]
    count: int
    total: float

    def after(self, place: int, most: int) -> list[Place]:
        """The rows behind the first `place`."""
        return [self._place(int(n)) for n in self.at[place : place + most]]

    def _place(self, n: int) -> Place:
        row = self.rows[n]
        what, of = What(int(row["what"])), int(row["of"])
        is_finding = what is What.FINDING
        return Place(
            what, of if is_finding else 0, "" if is_finding else self.others[of],
            float(row["share"]), self.first_rank + n, int(row["by_severity"]),
        )  # fmt: skip


def order(client: Client, filters: Filters, by: str, start: int) -> Order | None:
    """By "business", "severity", or by business as a "whole"; None while nothing was ranked.

    Unfiltered by business, only the packed pages at `start` are read.
    """
    kept = RankedList.objects.of(client).first()
    if kept is None:
        return None
    others = tuple(kept.others)
    if by == "business" and not filters.any:
        number = start // PAGE
        rows = np.concatenate((page(client, number), page(client, number + 1)))
        whole = np.arange(len(rows))
        return Order(
            client, rows, number * PAGE + 1, whole, others, kept.count, kept.total_per_year
        )
    rows = _all(client)
    left = _left(client, filters, rows, others)
    total = float(rows["share"][left].sum())
    if by == "severity":
        rank = rows["by_severity"][left]
        left = left[np.argsort(np.where(rank == 0, len(rows) + 1, rank), kind="stable")]
    return Order(client, rows, 1, left, others, len(left), total)


def offset(found: Order, start: int) -> int:
    """Where the row of that number stands in `found.at`."""
    return start - (found.first_rank - 1)


def carriers(client: Client) -> tuple[int, int]:
    """How many of the first rows bear half of the loss, and how many rows there are."""
    kept = RankedList.objects.of(client).first()
    if kept is None or not kept.total_per_year:
        return 0, kept.count if kept else 0
    sums = np.cumsum(page(client, 0)["share"])
    return int(np.searchsorted(sums, kept.total_per_year / 2)) + 1, kept.count


def _all(client: Client) -> np.ndarray:
    pages, number = [], 0
    while len(rows := page(client, number)):
        pages.append(rows)
        number += 1
    return np.concatenate(pages) if pages else np.zeros(0, dtype=ROW)


def _left(
    client: Client, filters: Filters, rows: np.ndarray, others: tuple[str, ...]
) -> np.ndarray:
    """Places of the rows that the filters leave."""
    keep = np.ones(len(rows), dtype=bool)
    is_finding = rows["what"] == What.FINDING
    kinds = {"finding": What.FINDING, "gap": What.GAP, "unseen": What.NOT_SCANNED}
    if filters.kind in kinds:
        keep &= rows["what"] == kinds[filters.kind]
    narrowed = filters.query and filters.query != f"kind={filters.kind}"
    if narrowed and keep[is_finding].any():
        wanted = np.fromiter(findings(client, filters).values_list("pk", flat=True), dtype=np.int64)
        keep[is_finding] &= np.isin(rows["of"][is_finding], wanted)
    if narrowed:
        meant = set() if filters.of_findings_only else _others_left(client, filters, others)
        places = np.array([n for n, key in enumerate(others) if key in meant], dtype=np.int64)
        keep[~is_finding] &= np.isin(rows["of"][~is_finding], places)
    return np.flatnonzero(keep)


def _others_left(client: Client, filters: Filters, others: tuple[str, ...]) -> set[str]:
    """Of gaps and unseen systems, those of the system or service, or with the text."""
    gaps = {} if filters.system or filters.service else _says(client)
    systems = dict(System.objects.of(client).values_list("key", "name"))
    if filters.system:
        systems = {k: v for k, v in systems.items() if k == filters.system}
    if filters.service:
        meant = systems_of(client, filters.service)
        inside = System.objects.of(client).filter(pk__in=meant).values_list("key", flat=True)
        systems = {k: v for k, v in systems.items() if k in set(inside)}
    named = {f"gap:{k}": v for k, v in gaps.items()}
    named |= {f"not scanned:{k}": v for k, v in systems.items()}
    text = filters.text.lower()
    return {key for key in others if key in named and text in named[key].lower()}


def _says(client: Client) -> dict[str, str]:
    return dict(Requirement.objects.of(client).values_list("key", "says"))
