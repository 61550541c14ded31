"""What one could fund, as values that a plan is made from: of a client, or of a file."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import get_args

from quarterdeck.business.folder import PlanAheadRecord
from quarterdeck.clients.folder.record import Interval
from quarterdeck.engine.case import Effects, Proposal
from quarterdeck.engine.estimates import Estimate, exactly
from quarterdeck.engine.loss.expectation import mean
from quarterdeck.plans.folder import SPENDING, Deal, InitiativeRecord, SpendingRecord
from quarterdeck.risks.controls import scaled
from quarterdeck.risks.mending import mended
from quarterdeck.risks.register import estimate
from quarterdeck.risks.results import Span
from quarterdeck.risks.telling_initiatives import End, changes
from quarterdeck.risks.today import Today

NOTHING = exactly(0.0)
PLANS_AHEAD = "plans_ahead.yaml"
DAYS_PER_MONTH = 365.25 / 12
ENDS: tuple[End, ...] = get_args(End)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Business that waits for an initiative, with what it is worth a year where that is known."""

    says: str
    worth_per_year: Span | None


@dataclass(frozen=True, slots=True, eq=False)
class Fundable:
    """An initiative. `mandate` says why it must be funded, "" where it need not; `by_months` is by
    when it would be in force."""

    key: str
    name: str
    effects: Effects
    cost_once: Estimate = NOTHING
    cost_per_year: Estimate = NOTHING
    people_days: Estimate = NOTHING
    months: Estimate = NOTHING
    needs: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    mandate: str = ""
    by_months: float | None = None
    demanded_by: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    unblocks: tuple[Waiting, ...] = ()

    @property
    def proposal(self) -> Proposal:
        """As the engine weighs it."""
        return Proposal(self.key, self.effects, self.cost_once, self.cost_per_year, self.months)


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be funded; and why others may not, by key."""

    fundable: tuple[Fundable, ...]
    left_out: Mapping[str, str] = field(default_factory=dict)


def of_client(today: Today, records: Iterable[InitiativeRecord]) -> Offered:
    """A client's open initiatives on a day; what is done counts as there for those that need it."""
    known = {record.key: record for record in records}
    open_ = {k: r for k, r in known.items() if r.state not in ("done", "dropped")}
    out = {k: f"is {r.state}" for k, r in known.items() if k not in open_}
    while missing := _missing(open_, known):
        out |= missing
        open_ = {key: record for key, record in open_.items() if key not in missing}
    spent = _spent(today)
    found = (_of_record(today, record, open_.keys(), spent) for record in open_.values())
    return Offered(tuple(sorted(found, key=lambda f: f.key)), out)


def _missing(
    open_: Mapping[str, InitiativeRecord], known: Mapping[str, InitiativeRecord]
) -> dict[str, str]:
    """Those that need what nobody can fund any more."""
    done = {key for key, record in known.items() if record.state == "done"}
    lacks = {k: [n for n in r.needs if n not in open_ and n not in done] for k, r in open_.items()}
    return {key: f"needs {', '.join(names)}" for key, names in lacks.items() if names}


def _of_record(
    today: Today, record: InitiativeRecord, open_: Iterable[str], spent: Mapping[str, float]
) -> Fundable:
    left, kept = mended(today, (record,)), set(open_)
    return Fundable(
        key=record.key,
        name=record.name,
        effects=Effects(*(changes(today, (record,), left, end) for end in ENDS)),
        cost_once=_rest(_amount(record.cost_once), spent.get(record.key, 0.0)),
        cost_per_year=_amount(record.cost_per_year),
        people_days=_amount(record.people_days),
        months=_amount(record.duration_months),
        needs=tuple(key for key in record.needs if key in kept),
        excludes=tuple(key for key in record.excludes if key in kept),
        mandate=_mandate(record),
        by_months=_months(today.inputs.as_of, record.due),
        demanded_by=tuple(record.demanded_by),
        serves=tuple(record.serves),
        unblocks=tuple(_waiting(today, deal) for deal in record.unblocks),
    )


def _spent(today: Today) -> dict[str, float]:
    """On each initiative so far."""
    found: dict[str, float] = defaultdict(float)
    for row in today.inputs.of(SPENDING, SpendingRecord):
        if row.initiative:
            found[row.initiative] += row.spent
    return found


def _rest(cost: Estimate, spent: float) -> Estimate:
    """What is still to be paid: the range shrinks with it."""
    whole = mean(cost)
    return scaled(cost, max(1 - spent / whole, 0.0)) if whole > 0 else cost


def _waiting(today: Today, deal: Deal) -> Waiting:
    """The deal's own worth, or that of the plan ahead that it is."""
    if deal.worth_per_year:
        given = estimate(deal.worth_per_year)
        return Waiting(deal.says, Span(mean(given), given.low, given.high))
    ahead = {p.key: p.worth_per_year for p in today.inputs.of(PLANS_AHEAD, PlanAheadRecord)}
    worth = ahead.get(deal.plan_ahead)
    return Waiting(deal.says, None if worth is None else Span(worth, worth, worth))


def _mandate(record: InitiativeRecord) -> str:
    if record.state == "approved":
        return "approved"
    return f"demanded by {', '.join(record.demanded_by)}" if record.demanded_by else ""


def _months(today: date, due: date | None) -> float | None:
    return (due - today).days / DAYS_PER_MONTH if due else None


def _amount(given: Interval | None) -> Estimate:
    return estimate(given) if given and given.high > 0 else NOTHING
