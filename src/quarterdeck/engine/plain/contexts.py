"""What a sentence holds that excuses its words: figures, odds, dates, periods, consequences."""

import re
from functools import lru_cache

from quarterdeck.engine.plain.numerals import LARGE, ONES, TENS
from quarterdeck.engine.plain.words import Excuse

IN_WORDS = "|".join((*ONES, *TENS, *LARGE, "half"))
MONTHS = (
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
CURRENCY = r"[$€£¥₹]|\b(?:USD|EUR|GBP|CHF|CAD|AUD|SEK|NOK|DKK|PLN|JPY)\b"
MONEY = re.compile(
    rf"(?:{CURRENCY})\s?\d|\d\s(?:(?:million|billion|thousand)\s)?"
    r"(?:dollars|euros?|pounds|francs|crowns|yen|USD|EUR|GBP|CHF)\b"
)
NUMBER = re.compile(rf"\d|\b(?:{IN_WORDS})\b", re.I)
ODDS = re.compile(
    rf"\b(?:in|of)\s(?:10|100|1,?000)\b|\b(?:{IN_WORDS}|\d+)\s(?:in|of)\s(?:\d|{IN_WORDS})",
    re.I,
)
DATE = re.compile(rf"\b(?:{MONTHS})\b|\b(?:19|20)\d\d\b|\bQ[1-4]\b|\b(?:quarter|year)[- ]end\b")
PERIOD = re.compile(
    rf"{DATE.pattern}|\b(?i:years?|quarters?|quarterly|months?|monthly|weeks?|weekly|days?|daily|"
    r"annual|annually|yearly|since|today|yesterday|so far|to date|ever|overnight|christmas|easter|"
    r"spring|summer|autumn|winter|season|hours?|period)\b"
)
ONE_EVENT = re.compile(
    r"\b(?:one|each|every|single|such|this|that|per|an?) (?:\w+ )?"
    r"(?:event|incident|stop|breach|attack|outage|failure|case|claim|fine|loss)\b",
    re.I,
)
EFFECTS = (
    r"costs?|costing|saved|saves|worth|fines?|fined|penalty|penalties",
    r"lost(?! (?:their|its|his|her) access)|lose|losses|refund(?:s|ed)?",
    r"premiums?|would (?:have|stop|cost|lose|let|open)|could not|none of (?:them|these)|nobody was",
    r"out of (?:service|action)|stood still|(?:stopped|closed|halted) (?:the|our|us|two|three)",
    r"(?:hours?|days?|weeks?) (?:late|without|lost)|delayed|left us|sued|opened the way",
    r"(?:stolen \w+|thefts?|complaints?|returns|accidents|stops|waits) (?:fell|dropped|rose|went)",
    r"reached (?:patient|customer|card)|got (?:in|through)",
)
CONSEQUENCE = re.compile(
    rf"{MONEY.pattern}|\b(?:in|of)\s(?:100|1,000)\syears\b|\b(?i:{'|'.join(EFFECTS)})\b"
)
EXCUSES = {"number": NUMBER, "odds": ODDS, "date": DATE, "consequence": CONSEQUENCE}


@lru_cache(maxsize=64)
def excused(sentence: str, unless: Excuse) -> bool:
    """Whether `sentence` holds what a term's `unless` names."""
    return bool(unless) and bool(EXCUSES[unless].search(sentence))
