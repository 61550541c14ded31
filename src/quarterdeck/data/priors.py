"""The shipped starting estimates, or the file that QUARTERDECK_PRIORS names."""

import os
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import yaml

from quarterdeck.engine.priors import Priors

VARIABLE = "QUARTERDECK_PRIORS"


def raw() -> dict[str, Any]:
    """The file as plain values, as packs freeze them. Raises ValueError: file, place, mend."""
    name = os.environ.get(VARIABLE)
    if not name:
        return _shipped()
    try:
        found = yaml.safe_load(Path(name).read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{name} cannot be read ({error}); unset {VARIABLE}") from error
    except yaml.YAMLError as error:
        raise ValueError(f"{name} is not YAML: {error}") from error
    parse(found, name)
    return dict(found)


def parse(values: Any, name: str = "priors.yaml") -> Priors:
    """Raises ValueError that names the file and the field."""
    try:
        renamed = dict(values)
        renamed["unforecast"] = renamed.pop("exploited_within_30_days")
        return msgspec.convert(renamed, Priors)
    except (msgspec.ValidationError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{name} is not as docs/methods/priors.md says: {error}") from error


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Any]:
    text = (files("quarterdeck.data") / "priors.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))
