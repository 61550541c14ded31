"""Those on whom services hang."""

from collections.abc import Iterator

from quarterdeck.engine.loss.scenario import Form, Kind
from quarterdeck.engine.priors import Priors
from quarterdeck.engine.starters.downtime import standstill, together
from quarterdeck.engine.starters.facts import BusinessFacts
from quarterdeck.engine.starters.rates import by_weakness
from quarterdeck.engine.starters.sizes import usual_loss
from quarterdeck.engine.starters.starter import Starter, scenario


def suppliers(facts: BusinessFacts, priors: Priors) -> Iterator[Starter]:
    """One for each supplier: all services that it carries stop at once."""
    days = priors.supplier_days
    for supplier in facts.suppliers:
        carried = [s for s in facts.services if s.key in supplier.services]
        rate = supplier.fails_per_year or priors.supplier_fails_per_year.amount()
        losses = (
            together(standstill(service, days, 24, facts, priors) for service in carried),
            usual_loss(Form.RESPONSE, priors.sizes.supplier_response, facts, priors),
        )
        name = f"Our supplier {supplier.name} fails us"
        yield Starter(
            scenario(Kind.SUPPLIER, supplier.key, name, rate, losses),
            targets=(),
            by_weakness=by_weakness(priors, Kind.SUPPLIER),
            services=tuple(service.key for service in carried),
            supplier=supplier.key,
            days_out=days.amount(),
            notes=(rate.source,),
        )
