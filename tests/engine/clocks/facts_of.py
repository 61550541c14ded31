"""Worked cases as facts, and the clock that they are about."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from quarterdeck.data.clocks import regimes, tables
from quarterdeck.engine.clocks import Clock, of_regime
from quarterdeck.incidents.facts_file import Told, parse

CASES = Path(__file__).parent / "cases"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
CONTRACT = {
    "key": "contract", "name": "Contract", "authority": "customer", "citation": "Clause 9",
    "force": "contract", "status": "in force",
}  # fmt: skip


@cache
def load(name: str) -> dict[str, Any]:
    return yaml.safe_load((CASES / name).read_text(encoding="utf-8"))


def told(case: dict[str, Any], profiles: dict[str, Any]) -> Told:
    base = profiles.get(case.get("profile", ""), {})
    own = case.get("own")
    clocks = [CONTRACT | {"place": own["zone"], "stages": [own["stage"]]}] if own else []
    values = {
        "as_of": case.get("as_of", NOW),
        "zone": case.get("zone", "UTC"),
        "facts": base.get("facts", {}) | case.get("facts", {}),
        "people": case.get("people") or base.get("people", {}),
        "moments": case.get("moments", {}),
        "sent": case.get("sent", {}),
        "clocks": clocks,
    }
    return parse(values, tables(), NOW)


def clock(case: dict[str, Any], profiles: dict[str, Any]) -> Clock:
    """The one clock that the case names."""
    facts = told(case, profiles)
    key = case["clock"].partition(".")[0]
    (regime,) = (r for r in (*regimes(), *facts.regimes) if r.key == key)
    (found,) = (c for c in of_regime(regime, facts.facts, tables()) if c.key == case["clock"])
    return found


def instant(text: str, zone: str) -> datetime:
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
