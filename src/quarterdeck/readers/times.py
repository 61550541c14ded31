"""Times as tools write them, made aware; a time without zone is taken for UTC."""

from datetime import UTC, datetime
from functools import lru_cache

EARLIEST_YEAR, LATEST_YEAR = 1990, 2200
_LONGEST = 100
_LAYOUTS = (
    "%a %b %d %H:%M:%S %Y",
    "%a, %d %b %Y %H:%M:%S",
    "%a, %d %b %Y %H:%M:%S %z",
    "%Y/%m/%d",
    "%Y/%m/%d %H:%M:%S",
    "%m/%d/%Y",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y at %H:%M:%S (GMT%z)",
    "%m/%d/%Y at %H:%M:%S (GMT)",
    "%d %b %Y %I:%M%p GMT%z",
    "%d %b %Y %I:%M%p GMT",
    "%b %d, %Y %H:%M:%S %Z",
    "%b %d, %Y",
)


def moment(text: str) -> datetime | None:
    """The moment that `text` names: ISO 8601, seconds or milliseconds since 1970, and the layouts
    above. None for what names no moment, and for the zero dates some tools write."""
    return _moment(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=8192)
def _moment(text: str) -> datetime | None:
    text = text.strip()
    if not text:
        return None
    try:
        found = _epoch(float(text)) if _is_count(text) else _written(text)
    except (ValueError, OverflowError, OSError):
        return None
    if found is None or not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _is_count(text: str) -> bool:
    return (
        text.isascii()
        and len(text) < 20
        and text.replace(".", "", 1).isdigit()
        and (len(text.split(".")[0]) >= 9)
    )


def _epoch(count: float) -> datetime:
    return datetime.fromtimestamp(count / 1000 if count > 1e11 else count, UTC)


def _written(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    for layout in _LAYOUTS:
        try:
            return datetime.strptime(text, layout)
        except ValueError:
            continue
    return None
