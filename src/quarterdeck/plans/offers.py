"""The catalogue's initiatives as records of a client: costs by its head count, in its currency."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor, log10

from quarterdeck.clients.folder.profile import Profile
from quarterdeck.clients.folder.record import Chance, Interval
from quarterdeck.data.catalogue import Catalogue, Figure, Item, Scaled, catalogue
from quarterdeck.plans.folder import Effect, InitiativeRecord
from quarterdeck.risks.business_facts import per_dollar

REVENUE_PER_PERSON_USD = 200_000
"""For a client that does not say how many people it has. Judgement of the project."""


@dataclass(frozen=True, slots=True)
class Size:
    """`per_dollar`: how much of the client's currency one US dollar buys."""

    people: int
    per_dollar: float


@dataclass(frozen=True, slots=True)
class Offer:
    """An initiative of the catalogue for a client. `state` is that of the client's own initiative
    of this key, or that was taken from it; "" where it has none."""

    record: InitiativeRecord
    state: str


def size_of(profile: Profile) -> Size:
    """ValueError when the profile has no rate from US dollars, in which the catalogue is priced."""
    rate = per_dollar(profile)
    guess = round(profile.revenue_per_year / rate / REVENUE_PER_PERSON_USD)
    return Size(profile.employees or max(guess, 1), rate)


def offers(size: Size, known: Iterable[InitiativeRecord] = ()) -> tuple[Offer, ...]:
    """All of the catalogue, in its order."""
    states = {name: r.state for r in known for name in (r.from_catalogue, r.key) if name}
    book = catalogue()
    return tuple(
        Offer(record_of(item, size, book), states.get(item.key, "")) for item in book.initiatives
    )


def record_of(item: Item, size: Size, book: Catalogue) -> InitiativeRecord:
    """As the client folder would have it, considered and not yet proposed."""
    return InitiativeRecord(
        key=item.key,
        name=item.name,
        says=item.says,
        owner=item.owner,
        state="considered",
        cost_once=_scaled(item.cost_once, size, size.per_dollar, book),
        cost_per_year=_scaled(item.cost_per_year, size, size.per_dollar, book),
        people_days=_scaled(item.people_days, size, 1.0, book),
        duration_months=_interval(item.months, book),
        if_wrong=item.if_wrong,
        effects=[
            Effect(
                on=effect.takes_off,
                kinds=[kind.value for kind in effect.kinds],
                strength=Chance(low=effect.low, high=effect.high, source=book.source(effect)),
            )
            for effect in item.effects
        ],
        needs=list(item.needs),
        excludes=list(item.excludes),
        from_catalogue=item.key,
    )


def _scaled(given: Scaled, size: Size, unit: float, book: Catalogue) -> Interval | None:
    """The ends added up: what one part is uncertain in, the other may be at the same time."""
    parts = [(f, n) for f, n in ((given.firm, 1), (given.person, size.people)) if f]
    if not parts:
        return None
    return Interval(
        low=_round(sum(f.low * n for f, n in parts) * unit),
        high=_round(sum(f.high * n for f, n in parts) * unit),
        source=book.source(*(f for f, _ in parts)),
    )


def _interval(given: Figure, book: Catalogue) -> Interval:
    return Interval(low=given.low, high=given.high, source=book.source(given))


def _round(amount: float) -> float:
    """To two significant digits."""
    return round(amount, 1 - floor(log10(amount)))
