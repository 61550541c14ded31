"""What a brief is made from, and the figures' words on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from quarterdeck.business.folder import (
    CashRecord,
    ObligationRecord,
    PlanAheadRecord,
    RecoveryTestRecord,
    RequirementRecord,
    ServiceRecord,
    SupplierRecord,
)
from quarterdeck.clients.folder.profile import Profile
from quarterdeck.engine import wording
from quarterdeck.engine.change import WholeChange
from quarterdeck.incidents.folder import IncidentRecord
from quarterdeck.plans.folder import InitiativeRecord, SpendingRecord
from quarterdeck.risks.folder import AppetiteRecord, DecisionRecord, ForecastRecord, PolicyRecord
from quarterdeck.risks.inputs import Inputs
from quarterdeck.risks.results import Assessment, LimitResult, Odds, Span

GAP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Before:
    """The pack before this one: its meeting and figure, and what moved it, in whole years."""

    meeting: date
    version: int
    change: WholeChange
    words: dict[str, str]


@dataclass(frozen=True)
class Briefing:
    """Inputs, what the engine makes of them, and the pack before."""

    inputs: Inputs
    found: Assessment
    before: Before | None = None
    version: int = 1

    @cached_property
    def profile(self) -> Profile:
        return self.inputs.profile

    @cached_property
    def services(self) -> dict[str, ServiceRecord]:
        return {s.key: s for s in self.inputs.of("services.yaml", ServiceRecord)}

    @cached_property
    def obligations(self) -> list[ObligationRecord]:
        return self.inputs.of("obligations.yaml", ObligationRecord)

    @cached_property
    def requirements(self) -> list[RequirementRecord]:
        return self.inputs.of("requirements.csv", RequirementRecord)

    @cached_property
    def suppliers(self) -> list[SupplierRecord]:
        return self.inputs.of("suppliers.yaml", SupplierRecord)

    @cached_property
    def recovery_tests(self) -> list[RecoveryTestRecord]:
        return self.inputs.of("recovery_tests.csv", RecoveryTestRecord)

    @cached_property
    def plans_ahead(self) -> list[PlanAheadRecord]:
        return self.inputs.of("plans_ahead.yaml", PlanAheadRecord)

    @cached_property
    def cash(self) -> CashRecord | None:
        return self.inputs.one("cash.yaml", CashRecord)

    @cached_property
    def appetite(self) -> AppetiteRecord:
        return self.inputs.one("appetite.yaml", AppetiteRecord) or AppetiteRecord(key="appetite")

    @cached_property
    def policies(self) -> list[PolicyRecord]:
        return self.inputs.of("insurance.yaml", PolicyRecord)

    @cached_property
    def decisions(self) -> list[DecisionRecord]:
        return self.inputs.of("decisions.yaml", DecisionRecord)

    @cached_property
    def forecasts(self) -> list[ForecastRecord]:
        return self.inputs.of("forecasts.csv", ForecastRecord)

    @cached_property
    def initiatives(self) -> dict[str, InitiativeRecord]:
        return {i.key: i for i in self.inputs.of("initiatives.yaml", InitiativeRecord)}

    @cached_property
    def spending(self) -> list[SpendingRecord]:
        return self.inputs.of("spending.csv", SpendingRecord)

    @cached_property
    def incidents(self) -> list[IncidentRecord]:
        return self.inputs.of("incidents.yaml", IncidentRecord)

    @cached_property
    def base(self) -> int:
        """One base for every figure of the paper: 100 years, or 1,000 where verdicts need it."""
        found = self.found
        told = [limit.odds.chance for limit in found.limits[:1]]
        told += [limit.limit for limit in found.limits]
        if found.material:
            told.append(found.material.odds.chance)
        if found.risks:
            told.append(found.risks[0].odds.chance)
        return wording.common_base(told)

    @property
    def point(self) -> LimitResult:
        """The limit that decides; where none is set, the middle one of those offered."""
        return self.found.limits[0] if self.found.limits else self.found.offered_limits[1][0]

    @property
    def least(self) -> float:
        """The smallest chance that the page tells from none."""
        return 0.5 / self.base

    @property
    def since(self) -> date | None:
        return self.before.meeting if self.before else None

    def money(self, amount: float) -> str:
        return wording.money(amount, self.found.currency)

    def set_money(self, amount: float) -> str:
        """A sum that somebody set, with all its digits."""
        return wording.money(amount, self.found.currency, digits=None)

    def span(self, span: Span) -> str:
        return wording.money_range(span.low, span.high, self.found.currency)

    def odds(self, chance: float) -> str:
        """ "7 in 100 years"."""
        return wording.odds(chance, self.base)

    def of_years(self, chance: float) -> str:
        """ "7 of 100 years"."""
        return self.odds(chance).replace(f"in{GAP}", f"of{GAP}", 1)

    def count(self, chance: float) -> str:
        """ "7", where the base is known: "you asked for no more than 5"."""
        years = wording.years_in(chance, self.base)
        return f"{years:,}" if years else "fewer than 1"

    def in_base(self, chance: float) -> str:
        """ "7 in 100"."""
        return f"{self.count(chance)} in {self.base:,}"

    def against(self, chance: float) -> str:
        return wording.odds_against(chance, self.base)

    def odds_span(self, odds: Odds) -> str:
        """ "4 to 11", in the page's base."""
        low, high = (wording.years_in(x, self.base) for x in (odds.low, odds.high))
        if low == high:
            return f"{low:,}" if low else "fewer than 1"
        return f"{low:,}{GAP}to{GAP}{high:,}"

    def counted(self, odds: Odds) -> str:
        """ "7 (4 to 11)"; the range is left out where it says the same."""
        count, span = self.count(odds.chance), self.odds_span(odds)
        return count if count == span else f"{count} ({span})"

    def odds_range(self, odds: Odds) -> str:
        """ "4 to 11 of 100 years"."""
        return self.of_range(odds.low, odds.high)

    def odds_of(self, low: float, high: float, of: str) -> str:
        """ "4 to 11 in 100 such events"."""
        return wording.odds_range(low, high, self.base, of)

    def of_range(self, low: float, high: float) -> str:
        words = wording.odds_range(low, high, self.base)
        return words.replace(f"{GAP}in{GAP}", f"{GAP}of{GAP}", 1)

    def unit(self, size: str) -> str:
        """A column's or an axis's unit: "thousand US dollars"."""
        return f"{size} {wording.currency_name(self.found.currency, 2)}"


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def the(role: str) -> str:
    """Somebody by his role, inside a sentence: "the chief executive"; a name stays."""
    is_name = any(word[:1].isupper() for word in role.split()[1:])
    return role if is_name or role[:4].lower() == "the " else f"the {wording.lower_first(role)}"


def sentence(text: str) -> str:
    """Whatever was written, as one sentence; nothing stays nothing."""
    return f"{upper_first(text.strip().rstrip('.'))}." if text.strip() else ""


def clauses(parts: Iterable[str]) -> str:
    """Several sentences as one, joined by semicolons: "The page is safe; two clinics try it"."""
    found = [part.strip().rstrip(".") for part in parts if part.strip()]
    return "; ".join(
        upper_first(p) if n == 0 else wording.lower_first(p) for n, p in enumerate(found)
    )


def listed(parts: list[str]) -> str:
    """ "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
