"""What planning answers: a plan with its proof, or why there is none."""

from dataclasses import dataclass

from quarterdeck.engine.loss.arrays import Floats, Integers
from quarterdeck.engine.plan.spending import Spending


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What to fund and when. Money is expected and over the whole horizon where not said."""

    starts: Integers
    """(I,) the period that each starts in, or `NEVER`."""
    spending: Spending
    loss_before_money: Floats
    """(S, T)"""
    loss_after_money: Floats
    """(S, T)"""
    bound_money: float
    """Proved: no plan within the budget leaves less."""

    @property
    def before_money(self) -> float:
        return float(self.loss_before_money.sum())

    @property
    def after_money(self) -> float:
        return float(self.loss_after_money.sum())

    @property
    def removed_money(self) -> float:
        return self.before_money - self.after_money

    @property
    def gap_money(self) -> float:
        """At most this much more could be removed."""
        return max(self.after_money - self.bound_money, 0.0)

    @property
    def gap_share(self) -> float:
        """`gap_money` of the loss that is left."""
        return self.gap_money / self.after_money if self.after_money > 0 else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Unfundable:
    """What is demanded does not fit: the least overrun that would hold it, by period (T,).

    `rules_clash`: no budget would do, since demands exclude one another or come too soon for their
    own duration; nothing is short then. Not `proved`: a smaller overrun might do.
    """

    short: Spending
    rules_clash: bool
    proved: bool
