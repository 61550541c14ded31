"""Money that is sent to the wrong people."""

from collections.abc import Iterator

from quarterdeck.engine.loss.scenario import Form, Kind
from quarterdeck.engine.priors import Priors
from quarterdeck.engine.starters.facts import BusinessFacts
from quarterdeck.engine.starters.rates import by_weakness, rate_of
from quarterdeck.engine.starters.sizes import usual_loss
from quarterdeck.engine.starters.starter import Starter, scenario


def frauds(facts: BusinessFacts, priors: Priors) -> Iterator[Starter]:
    """One: every firm pays somebody."""
    figure = priors.sizes.false_payment
    name = "Somebody is deceived into paying a false invoice"
    rate = rate_of(facts, priors, priors.shares.fraud)
    losses = (usual_loss(Form.REPLACEMENT, figure, facts, priors),)
    yield Starter(
        scenario(Kind.FRAUD, "payments", name, rate, losses),
        targets=facts.paying_systems,
        by_weakness=by_weakness(priors, Kind.FRAUD),
        notes=(figure.source,),
    )
