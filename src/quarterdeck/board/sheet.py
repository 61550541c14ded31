"""The signing page as values: what would be signed, in money and odds first, as it is seen."""

from dataclasses import asdict, dataclass
from datetime import date

from quarterdeck.board.models import Proposal
from quarterdeck.clients import ledger
from quarterdeck.clients.models import Client
from quarterdeck.engine import wording
from quarterdeck.risks.authority import Rule, rule_of
from quarterdeck.risks.deciding import in_force

BASE = 100
FINE = 1_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a signer sees, in words. Its digest is kept with the signature.

    `years` of `base` bring a loss; None where the chance is not known.
    """

    key: str
    kind: str
    title: str
    why: str
    answer_by: str
    odds: str
    cost: str
    without: str
    years: int | None
    base: int
    facts: tuple[tuple[str, str], ...]
    ways: tuple[dict[str, str], ...]
    ends: tuple[str, ...]
    authority: str
    in_force: str

    @property
    def seen(self) -> str:
        """SHA-256 of all that stands on the sheet."""
        return ledger.digest(asdict(self))


def sheet_of(client: Client, row: Proposal, today: date) -> Sheet:
    """The sheet as it stands today: authority and what is in force may change, terms do not."""
    base = _base(row)
    middle = _middle(row)
    years = None if middle is None else max(1, round(middle * base))
    return Sheet(
        key=row.key,
        kind=row.kind,
        title=row.title,
        why=row.why,
        answer_by=wording.date_long(row.answer_by),
        odds="" if years is None else f"{years:,} of {base:,} years",
        cost=_cost(client, row),
        without="" if years is None else f"{base - years:,}",
        years=years,
        base=base,
        facts=(*_range_facts(row, base), *(tuple(fact) for fact in row.facts)),
        ways=tuple(row.ways),
        ends=ends(row, base),
        authority=authority_says(client, row),
        in_force=_in_force(client, today),
    )


def ends(row: Proposal, base: int = BASE) -> tuple[str, ...]:
    """When an acceptance ends by itself."""
    if row.kind != "accept":
        return ()
    found = []
    if row.until:
        found.append(f"on {wording.date_long(row.until)};")
    if row.chance:
        span = wording.odds_range(row.chance["low"], row.chance["high"], base)
        found.append(f"when the odds rise above {span}, the range you sign;")
    if row.loss:
        found.append("when one event would cost more than the range you sign;")
    found += [f"when this no longer holds: {condition};" for condition in row.conditions]
    return tuple(f"{end.removesuffix(';')}." if end is found[-1] else end for end in found)


def authority_says(client: Client, row: Proposal) -> str:
    """Who may sign for it, by which rule."""
    rule = rule_of(client)
    if not rule.limits:
        return "The board has not said who may sign for how much, so its directors decide."
    return f"{_limits(rule, client.currency)}{_dated(rule)}{_measured(client, row)}"


def _limits(rule: Rule, currency: str) -> str:
    said = (
        f"{limit.role} up to {wording.money(limit.up_to, currency, digits=None)}"
        for limit in rule.limits
    )
    return f"By the board’s rule one cause may be signed by: {'; '.join(said)}."


def _dated(rule: Rule) -> str:
    return f" The rule is of {wording.date_long(rule.set_on)}." if rule.set_on else ""


def _measured(client: Client, row: Proposal) -> str:
    if row.sum is None:
        return " Nobody has measured this one, so only the board may sign it."
    return f" This one is {wording.money(row.sum, client.currency)}."


def _in_force(client: Client, today: date) -> str:
    rows = in_force(client, today)
    if not rows:
        return "No acceptance is in force."
    count = wording.count_words(len(rows)).capitalize()
    known = [row.loss for row in rows if row.loss]
    verb = "acceptance is" if len(rows) == 1 else "acceptances are"
    if not known:
        return f"{count} {verb} in force."
    low, high = (sum(loss[end] for loss in known) for end in ("low", "high"))
    together = wording.money_range(low, high, client.currency)
    return f"{count} {verb} in force; if all came true they would cost {together}."


def _base(row: Proposal) -> int:
    chance = _middle(row)
    return FINE if chance is not None and chance < 0.01 else BASE


def _middle(row: Proposal) -> float | None:
    """The likely chance, else the geometric middle of the range."""
    if not row.chance:
        return None
    low, high, likely = row.chance["low"], row.chance["high"], row.chance.get("likely")
    return float(likely or (low * high) ** 0.5 or high / 2)


def _cost(client: Client, row: Proposal) -> str:
    if row.kind == "approve":
        return wording.money(row.sum, client.currency) if row.sum else ""
    if not row.loss:
        return ""
    return wording.money_range(row.loss["low"], row.loss["high"], client.currency)


def _range_facts(row: Proposal, base: int) -> tuple[tuple[str, str], ...]:
    if not row.chance:
        return ()
    return (("Range", wording.odds_range(row.chance["low"], row.chance["high"], base)),)
