"""Findings, gaps and unscanned systems in one list by money a year, beside the list by severity."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from quarterdeck.engine.loss.arrays import Floats, Integers
from quarterdeck.engine.ranking.shares import Shares

UNRATED = 0


class What(IntEnum):
    """What a row is; its place is that of the finding, the gap, or the system."""

    FINDING = 0
    GAP = 1
    NOT_SCANNED = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a ranking; ranks count from 1, `by_severity` is `UNRATED` where none is given."""

    by_business: int
    by_severity: int
    what: What
    place: int
    share: float


@dataclass(frozen=True, eq=False)
class Ranking:
    """All rows (R,), the dearest first; `share` in money a year."""

    what: Integers
    place: Integers
    share: Floats
    by_severity: Integers

    def __len__(self) -> int:
        return len(self.what)

    def row(self, by_business: int) -> Row:
        """The row of a rank, from 1."""
        at = by_business - 1
        return Row(
            by_business=by_business,
            by_severity=int(self.by_severity[at]),
            what=What(int(self.what[at])),
            place=int(self.place[at]),
            share=float(self.share[at]),
        )

    def top(self, count: int) -> tuple[Row, ...]:
        return self.first(np.arange(len(self), dtype=np.int32), count)

    def first(self, by: Floats | Integers, count: int) -> tuple[Row, ...]:
        """The first `count` rows by rising `by` (R,), then by business; told by business."""
        first = np.sort(np.argsort(by, kind="stable")[:count])
        return tuple(self.row(int(at) + 1) for at in first)


def rank(findings: Shares, severity: Floats, gaps: Shares | None = None) -> Ranking:
    """One list from the shares of findings (`severity` (N,), any score) and of gaps.

    Systems that no scan saw stand in it where they cost something. Equal shares keep their order;
    equal severities have the same rank.
    """
    unseen = np.flatnonzero(findings.unseen > 0)
    gap_shares = np.zeros(0) if gaps is None else gaps.rows
    parts = (findings.rows, gap_shares, findings.unseen[unseen])
    share = np.concatenate(parts)
    what = np.repeat(np.array(What, dtype=np.int32), [len(part) for part in parts])
    places = (np.arange(len(findings.rows)), np.arange(len(gap_shares)), unseen)
    by_severity = np.full(len(share), UNRATED, dtype=np.int32)
    by_severity[: len(severity)] = ranks(severity)
    order = np.argsort(-share, kind="stable")
    place = np.concatenate(places).astype(np.int32)
    return Ranking(what[order], place[order], share[order], by_severity[order])


def ranks(score: Floats) -> Integers:
    """1 for the highest score; equal scores share the better rank (1, 2, 2, 4)."""
    _, group, counts = np.unique(-score, return_inverse=True, return_counts=True)
    first = np.concatenate(([0], np.cumsum(counts)[:-1])) + 1
    return np.asarray(first[group], dtype=np.int32)
