"""What stops a service: extortion, and failures of one's own. One scenario for each service."""

from collections.abc import Iterator

from quarterdeck.engine.loss.scenario import Form, Kind
from quarterdeck.engine.priors import Priors
from quarterdeck.engine.starters.downtime import standstill
from quarterdeck.engine.starters.facts import BusinessFacts
from quarterdeck.engine.starters.rates import by_weakness, parts_of_services, rate_of
from quarterdeck.engine.starters.sizes import usual_loss
from quarterdeck.engine.starters.starter import Starter, scenario
from quarterdeck.engine.wording import lower_first


def extortions(facts: BusinessFacts, priors: Priors) -> Iterator[Starter]:
    sizes, days = priors.sizes, priors.extortion_days
    parts = parts_of_services(facts.services)
    for service in facts.services:
        name = f"Criminals lock what {lower_first(service.name)} runs on and ask for money"
        rate = rate_of(facts, priors, priors.shares.extortion, parts[service.key])
        losses = (
            standstill(service, days, 24, facts, priors),
            usual_loss(Form.RESPONSE, sizes.extortion_response, facts, priors),
            usual_loss(Form.REPLACEMENT, sizes.ransom, facts, priors, sizes.ransom_paid),
        )
        yield Starter(
            scenario(Kind.EXTORTION, service.key, name, rate, losses),
            targets=service.systems,
            by_weakness=by_weakness(priors, Kind.EXTORTION),
            services=(service.key,),
            days_out=days.amount(),
            notes=(priors.shares.extortion.source,),
        )


def failures(facts: BusinessFacts, priors: Priors) -> Iterator[Starter]:
    hours, parts = priors.outage_hours, parts_of_services(facts.services)
    for service in facts.services:
        losses = (
            standstill(service, hours, 1, facts, priors),
            usual_loss(Form.RESPONSE, priors.sizes.failure_response, facts, priors),
        )
        name = f"{service.name} stands still after a failure of our own"
        rate = priors.failures_per_year.amount(parts[service.key])
        yield Starter(
            scenario(Kind.OUTAGE, service.key, name, rate, losses),
            targets=service.systems,
            by_weakness=by_weakness(priors, Kind.OUTAGE),
            services=(service.key,),
            days_out=hours.amount(1 / 24),
            notes=(hours.source,),
        )
