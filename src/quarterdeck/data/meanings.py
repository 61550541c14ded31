"""What the fields of the client folder mean, in plain words."""

from functools import cache
from importlib.resources import files

import yaml

LIKE_INTERVAL = ("Chance", "Frequency")


def meaning(schema: str, field: str) -> str:
    """A field of a schema in plain words; "" for one that is not told of."""
    known = _all()
    return known.get("Interval" if schema in LIKE_INTERVAL else schema, {}).get(field, "")


@cache
def _all() -> dict[str, dict[str, str]]:
    text = (files("quarterdeck.data") / "meanings.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = yaml.safe_load(text)
    return found
