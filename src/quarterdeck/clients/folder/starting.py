"""`client new`: a starter folder whose files say what belongs in them."""

from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from quarterdeck.clients.folder import registry
from quarterdeck.clients.folder.part import Table
from quarterdeck.clients.folder.problems import FolderError, Report
from quarterdeck.clients.folder.profile import PROFILE

PROFILE_TEXT = """\
# Who the client is. Fill this in first; every other file may wait.
key: {key}
name: {name}
sector: ""                  # professional services, health, retail, manufacturing …
country: US
jurisdictions: []           # where the people live whose data you hold: [US-CA, DE]
places: []                  # where you work
currency: USD
rates: []                   # for other currencies than USD:
                            # - {{currency: USD, buys: 0.92, on: 2026-11-20, source: central bank}}
revenue_per_year: 0         # in the currency above
employees: 0
priorities: []              # - {{says: Open in Canada, services: [online-orders]}}
board:
  body: Board
  next_meeting: {meeting}
  minutes: 20
  owner: security lead      # whose paper it is
  approved_by: ""
  oldest_data_days: 45      # older data stop publication
language: en-US
paper: us-letter            # or a4
"""


def write_starter(folder: Path) -> list[str]:
    """Writes the files of a new client folder. Raises FolderError if it holds something already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        report = Report()
        report.error(str(folder), 0, "", "must be empty or new; choose another folder")
        raise FolderError(report)
    folder.mkdir(parents=True, exist_ok=True)
    name = folder.resolve().name
    key = "".join(c if c.isalnum() else "-" for c in name.lower()).strip("-") or "client"
    meeting = (date.today() + timedelta(days=60)).isoformat()
    text = PROFILE_TEXT.format(key=key, name=name, meeting=meeting)
    (folder / PROFILE).write_text(text, encoding="utf-8")
    for table in registry.tables():
        (folder / table.file).write_text(_starter(table), encoding="utf-8")
    (folder / "scans").mkdir()
    return [PROFILE, *(table.file for table in registry.tables()), "scans/"]


def _starter(table: Table) -> str:
    head = "".join(f"# {line}\n" for line in table.says.splitlines())
    if table.file.endswith(".csv"):
        return head + ",".join(table.columns) + "\n"
    first = "" if table.single else "- "
    lines = [
        f"# {first if number == 0 else ' ' * len(first)}{line}"
        for number, line in enumerate(_fields(table.schema, table.columns))
    ]
    return head + "#\n" + "\n".join(lines) + "\n"


def _fields(schema: type[BaseModel], names: list[str]) -> list[str]:
    fields = schema.model_fields
    return [f"{name}: {_example(fields[name])}" for name in names]


def _example(field: FieldInfo) -> str:
    needed = "needed" if field.is_required() else ""
    shape = _shape(field.annotation)
    return f"{shape}   # {needed}" if needed else shape


def _shape(annotation: Any) -> str:
    """How a value of this type is written."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        inner = ", ".join(
            f"{name}: {_shape(f.annotation)}" for name, f in annotation.model_fields.items()
        )
        return f"{{{inner}}}"
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return " | ".join(str(member.value) for member in annotation)
    args = [arg for arg in get_args(annotation) if arg is not type(None)]
    if args and all(isinstance(arg, str) for arg in args):
        return " | ".join(args)
    if getattr(annotation, "__origin__", None) is list:
        return f"[{_shape(args[0])}]"
    if args:
        return _shape(args[0])
    names = {float: "0", int: "0", str: '""', bool: "no", date: "2026-01-31"}
    return names.get(annotation, "…")
