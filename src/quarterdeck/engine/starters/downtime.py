"""What a standstill costs: the service's own curve, or the revenue that hangs on it."""

from collections.abc import Iterable
from dataclasses import replace

from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss.scenario import Form, Loss
from quarterdeck.engine.priors import Figure, Priors
from quarterdeck.engine.products import joined
from quarterdeck.engine.starters.facts import BusinessFacts, ServiceFacts
from quarterdeck.engine.starters.sizes import loss

HOURS_A_YEAR = 8760.0
OWN = "the client's cost of downtime"
BY_REVENUE = "the revenue that hangs on it"
Points = tuple[tuple[float, float], ...]


def downtime_cost(points: Points, hours: float) -> float:
    """Money lost by an outage of `hours`: linear between points, level in slope beyond the last."""
    before = (0.0, 0.0)
    slope = 0.0
    for point in points:
        slope = (point[1] - before[1]) / (point[0] - before[0]) if point[0] > before[0] else slope
        if hours <= point[0]:
            return before[1] + slope * (hours - before[0])
        before = point
    return before[1] + slope * (hours - before[0])


def standstill(
    service: ServiceFacts, duration: Figure, hours_per_unit: float, facts: BusinessFacts,
    priors: Priors,
) -> Loss | None:  # fmt: skip
    """The cost at both ends of the duration, by how far the service is degraded; None if none."""
    points = service.downtime or _by_revenue(service, facts, priors)
    low, high = (
        downtime_cost(points, end * hours_per_unit) * part
        for end, part in (
            (duration.low, priors.degraded.low),
            (duration.high, priors.degraded.high),
        )
    )
    if not low > 0:
        return None
    known = (OWN,) if service.downtime else (BY_REVENUE, priors.revenue_lost_while_down.source)
    source = joined((*known, f"duration: {duration.source}"))
    return loss(Form.PRODUCTIVITY, Estimate(low, high, source=source), facts, priors)


def together(losses: Iterable[Loss | None]) -> Loss | None:
    """Services that stop at once: their ends added."""
    found = [loss for loss in losses if loss]
    if not found:
        return None
    low, high = (sum(getattr(loss.size, end) for loss in found) for end in ("low", "high"))
    return replace(found[0], size=replace(found[0].size, low=low, high=high))


def _by_revenue(service: ServiceFacts, facts: BusinessFacts, priors: Priors) -> Points:
    hangs = facts.revenue_per_year * service.revenue_share
    return ((HOURS_A_YEAR, hangs * priors.revenue_lost_while_down.middle),)
