"""The tools' words and scores for severity, made one scale."""

from quarterdeck.readers.record import Severity

_WORDS: dict[str, Severity] = {
    "critical": "critical",
    "urgent": "critical",
    "high": "high",
    "important": "high",
    "severe": "high",
    "serious": "high",
    "medium": "medium",
    "moderate": "medium",
    "warning": "medium",
    "low": "low",
    "minor": "low",
    "negligible": "low",
    "none": "none",
    "info": "none",
    "information": "none",
    "informational": "none",
    "note": "none",
}


def from_word(word: str) -> Severity:
    """Our severity for a tool's word, "unknown" for words we do not know."""
    return _WORDS.get(word.strip().lower(), "unknown")


def from_score(score: float | None) -> Severity:
    """Our severity for a CVSS base score, by the bands of CVSS v3.1, section 5."""
    if score is None or not 0 <= score <= 10:
        return "unknown"
    if score == 0:
        return "none"
    bands: tuple[tuple[float, Severity], ...] = ((4.0, "low"), (7.0, "medium"), (9.0, "high"))
    return next((name for limit, name in bands if score < limit), "critical")


def score(text: str | None) -> float | None:
    """A CVSS base score from text, "7,5" too; None when it is no number from 0 to 10."""
    if not text:
        return None
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if 0 <= number <= 10 else None
