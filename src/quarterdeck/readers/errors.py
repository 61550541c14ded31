"""The one error a user of a reader ever meets."""


class ReadError(Exception):
    """A file that cannot be read: which file, where in it, what is wrong, and what to do."""

    def __init__(self, path: str, place: str, problem: str, mend: str = "") -> None:
        super().__init__(path, place, problem, mend)
        self.path, self.place, self.problem, self.mend = path, place, problem, mend

    def __str__(self) -> str:
        where = f"{self.path}, {self.place}" if self.place else self.path
        return f"{where}: {self.problem}" + (f" {self.mend}" if self.mend else "")


def line_of(error: BaseException) -> str:
    """The first line of an error's own words."""
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:200]
