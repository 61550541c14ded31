"""What became of an alert of GitHub's."""

from typing import Any

from quarterdeck.readers.json_value import at
from quarterdeck.readers.record import Status

_STATES: dict[str, Status] = {
    "open": "open",
    "fixed": "fixed",
    "closed": "fixed",
    "dismissed": "muted",
    "auto_dismissed": "muted",
}


def status_of(raw: dict[str, Any]) -> Status:
    """By its state, else by the times of its end; what GitHub dismissed by itself is muted too."""
    found = _STATES.get(at(raw, "state").lower())
    if found:
        return found
    if given(at(raw, "fixedAt") or at(raw, "fixed_at")):
        return "fixed"
    dismissed = given(at(raw, "dismissedAt") or at(raw, "dismissed_at"))
    return "muted" if dismissed else "open"


def given(said: str) -> str:
    """Scripts that write Python's None out leave its name behind."""
    return "" if said in ("None", "null") else said
