"""What exposure is worked out from: systems, edges and weaknesses.

Systems and weaknesses are known by their place (0, 1, …) in these tables; callers keep
their keys beside them. `of` takes plain sequences and fills in what is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import IntEnum
from ipaddress import ip_address

import numpy as np
import numpy.typing as npt

from quarterdeck.engine.loss.arrays import Flags, Floats, Integers

NO_FIX = -1


class Reach(IntEnum):
    """From where a system can be reached, from least to most."""

    ISOLATED = 0
    INTERNAL = 1
    PARTNER = 2
    INTERNET = 3


class EdgeKind(IntEnum):
    DEPENDS_ON = 0
    HOLDS_CREDENTIALS_FOR = 1


@dataclass(frozen=True, eq=False)
class Systems:
    """A systems, one array each: reach, zone (any number), what controls in front of it leave
    (0 to 1), whether a scan saw it, whether the inventory knows it."""

    reach: Integers
    zone: Integers
    left_by_controls: Floats
    scanned: Flags
    in_inventory: Flags

    def __len__(self) -> int:
        return len(self.reach)

    @classmethod
    def of(
        cls,
        reach: Sequence[Reach | str],
        zone: Sequence[str] | None = None,
        left_by_controls: npt.ArrayLike = 1.0,
        scanned: npt.ArrayLike = True,
        in_inventory: npt.ArrayLike = True,
    ) -> "Systems":
        """From words ("internet", "dmz"); one value stands for all. ValueError: not 0 to 1."""
        count = len(reach)
        codes = [r if isinstance(r, Reach) else Reach[r.upper()] for r in reach]
        names = np.array(zone, dtype=str) if zone is not None else np.full(count, "")
        return cls(
            reach=np.array(codes, dtype=np.int32),
            zone=np.unique(names, return_inverse=True)[1].astype(np.int32),
            left_by_controls=parts_of(left_by_controls, count, "what controls leave"),
            scanned=_flags(scanned, count),
            in_inventory=_flags(in_inventory, count),
        )


@dataclass(frozen=True, eq=False)
class Edges:
    """`source` depends on, or holds credentials for, `target`; `trust` is nan for the default."""

    source: Integers
    target: Integers
    kind: Integers
    trust: Floats

    @classmethod
    def of(
        cls, edges: Sequence[tuple[int, int, EdgeKind] | tuple[int, int, EdgeKind, float | None]]
    ) -> "Edges":
        """From (source, target, kind) or (source, target, kind, trust); trust above 0, up to 1."""
        rows = [(*edge, None)[:4] for edge in edges]
        trust = np.array([np.nan if t is None else t for *_, t in rows], dtype=float)
        if np.any(trust <= 0) or np.any(trust > 1):
            raise ValueError("an edge's trust lies above 0 and is at most 1")
        ends = np.array([row[:3] for row in rows], dtype=np.int32).reshape(-1, 3)
        return cls(ends[:, 0], ends[:, 1], ends[:, 2], trust)


@dataclass(frozen=True, eq=False)
class Weaknesses:
    """N findings, one array each. `chance` is of use somewhere within 30 days (EPSS or prior),
    `effect` (N, 3) how far it lets an intruder read, change, stop (0 to 1), `left_by_patch` what
    a virtual patch leaves, `fix` the action that closes it (`NO_FIX`: none is known)."""

    system: Integers
    chance: Floats
    known_exploited: Flags
    effect: Floats
    left_by_patch: Floats
    fix: Integers

    def __len__(self) -> int:
        return len(self.system)

    def only(self, rows: Flags) -> "Weaknesses":
        """Those rows (N,) alone."""
        return Weaknesses(*(getattr(self, field.name)[rows] for field in fields(self)))

    @classmethod
    def of(
        cls,
        system: npt.ArrayLike,
        chance: npt.ArrayLike,
        known_exploited: npt.ArrayLike = False,
        effect: npt.ArrayLike = (1.0, 1.0, 1.0),
        left_by_patch: npt.ArrayLike = 1.0,
        fix: npt.ArrayLike = NO_FIX,
    ) -> "Weaknesses":
        """One value (or one effect) stands for all. ValueError for a chance that is none."""
        place = np.asarray(system, dtype=np.int32).reshape(-1)
        effects = np.broadcast_to(np.asarray(effect, dtype=float), (len(place), 3))
        if not (np.all(effects >= 0) and np.all(effects <= 1)):
            raise ValueError("an effect lies between 0 and 1")
        return cls(
            system=place,
            chance=parts_of(chance, len(place), "a chance within 30 days"),
            known_exploited=_flags(known_exploited, len(place)),
            effect=effects,
            left_by_patch=parts_of(left_by_patch, len(place), "what a virtual patch leaves"),
            fix=np.broadcast_to(np.asarray(fix, dtype=np.int32), len(place)),
        )


def reach_of_address(address: str) -> Reach:
    """Of a system that the inventory does not know: internet if its IP address is public."""
    try:
        return Reach.INTERNET if ip_address(address.strip()).is_global else Reach.INTERNAL
    except ValueError:
        return Reach.INTERNAL


def parts_of(values: npt.ArrayLike, count: int, what: str) -> Floats:
    """Values from 0 to 1, one for all or one each. ValueError that says `what` is not."""
    parts = np.broadcast_to(np.asarray(values, dtype=float), count)
    if not (np.all(parts >= 0) and np.all(parts <= 1)):
        raise ValueError(f"{what} lies between 0 and 1")
    return parts


def _flags(values: npt.ArrayLike, count: int) -> Flags:
    return np.broadcast_to(np.asarray(values, dtype=bool), count)
