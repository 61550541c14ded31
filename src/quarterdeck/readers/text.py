"""Bounded text, as it goes into records."""

LONGEST = 4_000


def bounded(text: str | None, longest: int = LONGEST) -> str:
    """`text` without outer blanks, cut at `longest` characters with an ellipsis."""
    if not text:
        return ""
    text = text.strip()
    return text if len(text) <= longest else text[: longest - 1] + "…"
