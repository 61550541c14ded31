"""Several texts in one cell: parted by semicolons, or one a line where a text holds one."""

from collections.abc import Sequence


def joined(texts: Sequence[object]) -> str:
    """The texts as one cell; a line break within a text becomes a space."""
    lines = [str(text).replace("\n", " ") for text in texts]
    if any(";" in line for line in lines):
        return "\n".join([*lines, ""])
    return "; ".join(lines)


def parted(cell: str) -> list[str]:
    """The texts of a cell."""
    parts = cell.split("\n") if "\n" in cell else cell.split(";")
    return [part.strip() for part in parts if part.strip()]
