"""Each initiative's fair share of what a plan removes.

Shapley (1953): what each adds, averaged over all orders in which the plan's initiatives might have
come. For A·Π(1 − e) it is A·e_i·∫₀¹ Π_{j≠i}(1 − u·e_j) du (Owen 1972), a polynomial in u that
Gauss and Legendre integrate exactly.
"""

import numpy as np

from quarterdeck.engine.loss.arrays import Floats, Integers
from quarterdeck.engine.plan.initiatives import NEVER, Choices


def fair_shares_money(choices: Choices, starts: Integers) -> Floats:
    """(I,) over the horizon, zero for what is not funded; they add up to the loss removed.

    Start periods are the plan's in every order, so what only opens the way for others has none.
    """
    shares = np.zeros(choices.size[0])
    funded = np.flatnonzero(starts != NEVER)
    in_force = choices.in_force(starts)
    nodes, weights = np.polynomial.legendre.leggauss(max(len(funded), 1) // 2 + 1)
    for period in range(choices.size[2]):
        effect = choices.effect_share[funded] * in_force[funded, period][:, None]
        for u, weight in zip((nodes + 1) / 2, weights / 2, strict=True):
            left = 1 - u * effect
            added = effect / left * left.prod(axis=0)
            shares[funded] += weight * added @ choices.loss_money[:, period]
    return shares
