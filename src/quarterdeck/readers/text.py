"""Text as it goes into records: bounded, without characters that stores refuse."""

import re
from functools import lru_cache
from hashlib import blake2b

LONGEST = 4_000
_CVE = re.compile(r"\bCVE-\d{4}-\d{4,9}\b", re.IGNORECASE)
_CWE = re.compile(r"\bCWE[-: ]?(\d{1,5})\b", re.IGNORECASE)


def bounded(text: str | None, longest: int = LONGEST) -> str:
    """`text` without outer blanks, cut at `longest` characters with an ellipsis."""
    if not text:
        return ""
    text = text.strip()
    return text if len(text) <= longest else text[: longest - 1] + "…"


def line(text: str | None, longest: int = 500) -> str:
    """`text` on one line, every run of blanks made one."""
    return bounded(" ".join(text.split()), longest) if text else ""


def distinct(values: "list[str] | tuple[str, ...]") -> tuple[str, ...]:
    """The values that say something, once each, in order."""
    return tuple(dict.fromkeys(value for value in values if value))


def addresses(values: "list[str] | tuple[str, ...]") -> tuple[str, ...]:
    """References as records hold them: twenty at most, once each, none of absurd length."""
    return distinct([value for value in values if len(value) <= 2_000])[:20]


def cves(*texts: str) -> tuple[str, ...]:
    """CVE identifiers named in the texts, in capitals, once each."""
    return distinct([cve.upper() for text in texts if text for cve in _CVE.findall(text)])


def cwes(*texts: str) -> tuple[str, ...]:
    """CWE identifiers ("CWE-79") named in the texts, once each."""
    return distinct([f"CWE-{int(n)}" for text in texts if text for n in _CWE.findall(text)])


@lru_cache(maxsize=4096)
def action_key(fix: str) -> str:
    """A key that is equal for equal instructions, whatever their blanks and capitals."""
    said = " ".join(fix.split()).casefold().rstrip(".")
    if len(said) < 4 or said in {"none", "unknown"}:
        return ""
    return "fix:" + blake2b(said.encode("utf-8", "replace"), digest_size=8).hexdigest()
