"""The words of figures on a terminal: money, odds, ranges."""

from dataclasses import dataclass

from quarterdeck.engine import wording
from quarterdeck.plans.scoring import Scored
from quarterdeck.risks.results import LimitResult, Span

BASE = 1_000
STANDING = {"within": "within it", "near": "near it", "beyond": "beyond it"}


@dataclass(frozen=True, slots=True)
class Words:
    currency: str

    def money(self, amount: float) -> str:
        return said(wording.money(amount, self.currency))

    def signed(self, amount: float) -> str:
        return ("−" if amount < 0 else "") + self.money(abs(amount))

    def cost(self, span: Span) -> str:
        return self.money(span.middle) if span.high else "–"

    def span(self, span: Span) -> str:
        """Of sums that are no less than nothing."""
        low, high = max(span.low, 0.0), max(span.high, 0.0)
        return f"{self.money(span.middle)} ({said(wording.money_range(low, high, self.currency))})"

    def against(self, today: Scored, then: Scored) -> str:
        lines = [
            f"  {self.span(then.loss_per_year)} a year in place of {self.span(today.loss_per_year)}"
        ]
        for before, after in zip(today.limits, then.limits, strict=True):
            lines.append(f"  {self.limit(before, after)}")
        return "\n".join(lines)

    def limit(self, before: LimitResult, after: LimitResult) -> str:
        what = "a year above" if after.basis == "year" else "one event above"
        return (
            f"{what} {self.money(after.loss)} {after.insurance} insurance: {odds(after)} in place "
            f"of {odds(before)}; the limit is {said(wording.odds(after.limit, BASE))}, we are "
            f"{STANDING[after.standing]}"
        )


def odds(limit: LimitResult) -> str:
    found = limit.odds
    band = said(wording.odds_range(found.low, found.high, BASE)).removesuffix(f" in {BASE:,} years")
    return f"{said(wording.odds(found.chance, BASE))} ({band})"


def said(text: str) -> str:
    """Without no-break spaces, which terminals copy."""
    return text.replace("\u00a0", " ")
