"""A name or a sentence inside another sentence."""

ARTICLES = ("a", "an", "our", "the")


def lower_first(text: str) -> str:
    """A sentence as a clause: its first letter changes, but not of "II" or of "Meridian Cloud"."""
    first, _, rest = text.partition(" ")
    is_name = rest[:1].isupper() and first.lower() not in ARTICLES
    is_word = first[1:2].islower() or first == "A"
    return text[:1].lower() + text[1:] if is_word and not is_name else text
