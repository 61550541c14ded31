"""The shipped starting estimates, or the file that QUARTERDECK_PRIORS names."""

import os
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import yaml

from quarterdeck.data.priors_before import upgraded
from quarterdeck.data.priors_faults import Fault, fault_in, line_of
from quarterdeck.engine.priors import Priors

VARIABLE = "QUARTERDECK_PRIORS"


def raw() -> dict[str, Any]:
    """The file as plain values, as packs freeze them. Raises ValueError: file, place, mend."""
    name = os.environ.get(VARIABLE)
    if not name:
        return _shipped()
    text = _read(name)
    try:
        found = yaml.safe_load(text)
    except RecursionError as error:
        raise ValueError(f"{name}: nests too deeply; {_MEND}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise ValueError(f"{name}{line}: must be well-formed YAML; {_MEND}") from error
    fault = fault_in(found)
    if fault:
        raise ValueError(_told(fault, f"{name}, line {line_of(text, fault.path)}"))
    return dict(found)


def parse(values: Any) -> Priors:
    """Those of the file, or of a pack of an earlier version. Raises ValueError: field, mend."""
    values = upgraded(values)
    fault = fault_in(values)
    if fault:
        raise ValueError(_told(fault, "the starting estimates"))
    return msgspec.convert(values, Priors)


_MEND = f"docs/methods/priors.md shows the shape; or unset {VARIABLE}"


def _told(fault: Fault, where: str) -> str:
    field = f", {'.'.join(fault.path)}" if fault.path else ""
    return f"{where}{field}: {fault.expected}; {_MEND}"


def _read(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8")
    except OSError as error:
        says = error.strerror or error
        raise ValueError(f"{name}: cannot be read ({says}); or unset {VARIABLE}") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{name}: must be text in UTF-8; {_MEND}") from error


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Any]:
    text = (files("quarterdeck.data") / "priors.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))
