"""Small grounds for plans: simulated scenarios and initiatives that act on them."""

from quarterdeck.engine.case import Effects
from quarterdeck.engine.estimates import Estimate, exactly
from quarterdeck.engine.loss import (
    Change,
    Form,
    Insurance,
    Kind,
    Loss,
    Scenario,
    TolerancePoint,
    simulate,
)
from quarterdeck.plans.choosing import Ground
from quarterdeck.plans.fundable import Fundable

SCENARIOS = (
    Scenario("theft", "Theft", Kind.THEFT, Estimate(0.05, 0.3),
             (Loss(Form.RESPONSE, Estimate(5e4, 2e6)),)),
    Scenario("outage", "Outage", Kind.OUTAGE, exactly(0.5),
             (Loss(Form.PRODUCTIVITY, Estimate(1e4, 3e5)),)),
)  # fmt: skip
TABLE = simulate(SCENARIOS, seed=3, worlds=200, years=100)
LIMITS = (TolerancePoint(5e5, 0.02), TolerancePoint(2e6, 0.03))


def one(key, *, takes=None, once=10e3, yearly=0.0, days=0.0, months=0.0, **said):
    """An initiative that takes the same share off the rate of some scenarios at any end."""
    changes = {name: Change((share,)) for name, share in (takes or {"theft": 0.3}).items()}
    given = {
        "cost_once": exactly(once), "cost_per_year": exactly(yearly), "people_days": exactly(days),
        "months": exactly(months), "effects": Effects(changes, changes, changes),
    }  # fmt: skip
    return Fundable(key=key, name=key.capitalize(), **given | said)


def ground(*fundable, points=LIMITS, insurance=Insurance(1e5, 1e6)):  # noqa: B008
    return Ground(TABLE, insurance, points, fundable)
