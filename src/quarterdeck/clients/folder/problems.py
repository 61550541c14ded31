"""What is wrong with a client folder: every problem at once, each with its place."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place on a sheet. `file` names the sheet too, `column` the letter and the heading."""

    file: str
    row: int
    column: str = ""


Line = int | Spot


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`line` is 0 where the whole file is meant; `field` is a dotted path, or a sheet's column."""

    file: str
    line: int
    field: str
    expected: str
    found: str = ""
    unit: str = "line"

    def __str__(self) -> str:
        where = f"{self.file}, {self.unit} {self.line}" if self.line else self.file
        what = f"{where}, {self.field}" if self.field else where
        found = f" (found {self.found})" if self.found else ""
        return f"{what}: {self.expected}{found}"


@dataclass(slots=True)
class Report:
    """Errors stop an import; warnings do not."""

    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def error(self, file: str, line: Line, where: str, expected: str, found: object = "") -> None:
        self.errors.append(_problem(file, line, where, expected, found))

    def warn(self, file: str, line: Line, where: str, expected: str, found: object = "") -> None:
        self.warnings.append(_problem(file, line, where, expected, found))


def _problem(file: str, line: Line, where: str, expected: str, found: object) -> Problem:
    if isinstance(line, Spot):
        field = line.column or where
        return Problem(line.file, line.row, field, expected, shown(found), unit="row")
    return Problem(file, line, where, expected, shown(found))


class FolderError(ValueError):
    """A folder that cannot be imported; nothing of it was stored."""

    def __init__(self, report: Report) -> None:
        super().__init__("\n".join(str(problem) for problem in sorted(report.errors)))
        self.report = report


def shown(value: object, longest: int = 60) -> str:
    """A found value, short enough for a message."""
    text = "" if value is None else str(value)
    return text if len(text) <= longest else text[: longest - 1] + "…"
