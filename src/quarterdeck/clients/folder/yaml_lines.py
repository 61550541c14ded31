"""YAML that remembers on which line each value stands."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from quarterdeck.clients.folder.problems import Line, Report

Path_ = tuple[str | int, ...]
Lines = dict[Path_, Line]
MOST_BYTES = 32 * 2**20
DEEPEST = 40
MOST_VALUES = 2_000_000


def read(path: Path, name: str, report: Report) -> tuple[Any, Lines]:
    """(value, line of each path); (None, {}) and an error in `report` when it is not YAML.

    Only plain values: no tags of its own, no key twice; dates come as ISO text.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        node = yaml.compose(text, Loader=yaml.SafeLoader) if len(text) < MOST_BYTES else None
    except UnicodeDecodeError as error:
        report.error(name, 0, "", "must be UTF-8 text", f"byte {error.start}")
        return None, {}
    except RecursionError:
        report.error(name, 0, "", "nests too deeply")
        return None, {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        says = getattr(error, "problem", None) or "is not YAML"
        report.error(name, mark.line + 1 if mark else 0, "", f"must be well-formed YAML: {says}")
        return None, {}
    lines: Lines = {}
    return _value(node, (), lines, name, report), lines


def _value(node: yaml.Node | None, path: Path_, lines: Lines, name: str, report: Report) -> Any:
    if node is None:
        return None
    lines[path] = line = node.start_mark.line + 1
    if len(path) > DEEPEST or len(lines) > MOST_VALUES:
        report.error(name, line, "", "nests too deeply or repeats itself too often")
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, name, report)
    if isinstance(node, yaml.SequenceNode):
        return [
            _value(child, (*path, index), lines, name, report)
            for index, child in enumerate(node.value)
        ]
    return _scalar(node, path, lines, name, report)


def _mapping(
    node: yaml.MappingNode, path: Path_, lines: Lines, name: str, report: Report
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, child in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in found:
            report.error(name, line, ".".join(map(str, (*path, key))), "is given twice")
        found[key] = _value(child, (*path, key), lines, name, report)
        lines[(*path, key)] = line
    return found


def _scalar(node: yaml.Node, path: Path_, lines: Lines, name: str, report: Report) -> Any:
    try:
        made = yaml.SafeLoader("").construct_object(node)
    except (yaml.YAMLError, ValueError) as error:
        report.error(name, lines[path], ".".join(map(str, path)), "is not a plain value", error)
        return None
    return made.isoformat() if isinstance(made, date) else made
