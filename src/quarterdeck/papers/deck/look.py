"""The slide's grid and type, in inches and points: rules, white space and one accent."""

from dataclasses import dataclass

WIDE, TALL = 13.333, 7.5
LEFT, WIDTH = 0.6, 12.13
RULE_TOP = 0.45
TITLE_TOP, TITLE_TALL = 0.58, 0.92
BODY_TOP, BODY_END = 1.72, 6.84
BODY = BODY_END - BODY_TOP
FOOT_TOP, FOOT_TALL = 6.98, 0.26
TEXT_WIDTH, GUTTER, SIDE_WIDTH = 8.1, 0.45, 3.58
BOARD, WORK = "Georgia", "Arial"
PITCH = 1.25  # of the type's size, from line to line


@dataclass(frozen=True, slots=True)
class Style:
    """Type of `size` points in a colour of the palette."""

    size: int
    face: str = WORK
    colour: str = "ink"
    bold: bool = False

    @property
    def pitch(self) -> float:
        """Inches from line to line."""
        return self.size * PITCH / 72


TITLE = Style(26, BOARD, bold=True)
PART = Style(18, BOARD, bold=True)
TEXT = Style(16, BOARD)
VERDICT = Style(14, BOARD)
FIGURE = Style(24, BOARD, bold=True)
DETAIL = Style(14)
QUIET = Style(14, colour="ink-quiet")
LABEL = Style(12, colour="ink-quiet")
HEAD = Style(12)
MEANT = Style(14, colour="signal-text", bold=True)
