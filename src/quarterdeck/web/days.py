"""A day as forms and the API give it."""

from datetime import date


def day_of(text: str | None) -> date | None:
    """None where none is given. ValueError, to be shown, for what is no day."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError("a day must read like 2026-12-31") from None
