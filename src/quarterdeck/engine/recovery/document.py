"""An outage from plain data, as read from YAML or JSON. The shape is described in docs/cli.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from quarterdeck.engine.cleaning import Check, Rebuild, Stage
from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.plain_data import Range, at, converted, estimate, made
from quarterdeck.engine.recovery.downtime import Curve, Point
from quarterdeck.engine.recovery.outage import Cap, Outage, Service, System, Team, UnderWay

_HOUR_SECONDS = 3600


class _Struct(msgspec.Struct, forbid_unknown_fields=True):
    pass


class _Team(_Struct):
    key: str
    skills: list[str]
    name: str = ""
    from_hours: float = 0.0


class _UnderWay(_Struct):
    team: str
    spent_hours: float


class _System(_Struct):
    key: str
    skill: str
    hours: float | Range
    name: str = ""
    after: list[str] = []
    runs_on: list[str] = []
    under_way: _UnderWay | None = None
    restored: bool = False


class _Point(_Struct):
    money: float
    hours: float | None = None
    at: str | None = None


class _Service(_Struct):
    key: str
    needs: list[str | list[str]]
    cost: list[_Point] = []
    penalties: list[_Point] = []
    name: str = ""
    fell_at: str | None = None
    down_hours: float | None = None
    down_share: float = 1.0
    doubt: float | Range = 1.0
    must_by: str | None = None
    must_by_hours: float | None = None
    must_why: str = ""
    rto_hours: float | None = None
    severity: float = 0.0
    asked: int | None = None


class _Cap(_Struct):
    services: list[str]
    money: float


class _Carried(_Struct):
    system: str
    team: str


class _Check(_Struct):
    name: str
    hit: float
    false_alarm: float
    price_money: float = 0.0
    hours: float = 0.0


class _Stage(_Struct):
    saves_share: float
    spreads: float
    spreads_money: float


class _Rebuild(_Struct):
    hours: float
    money: float
    left: float


class _Cleaning(_Struct):
    still_there: float | Range
    halving_hours: float | Range
    again_hours: float | Range
    again_money: float | Range
    checks: list[_Check] = []
    stage: _Stage | None = None
    rebuild: _Rebuild | None = None


class _Document(_Struct):
    teams: list[_Team]
    systems: list[_System]
    services: list[_Service]
    now: str | None = None
    caps: list[_Cap] = []
    carried: list[_Carried] = []
    clean_first: _Cleaning | None = None


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What is known for restoring now or cleaning first; see `engine.cleaning`."""

    still_there: Estimate
    halving_hours: Estimate
    again_hours: Estimate
    again_money: Estimate
    checks: tuple[Check, ...]
    stage: Stage | None
    rebuild: Rebuild | None


@dataclass(frozen=True, slots=True)
class Document:
    """What one file says. `carried` is an earlier order, as (system, team)."""

    outage: Outage
    carried: tuple[tuple[str, str], ...]
    cleaning: Cleaning | None


def outage_from(mapping: Mapping[str, Any]) -> Document:
    """Raises ValueError that names the place (services[2].cost[0]) and the mend."""
    raw = converted(mapping, _Document)
    now = None if raw.now is None else _moment(raw.now, "now")
    outage = Outage(
        tuple(Team(t.key, frozenset(t.skills), t.name or t.key, t.from_hours) for t in raw.teams),
        tuple(_system(item, f"systems[{n}]") for n, item in enumerate(raw.systems)),
        tuple(_service(item, f"services[{n}]", now) for n, item in enumerate(raw.services)),
        tuple(Cap(tuple(cap.services), cap.money) for cap in raw.caps),
    )
    cleaning = None if raw.clean_first is None else _cleaning(raw.clean_first)
    return Document(outage, tuple((c.system, c.team) for c in raw.carried), cleaning)


def _system(raw: _System, place: str) -> System:
    begun = raw.under_way
    work = UnderWay(begun.team, begun.spent_hours) if begun else None
    return System(
        raw.key, raw.skill, estimate(raw.hours, "amount", f"{place}.hours"), tuple(raw.after),
        tuple(raw.runs_on), raw.name or raw.key, work, raw.restored,
    )  # fmt: skip


def _service(raw: _Service, place: str, now: datetime | None) -> Service:
    down = raw.down_hours or 0.0
    if raw.fell_at is not None:
        down = -_hours(raw.fell_at, f"{place}.fell_at", now)
    must = raw.must_by_hours
    if raw.must_by is not None:
        must = _hours(raw.must_by, f"{place}.must_by", now)
    points = tuple(_point(p, f"{place}.cost[{n}]", now, down) for n, p in enumerate(raw.cost))
    steps = tuple(
        _point(p, f"{place}.penalties[{n}]", now, down) for n, p in enumerate(raw.penalties)
    )
    return Service(
        raw.key,
        tuple((group,) if isinstance(group, str) else tuple(group) for group in raw.needs),
        at(f"{place}.cost", lambda: Curve(points, steps)),
        raw.name or raw.key,
        down,
        raw.down_share,
        estimate(raw.doubt, "amount", f"{place}.doubt"),
        must,
        raw.must_why,
        raw.rto_hours,
        raw.severity,
        raw.asked,
    )


def _point(raw: _Point, place: str, now: datetime | None, down_hours: float) -> Point:
    """Hours since the fall; a moment is turned into them."""
    if (raw.hours is None) == (raw.at is None):
        raise ValueError(f"{place}: give hours since the fall, or the moment (at), one of the two")
    if raw.hours is not None:
        return raw.hours, raw.money
    return _hours(str(raw.at), f"{place}.at", now) + down_hours, raw.money


def _hours(moment: str, place: str, now: datetime | None) -> float:
    """From now."""
    if now is None:
        raise ValueError(f"{place}: a moment needs “now” at the top, which hours count from")
    then = _moment(moment, place)
    if (then.tzinfo is None) != (now.tzinfo is None):
        raise ValueError(f"{place}: give both this and now with an offset, or neither")
    return (then - now).total_seconds() / _HOUR_SECONDS


def _moment(text: str, place: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{place}: a moment as 2026-11-25 14:00, not {text!r}") from None


def _cleaning(raw: _Cleaning) -> Cleaning:
    place = "clean_first"
    return Cleaning(
        estimate(raw.still_there, "chance", f"{place}.still_there"),
        estimate(raw.halving_hours, "amount", f"{place}.halving_hours"),
        estimate(raw.again_hours, "amount", f"{place}.again_hours"),
        estimate(raw.again_money, "amount", f"{place}.again_money"),
        tuple(made(f"{place}.checks[{n}]", Check, check) for n, check in enumerate(raw.checks)),
        made(f"{place}.stage", Stage, raw.stage) if raw.stage else None,
        made(f"{place}.rebuild", Rebuild, raw.rebuild) if raw.rebuild else None,
    )
