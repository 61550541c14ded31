"""Random firms for the tests of the loss engine."""

import numpy as np

from quarterdeck.engine.estimates import Estimate
from quarterdeck.engine.loss import Form, Kind, Loss, Scenario

FORMS = tuple(Form)


def firm(
    seed, scenarios, *, forms=1, rate=0.1, cap=50.0, sigma=(0.8, 1.5), median=11.0, spread=1.0,
    doubt=2.5, uncertain=False,
):  # fmt: skip
    """`scenarios` of `forms` losses: lognormal with sigma in a range, capped at `cap` medians."""
    draw = np.random.default_rng(seed)
    made = []
    for number in range(scenarios):
        often = rate * np.exp(draw.normal(0, 0.8) - 0.32)
        losses = []
        for form in FORMS[:forms]:
            middle, half = np.exp(draw.normal(median, spread)), 1.645 * draw.uniform(*sigma)
            size = Estimate(middle * np.exp(-half), middle * np.exp(half))
            low = draw.uniform(0.05, 0.5)
            chance = {"chance": Estimate(low, low + 0.3, "chance")} if uncertain else {}
            losses.append(Loss(form, size, cap * middle, **chance))
        made.append(
            Scenario(
                f"scenario-{number}", f"Loss number {number}", Kind.THEFT,
                Estimate(often / doubt, often * doubt), tuple(losses),
            )
        )  # fmt: skip
    return made
