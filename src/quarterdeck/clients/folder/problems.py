"""What is wrong with a client folder: every problem at once, each with its place."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`line` is 0 where the whole file is meant; `field` is a dotted path."""

    file: str
    line: int
    field: str
    expected: str
    found: str = ""

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        what = f"{where}, {self.field}" if self.field else where
        found = f" (found {self.found})" if self.found else ""
        return f"{what}: {self.expected}{found}"


@dataclass(slots=True)
class Report:
    """Errors stop an import; warnings do not."""

    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def error(self, file: str, line: int, where: str, expected: str, found: object = "") -> None:
        self.errors.append(Problem(file, line, where, expected, shown(found)))

    def warn(self, file: str, line: int, where: str, expected: str, found: object = "") -> None:
        self.warnings.append(Problem(file, line, where, expected, shown(found)))


class FolderError(ValueError):
    """A folder that cannot be imported; nothing of it was stored."""

    def __init__(self, report: Report) -> None:
        super().__init__("\n".join(str(problem) for problem in sorted(report.errors)))
        self.report = report


def shown(value: object, longest: int = 60) -> str:
    """A found value, short enough for a message."""
    text = "" if value is None else str(value)
    return text if len(text) <= longest else text[: longest - 1] + "…"
