"""Texts as every database takes them."""

from hashlib import blake2b


def clean(text: str, longest: int) -> str:
    """Cut to `longest` characters, without NULs and halves of surrogate pairs."""
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode()
    return text.replace("\0", "")


def clip(text: str, longest: int) -> str:
    """Cleaned; when too long its end gives way to a digest, so that different texts stay so."""
    if len(text) > longest:
        digest = blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()
        text = f"{text[: longest - 17]} {digest}"
    return clean(text, longest)
