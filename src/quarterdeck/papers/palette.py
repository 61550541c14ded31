"""The light tokens that paper and charts use; on screen they are the variables of `tokens.css`."""

import re

PALETTE = {
    "ink": "#12202c",
    "ink-soft": "#33424e",
    "ink-quiet": "#475561",
    "rule": "#d2dae0",
    "control": "#6c7b87",
    "sheet": "#ffffff",
    "signal": "#c53d0b",
    "signal-text": "#962b05",
    "signal-wash": "#fcede5",
    "data-strong": "#1e4663",
    "data-mid": "#63879f",
    "data-soft": "#b9ccd8",
    "data-faint": "#dfe7ec",
}
NAMES = {colour: name for name, colour in PALETTE.items()}
COLOUR = re.compile("|".join(NAMES))


def on_screen(svg: str) -> str:
    """`svg` with its colours as variables, so that it follows the reader's light or dark."""
    return COLOUR.sub(lambda found: f"var(--{NAMES[found[0]]})", svg)
