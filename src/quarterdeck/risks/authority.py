"""Who may sign for how much: the board's own rule, by role, as the appetite holds it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quarterdeck.clients.models import Client, Role
from quarterdeck.risks.folder import Authority
from quarterdeck.risks.models import Appetite

SEATS = {
    Role.DIRECTOR: ("board",),
    Role.LEADER: ("security lead", "security leader", "chief information security officer"),
}
BOARD = "board"


@dataclass(frozen=True, slots=True)
class Rule:
    """What the board said on a day about who may sign for how much, the least first."""

    limits: tuple[Authority, ...]
    set_on: date | None

    def of(self, role: Role, title: str = "") -> Authority | None:
        """The limit of a seat: that of its title where the rule names it, else of its role."""
        by_name = {limit.role.strip().lower(): limit for limit in self.limits}
        names = (title.strip().lower(), *SEATS.get(role, ()))
        return next((by_name[name] for name in names if name in by_name), None)

    def who_may(self, sum_: float | None) -> tuple[Authority, ...]:
        """Those who may sign for the sum; for one that is not known, the board alone."""
        if sum_ is None:
            return tuple(limit for limit in self.limits if limit.role.lower() == BOARD)
        return tuple(limit for limit in self.limits if limit.up_to >= sum_)

    def allows(self, role: Role, title: str, sum_: float | None) -> bool:
        """Whether the seat may sign. Where the board set no rule, its directors may."""
        if not self.limits:
            return role == Role.DIRECTOR
        own = self.of(role, title)
        return own is not None and own in self.who_may(sum_)


def rule_of(client: Client) -> Rule:
    """The rule that is stored; empty where the board has set none."""
    row = Appetite.objects.of(client).first()
    if row is None:
        return Rule((), None)
    return Rule(_limits(row.authority), row.set_on)


def _limits(stored: Iterable[dict[str, object]]) -> tuple[Authority, ...]:
    found = (Authority.model_validate(values) for values in stored)
    return tuple(sorted(found, key=lambda limit: limit.up_to))
