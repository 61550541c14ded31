"""Products of amounts in doubt: logs add, and so do the variances of independent ones."""

import re
from collections.abc import Iterable
from dataclasses import replace
from math import exp, log, sqrt

from quarterdeck.engine.estimates import JUDGEMENT, Z95, Estimate, Law, exactly

_MARKED = re.compile(r"(.*?)(?: \(([A-Z]\d\d(?:, [A-Z]\d\d)*)\))?", re.DOTALL)
"""A source and the marks of its publications: "Coalition 2025 claims (F11, F12)"."""


def law_of(estimate: Estimate) -> Law:
    """μ and σ of an amount above zero; a known one has σ = 0."""
    return Law(log(estimate.low), 0.0) if estimate.known else estimate.law


def amount_of(law: Law, source: str) -> Estimate:
    """The amount behind a lognormal law."""
    low, high = (exp(law.mu + z * law.sigma) for z in (-Z95, Z95))
    return Estimate(low, max(low, high), source=source)


def times(*factors: Estimate) -> Estimate:
    """The product of independent amounts, with their sources."""
    source = joined(factor.source for factor in factors)
    if any(factor.high == 0 for factor in factors):
        return exactly(0.0, source=source)
    laws = [law_of(factor) for factor in factors]
    sigma = sqrt(sum(law.sigma**2 for law in laws))
    return amount_of(Law(sum(law.mu for law in laws), sigma), source)


def scaled(estimate: Estimate, factor: float) -> Estimate:
    """Both ends times a number that is known."""
    return replace(estimate, low=estimate.low * factor, high=estimate.high * factor, likely=None)


def joined(sources: Iterable[str]) -> str:
    """Each source once with all its marks, "Coalition 2025 (F11, R02)", our judgement last."""
    marks: dict[str, list[str]] = {}
    for part in (part for text in sources for part in text.split("; ") if part):
        name, found = _MARKED.fullmatch(part).groups()  # type: ignore[union-attr]
        marks.setdefault(name, []).extend(found.split(", ") if found else ())
    last = marks.pop(JUDGEMENT, None)
    told = [f"{n} ({', '.join(dict.fromkeys(m))})" if m else n for n, m in marks.items()]
    return "; ".join([*told, JUDGEMENT] if last is not None else told)
