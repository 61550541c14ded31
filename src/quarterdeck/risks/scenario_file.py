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
    raw, lines = _json(path) if path.suffix.lower() == ".json" else _yaml(path)
    try:
        document = scenarios_from(raw)
    except ValueError as error:
        raise _mistake(path, lines, str(error)) from None
    if not document.scenarios:
        raise _mistake(path, lines, "scenarios: give at least one")
    for number, scenario in enumerate(document.scenarios):
        if not scenario.losses:
            raise _mistake(path, lines, f"scenarios[{number}].losses: give at least one")
    return document


def _yaml(path: Path) -> tuple[Any, Lines]:
    report = Report()
    try:
        raw, lines = yaml_lines.read(path, str(path), report)
    except OSError as error:
        raise unreadable(path, error) from error
    if report.errors:
        details = tuple(str(problem) for problem in sorted(report.errors))
        raise Mistake("The scenarios cannot be read.", details=(*details, SHAPE))
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


def _mistake(path: Path, lines: Lines, error: str) -> Mistake:
    found = PLACE.fullmatch(error)
    place, says = (found["place"], found["says"]) if found else ("", error)
    problem = Problem(str(path), _line(place, lines), place, says)
    return Mistake("The scenarios cannot be read.", details=(str(problem), SHAPE))


def _line(place: str, lines: Lines) -> int:
    steps: Path_ = tuple(int(s) if s.isdigit() else s for s in STEP.findall(place))
    while steps not in lines and steps:
        steps = steps[:-1]
    return lines.get(steps, 0)
