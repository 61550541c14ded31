"""What is taken or misused: thefts by class of data, and insiders."""

from collections.abc import Iterator, Mapping

from quarterdeck.engine.loss.scenario import Form, Kind, Loss
from quarterdeck.engine.priors import Priors, Records
from quarterdeck.engine.starters.facts import BusinessFacts
from quarterdeck.engine.starters.rates import by_weakness, rate_of
from quarterdeck.engine.starters.sizes import loss, usual_loss
from quarterdeck.engine.starters.starter import Starter, scenario

DATA_WORDS = {
    "payment_card": "card data",
    "health": "patient data",
    "personal": "personal data",
    "financial": "financial data",
    "credentials": "passwords and keys",
    "intellectual_property": "designs and recipes",
    "confidential": "confidential papers",
}


def thefts(facts: BusinessFacts, priors: Priors) -> Iterator[Starter]:
    """One for each class of data that is held, of its largest holding."""
    held = _records_by_class(facts)
    weights = _weights(held, priors.records)
    for data_class, weight in weights.items():
        part = weight / sum(weights.values())
        name = f"Somebody steals {DATA_WORDS.get(data_class, 'data')}"
        rate = rate_of(facts, priors, priors.shares.theft, part)
        losses = _theft_losses(held[data_class], facts, priors)
        yield Starter(
            scenario(Kind.THEFT, data_class, name, rate, losses),
            targets=_holders(facts, (data_class,)),
            by_weakness=by_weakness(priors, Kind.THEFT),
            data_classes=(data_class,),
            notes=(priors.sizes.theft_response.source,),
        )


def insiders(facts: BusinessFacts, priors: Priors) -> Iterator[Starter]:
    """One, where any data is held."""
    classes = tuple(_records_by_class(facts))
    if not classes:
        return
    figure = priors.sizes.insider_response
    name = "One of our own people misuses what we hold"
    rate = rate_of(facts, priors, priors.shares.insider)
    losses = (usual_loss(Form.RESPONSE, figure, facts, priors),)
    yield Starter(
        scenario(Kind.INSIDER, "data", name, rate, losses),
        targets=_holders(facts, classes),
        by_weakness=by_weakness(priors, Kind.INSIDER),
        data_classes=classes,
        notes=(figure.source,),
    )


def _theft_losses(records: int, facts: BusinessFacts, priors: Priors) -> tuple[Loss, ...]:
    sizes, grown = priors.sizes, _grown(records, priors.records)
    arise, lost = sizes.theft_claims_arise, sizes.theft_business_lost
    business = lost.amount(facts.revenue_per_year)
    return (
        usual_loss(Form.RESPONSE, sizes.theft_response, facts, priors, grown=grown),
        usual_loss(Form.FINES, sizes.theft_claims, facts, priors, arise, grown),
        loss(Form.REPUTATION, business, facts, priors, sizes.theft_business_is_lost),
    )


def _grown(records: int, by: Records) -> float:
    """How a theft grows with the number of records: far from in proportion."""
    return float((max(records, 1) / by.reference) ** by.grows.value)


def _weights(held: Mapping[str, int], by: Records) -> dict[str, float]:
    """How much thieves want a class of data beside the others."""
    return {c: n**by.grows.value * by.weight.get(c, 1.0) for c, n in held.items() if n > 0}


def _records_by_class(facts: BusinessFacts) -> dict[str, int]:
    found: dict[str, int] = {}
    for holding in facts.holdings:
        found[holding.data_class] = max(found.get(holding.data_class, 0), holding.records)
    return dict(sorted(found.items()))


def _holders(facts: BusinessFacts, classes: tuple[str, ...]) -> tuple[str, ...]:
    rows = [h.system for h in facts.holdings if h.data_class in classes]
    return tuple(dict.fromkeys(rows))
