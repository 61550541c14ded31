"""Nessus XML of its first version: the one text in which a plugin says everything, as parts."""

import re

_HEADINGS = ("Synopsis", "Description", "Solution", "See also", "Risk factor", "CVSS Base Score",
             "Plugin output", "CVE", "BID", "Other references")  # fmt: skip
_HEADING = re.compile(rf"(?:^|/ )({'|'.join(_HEADINGS)}) ?:", re.MULTILINE | re.IGNORECASE)
_VECTOR = re.compile(r"\((CVSS2#[\w:/.]{1,60})\)")
_LONGEST = 100_000


def parts(data: str) -> dict[str, str]:
    """The texts by their headings in small letters; what stands before the first under "", the
    vector under "vector". Line breaks are written as "\\n"."""
    said = data[:_LONGEST].replace("\\n", "\n")
    before, *found = _HEADING.split(said)
    named = {"": before.strip()}
    for heading, text in zip(found[::2], found[1::2], strict=True):
        named.setdefault(heading.lower(), text.strip())
    vector = _VECTOR.search(said)
    return named | ({"vector": vector[1]} if vector else {})
