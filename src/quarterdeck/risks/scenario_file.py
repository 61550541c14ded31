"""Scenarios, insurance and limits from one YAML or JSON file, without any client."""

import json
import re
from pathlib import Path
from typing import Any

from quarterdeck.clients.cli_support import Mistake
from quarterdeck.clients.folder import yaml_lines
from quarterdeck.clients.folder.problems import Problem, Report
from quarterdeck.clients.folder.yaml_lines import Lines, Path_
from quarterdeck.engine.loss import Document, scenarios_from

PLACE = re.compile(r"(?P<place>(?:[a-z_]+(?:\[\d+\])?\.?)+): (?P<says>.*)", re.DOTALL)
STEP = re.compile(r"[a-z_]+|\d+")
SHAPE = "docs/cli.md describes the file, examples/scenarios.yaml is one."


def read(path: Path) -> Document:
    """Raises Mistake that names the file, the line, the field and the mend."""
    raw, lines = load(path)
    return document(path, raw, lines)


def load(path: Path) -> tuple[Any, Lines]:
    """Plain values of a YAML or JSON file, and the line of each. Raises Mistake."""
    return _json(path) if path.suffix.lower() == ".json" else _yaml(path)


def document(path: Path, raw: Any, lines: Lines, shape: str = SHAPE) -> Document:
    """Scenarios, insurance and limits of plain values; `shape` says where they are described."""
    try:
        found = scenarios_from(raw)
    except ValueError as error:
        raise mistake(path, lines, str(error), shape) from None
    if not found.scenarios:
        raise mistake(path, lines, "scenarios: give at least one", shape)
    for number, scenario in enumerate(found.scenarios):
        if not scenario.losses:
            says = f"scenarios[{number}].losses: give at least one"
            raise mistake(path, lines, says, shape)
    return found


def _yaml(path: Path) -> tuple[Any, Lines]:
    report = Report()
    try:
        raw, lines = yaml_lines.read(path, str(path), report)
    except OSError as error:
        raise unreadable(path, error) from error
    if report.errors:
        details = tuple(str(problem) for problem in sorted(report.errors))
        raise Mistake("The file cannot be read.", details=details)
    return raw, lines


def _json(path: Path) -> tuple[Any, Lines]:
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError as error:
        says = Problem(str(path), 0, "", "must be UTF-8 text", f"byte {error.start}")
        raise Mistake(str(says)) from None
    except json.JSONDecodeError as error:
        says = Problem(str(path), error.lineno, "", f"must be well-formed JSON: {error.msg}")
        raise Mistake(str(says)) from None
    except RecursionError:
        raise Mistake(f"{path}: nests too deeply") from None
    return raw, yaml_lines.read(path, str(path), Report())[1]


def unreadable(path: Path, error: OSError) -> Mistake:
    """A file that is missing, a folder, or closed to us."""
    return Mistake(f"{path} cannot be read: {error.strerror or error}.")


def mistake(path: Path, lines: Lines, error: str, shape: str = SHAPE) -> Mistake:
    """`error` is "place: what is wrong", the place as scenarios[2].losses[0].size."""
    found = PLACE.fullmatch(error)
    place, says = (found["place"], found["says"]) if found else ("", error)
    problem = Problem(str(path), _line(place, lines), place, says)
    return Mistake("The file cannot be read.", details=(str(problem), shape))


def _line(place: str, lines: Lines) -> int:
    steps: Path_ = tuple(int(s) if s.isdigit() else s for s in STEP.findall(place))
    while steps not in lines and steps:
        steps = steps[:-1]
    return lines.get(steps, 0)
