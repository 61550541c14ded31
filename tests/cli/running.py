"""Running the command line in this process, and the shapes that docs/cli.md promises."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from quarterdeck.cli import main

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "examples" / "northmere"
SCENARIOS = ROOT / "examples" / "scenarios.yaml"
HEAD = re.compile(r"^### `(?P<verb>[^`]+)`.*?(?=^### |\Z)", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"```json\n(.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out, parse_constant=_no_constant)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    """What a verb prints and the code it ends with."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as end:
        main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return Ran(int(end.value.code or 0), printed.out, printed.err)


def documented() -> dict[str, Any]:
    """The JSON example of each heading in docs/cli.md: "client list" or "rank CLIENT --fixes"."""
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    sections = {found["verb"]: found[0] for found in HEAD.finditer(text)}
    return {
        verb: json.loads(example[1])
        for verb, section in sections.items()
        if (example := EXAMPLE.search(section))
    }


def differences(promised: Any, found: Any, place: str = "") -> list[str]:
    """Where a document is not as its example: other keys, other kinds of value.

    null stands for a fact that is not known; a key <so> for any name.
    """
    if promised is None or found is None:
        return []
    if isinstance(promised, dict) and isinstance(found, dict):
        return _keys(promised, found, place)
    if isinstance(promised, list) and isinstance(found, list):
        if not promised:
            return []
        inner = (differences(promised[0], item, f"{place}[]") for item in found)
        return [difference for some in inner for difference in some]
    if _kind(promised) == _kind(found):
        return []
    return [f"{place}: {_kind(found)} instead of {_kind(promised)}"]


def _keys(promised: dict[str, Any], found: dict[str, Any], place: str) -> list[str]:
    (first, *others) = promised
    if first.startswith("<") and not others:
        promised = dict.fromkeys(found, promised[first])
    if set(promised) != set(found):
        return [f"{place}: {sorted(set(promised) ^ set(found))} only on one side"]
    inner = (differences(promised[key], found[key], f"{place}.{key}") for key in promised)
    return [difference for some in inner for difference in some]


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "bool"
    return "number" if isinstance(value, int | float) else type(value).__name__


def _no_constant(sign: str) -> None:
    raise ValueError(f"{sign} is no JSON")
