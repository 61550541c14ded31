"""Numbers in words, and their values."""

ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
LARGE = {"hundred": 100, "thousand": 1000, "million": 10**6}
SPANS = {"decade": 10, "generation": 30, "lifetime": 80, "century": 100}  # in years
VALUES = (
    {word: value for value, word in enumerate(ONES, start=1)}
    | dict(zip(TENS, range(30, 100, 10), strict=True))
    | LARGE
    | SPANS
)


def value(written: str) -> int:
    """Of "1,200" or "fourteen". KeyError for any other word."""
    digits = written.replace(",", "")
    return int(digits) if digits.isdecimal() else VALUES[written.lower()]
