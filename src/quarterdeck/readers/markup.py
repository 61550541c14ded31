"""Plain text out of the HTML that some tools put into their texts."""

import re
from html import unescape

from quarterdeck.readers.text import LONGEST, bounded, line

_BREAK = re.compile(
    r"</?(?:p|br|div|ul|ol|li|dl|dt|dd|tr|table|pre|h[1-6])\b[^<>]*>", re.IGNORECASE
)
_MARK = re.compile(
    r"</?(?:a|b|i|u|em|strong|code|tt|font|span|td|th|tbody|sub|sup|wbr)\b[^<>]*>", re.IGNORECASE
)
_LINK = re.compile(r"""href\s*=\s*["']?(https?://[^"'\s<>]+)""", re.IGNORECASE)
_LONGEST_MARKED = 20 * LONGEST


def plain(html: str | None) -> str:
    """The text without its marks, a line for each paragraph."""
    if not html:
        return ""
    broken = _BREAK.sub("\n", html[:_LONGEST_MARKED])
    return lines(unescape(_MARK.sub("", broken)))


def lines(text: str) -> str:
    """The text without blank lines, every other run of blanks made one."""
    return bounded("\n".join(filter(None, (line(part, LONGEST) for part in text.splitlines()))))


def links(html: str | None) -> tuple[str, ...]:
    """The addresses that the text links to."""
    return tuple(unescape(found) for found in _LINK.findall((html or "")[:_LONGEST_MARKED]))
