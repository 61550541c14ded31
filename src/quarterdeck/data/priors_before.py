"""Starting estimates of earlier versions, as packs froze them, in today's shape."""

from typing import Any

MIDDLES = {25e6: 5e6, 1e8: 5e7, 1e9: 1e9 / 10**0.5, None: 1e10 / 10**0.5}
NOTHING = {"low": 0.0, "high": 0.0}
ONE = {"low": 1.0, "high": 1.0}


def upgraded(values: Any) -> Any:
    """The values in today's shape. What is no earlier version comes back as it is."""
    if not isinstance(values, dict) or values.get("version") != "2026-11":
        return values
    kept = {k: v for k, v in values.items() if k != "exploited_within_30_days"}
    return kept | {
        "sizes": _sizes(values["sizes"]),
        "sectors": {name: {"rate": rate, "size": ONE} for name, rate in values["sectors"].items()},
        "unknown_sector": {"rate": ONE, "size": ONE},
        "unforecast": values["exploited_within_30_days"],
        "revenue_lost_while_down": NOTHING,
    }


def _sizes(before: dict[str, Any]) -> dict[str, Any]:
    """Growth with revenue was a power of it; obligations without sums cost nothing."""
    reference, power = before["reference_revenue"], before["grows"]
    kept = {k: v for k, v in before.items() if k not in ("reference_revenue", "grows")}
    return kept | {"by_revenue": _bands(reference, power), "penalty_of_revenue": NOTHING}


def _bands(reference: float, power: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for below, middle in MIDDLES.items():
        factor = (middle / reference) ** power["value"]
        band = {"low": factor, "high": factor, "source": power["source"]}
        found.append(band if below is None else band | {"below": below})
    return found
