"""What an assessment says: plain frozen values, from which every face tells the same figures.

Money is in the client's currency, chances are a year's unless a name says otherwise, and every
`Odds` and `Span` has the 90% band of our doubt.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from quarterdeck.engine.verdicts import Standing

Insured = Literal["before", "after"]
Order = Literal["business", "severity", "tolerance"]


@dataclass(frozen=True, slots=True)
class Odds:
    """A chance, 0 to 1, with its band."""

    chance: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Span:
    """A sum or a number with its band."""

    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LimitResult:
    """One point of the board's: in at most `limit` of years may the loss exceed `loss`.

    `within` is the share of worlds in which the chance stays at or under the limit.
    """

    loss: float
    limit: float
    basis: Literal["year", "event"]
    insurance: Insured
    odds: Odds
    within: float
    standing: Standing


@dataclass(frozen=True, slots=True)
class Driver:
    """A form of loss and its share (0 to 1) of what an event costs on average."""

    says: str
    share: float


@dataclass(frozen=True, slots=True)
class CurveAt:
    """Chance that a year costs more than `loss`, or has an event of one risk that does."""

    loss: float
    odds: Odds


@dataclass(frozen=True, slots=True)
class RiskResult:
    """One scenario: how often, what an event costs, what share of the whole it bears.

    `beyond` is its share of the mean loss beyond the board's first limit (of the tail where none
    is set). `limit` is the part of the limit's chance that falls to it by that share, `over` the
    chance that it alone costs more than the limit's loss in a year. `curve` tells, before
    insurance, how often a year has an event of it that costs more than a sum.
    """

    key: str
    name: str
    kind: str
    story: str
    services: tuple[str, ...]
    data_classes: tuple[str, ...]
    targets: tuple[str, ...]
    supplier: str
    obligation: str
    odds: Odds
    event_cost: Span
    mean_per_year: Span
    share_of_mean: float
    share_of_tail: float
    beyond: float
    over: Odds
    drivers: tuple[Driver, ...]
    days_out: Span | None
    people_affected: Span | None
    harm: str
    proof: str
    rests_on: tuple[str, ...]
    exposure_factor: float
    own: bool
    curve: tuple[CurveAt, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A finding or gap: its money a year, what fixing saves, both ranks and why."""

    key: str
    what: Literal["finding", "gap", "not scanned"]
    title: str
    system: str
    system_name: str
    in_inventory: bool
    severity: str
    score: float | None
    cost_per_year: Span
    beyond_per_year: float
    saving_alone: float
    rank: int
    rank_by_severity: int | None
    rank_by_tolerance: int
    reason: str
    path: tuple[str, ...]
    scenario: str
    fix_key: str
    tool: str


@dataclass(frozen=True, slots=True)
class Fix:
    """One action that closes findings or gaps together, with what it saves a year.

    `cost_per_year` is what leaving all of them costs: their rows' sum.
    """

    key: str
    says: str
    closes: tuple[str, ...]
    systems: tuple[str, ...]
    saving: Span
    cost_per_year: Span
    highest_severity: str
    rank: int
    rank_by_severity: int
    why: str


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something we are unsure of, with its share (0 to 1) of the spread of the first answer.

    `low` to `high` are chances a year, chances that it follows an event, or money, as `of` says.
    `odd` is a most likely value that somebody gave outside of them, in the same unit.
    """

    key: str
    says: str
    of: Literal["years", "events", "money"]
    low: float
    high: float
    odd: float | None
    share: float
    source: str
    proof: str


@dataclass(frozen=True, slots=True)
class InitiativeResult:
    """What one initiative would do: the first answer's odds with it, and the loss it avoids."""

    key: str
    name: str
    odds: Odds
    standing: Standing
    avoids_per_year: Span
    cost: Span
    cost_per_year: Span
    due: date | None


@dataclass(frozen=True, slots=True)
class Scope:
    """What we looked at, and how old it is."""

    systems: int
    scanned: int
    not_scanned: tuple[str, ...]
    not_in_list: tuple[str, ...]
    findings: int
    oldest: tuple[str, date] | None
    epss_on: date | None
    kev_on: date | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """All that the engine says about a client on a day. The same inputs give the same values.

    `limits` are the board's points, the deciding one first; empty where none is set. `years` are
    the chances of no loss at all and of a loss up to the first limit (or, without one, of any).
    `insurance` says which side `no_loss`, the curve, the quantiles, the dots and the tail tell:
    that of the limit that decides. `ranking` tells the first 20,000 of `ranked_in_all` rows by
    business, unless more was asked.
    `together` maps pairs of initiatives ("a+b") to the odds of the first answer with both.
    """

    as_of: date
    currency: str
    seed: int
    simulated_years: int
    mean_before_insurance: Span
    mean_after_insurance: Span
    standard_error: float
    insurance: Insured
    no_loss: float
    limits: tuple[LimitResult, ...]
    offered_limits: tuple[tuple[LimitResult, ...], ...]
    material: LimitResult | None
    material_in_three_years: Odds | None
    curve: tuple[CurveAt, ...]
    quantiles: tuple[tuple[int, Span], ...]
    dots: tuple[float, ...]
    tail_mean: Span
    insurance_pays_per_year: float
    risks: tuple[RiskResult, ...]
    ranking: tuple[Ranked, ...]
    ranked_in_all: int
    fixes: tuple[Fix, ...]
    total_exposed: float
    assumptions: tuple[Assumption, ...]
    initiatives: tuple[InitiativeResult, ...]
    together: tuple[tuple[str, InitiativeResult], ...]
    scope: Scope
