"""What a sentence holds that excuses its words: figures, odds, dates, periods, consequences."""

import re

from quarterdeck.engine.plain.words import Excuse

SMALL_NUMBERS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|hundred|thousand|half"
)
MONTHS = (
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
NUMBER = re.compile(rf"\d|\b(?:{SMALL_NUMBERS})\b", re.I)
ODDS = re.compile(rf"\b(?:in|of)\s(?:10|100|1,?000)\b|\b(?:{SMALL_NUMBERS}|\d+)\s(?:in|of)\s\d")
DATE = re.compile(rf"\b(?:{MONTHS})\b|\b(?:19|20)\d\d\b|\bQ[1-4]\b|\b(?:quarter|year)[- ]end\b")
EXCUSES = {"number": NUMBER, "odds": ODDS, "date": DATE}


def excused(sentence: str, unless: Excuse) -> bool:
    """Whether `sentence` holds what a term's `unless` names."""
    return bool(unless) and bool(EXCUSES[unless].search(sentence))
