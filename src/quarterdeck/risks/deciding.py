"""Decisions: signed on the record, held against the risk of today, reopened when they no longer
cover it."""

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, Literal

from django.db import transaction

from quarterdeck.clients import ledger
from quarterdeck.clients.models import Client
from quarterdeck.engine import wording
from quarterdeck.engine.verdicts import Band, Standing, standing
from quarterdeck.risks.folder import DecisionRecord
from quarterdeck.risks.kept import kept
from quarterdeck.risks.models import Decision
from quarterdeck.risks.results import RiskResult

Kind = Literal["approve", "accept", "transfer", "avoid", "defer"]
LEAST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Terms:
    """What is decided. `chance` a year and `loss` of one event are ranges with a source.

    `renews` is the key of the decision that this one takes the place of.
    """

    kind: Kind
    says: str
    knowing: str = ""
    until: date | None = None
    scenario: str = ""
    initiative: str = ""
    systems: tuple[str, ...] = ()
    chance: dict[str, Any] | None = None
    loss: dict[str, Any] | None = None
    conditions: tuple[str, ...] = ()
    promised_by: date | None = None
    renews: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signs (`by` as minutes name them), in which words, and the page as it was seen."""

    by: str
    actor: str
    words: str
    page: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """A decision against the risk of today."""

    standing: Standing
    says: str


@dataclass(frozen=True, slots=True)
class Reopened:
    """An acceptance that no longer covers what it was signed for, and why."""

    decision: Decision
    why: str


@transaction.atomic
def decide(client: Client, terms: Terms, signed: Signed, on: date) -> Decision:
    """Stores the decision, closes the one that it renews, and puts both on the ledger.

    ValueError for words that are missing, terms that do not fit the client folder, and a renewed
    decision that is not there.
    """
    words = signed.words.strip()
    if len(words.split()) < LEAST_WORDS:
        raise ValueError("Say in your own words what you decide and why: a sentence or two.")
    if terms.kind == "accept" and terms.until is None:
        raise ValueError("An acceptance ends: say on which day.")
    record = _record(client, terms, signed, words, on)
    values = {name: getattr(record, name) for name in DecisionRecord.model_fields}
    kept_values = record.model_dump(mode="json")
    values |= {name: kept_values[name] for name in ("chance", "loss")}
    decision: Decision = Decision.objects.of(client).create(**values)
    page = {"seen": ledger.digest(signed.page), "page": signed.page} if signed.page else {}
    ledger.append(
        client, signed.actor, "decide", f"decision:{decision.key}", None, kept_values | page
    )
    if terms.renews:
        _close(client, signed.actor, terms.renews, decision.key, on)
    return decision


def held(decision: Decision, risk: RiskResult | None, on: date) -> Held:
    """Run out, outside the odds or the loss that were signed, near their edge, or within."""
    if decision.until is not None and decision.until < on:
        return Held(Standing.BEYOND, f"It ran out on {wording.date_long(decision.until)}")
    if risk is None or decision.chance is None:
        return Held(Standing.UNPROVEN, "Not measured")
    odds, cost = risk.odds, risk.event_cost
    state = standing(Band(odds.low, odds.high), decision.chance["high"])
    if state is Standing.BEYOND:
        return Held(state, "The odds have left the range that was signed")
    dear = decision.loss and standing(Band(cost.low, cost.high), decision.loss["high"])
    if dear is Standing.BEYOND:
        return Held(dear, "The loss has left the range that was signed")
    near = Standing.NEAR in (state, dear)
    return Held(Standing.NEAR, "Near its range") if near else Held(state, "Within its range")


def acceptances(client: Client) -> list[Decision]:
    """Those that nobody has closed, the first to end first; those without an end last."""
    rows = Decision.objects.of(client).filter(kind="accept", came="open")
    return sorted(rows, key=lambda d: (d.until is None, d.until or d.on, d.key))


def reopened(client: Client, on: date) -> list[Reopened]:
    """Acceptances that must be decided again: run out, or their risk left what was signed."""
    found = kept(client)
    risks = {risk.key: risk for risk in found.found.risks} if found else {}
    states = ((d, held(d, risks.get(d.scenario), on)) for d in acceptances(client))
    return [Reopened(d, state.says) for d, state in states if state.standing is Standing.BEYOND]


def in_force(client: Client, on: date) -> list[Decision]:
    """Acceptances that have not run out on that day."""
    return [d for d in acceptances(client) if d.until is None or d.until >= on]


def _record(client: Client, terms: Terms, signed: Signed, words: str, on: date) -> DecisionRecord:
    """ValueError (pydantic's, in plain words) where the terms are not those of a decision."""
    return DecisionRecord(
        key=_free_key(client, terms, on), on=on, kind=terms.kind, says=terms.says, by=signed.by,
        knowing=terms.knowing, until=terms.until, scenario=terms.scenario,
        initiative=terms.initiative, systems=list(terms.systems), chance=terms.chance,  # type: ignore[arg-type]
        loss=terms.loss, conditions=list(terms.conditions), minutes=words,  # type: ignore[arg-type]
        promised_by=terms.promised_by,
    )  # fmt: skip


def _free_key(client: Client, terms: Terms, on: date) -> str:
    """ "accept-2026-12-03-old-ordering-link", numbered where it is taken."""
    words = re.findall(r"[a-z0-9]+", terms.says.lower())[:5]
    key = "-".join((terms.kind, on.isoformat(), *words))
    taken = set(
        Decision.objects.of(client).filter(key__startswith=key).values_list("key", flat=True)
    )
    numbered = (f"{key}-{number}" for number in count(2))
    return key if key not in taken else next(free for free in numbered if free not in taken)


def _close(client: Client, actor: str, key: str, by: str, on: date) -> None:
    old = Decision.objects.of(client).filter(key=key).first()
    if old is None:
        raise ValueError(f"There is no decision “{key}” to renew.")
    before = {"came": old.came}
    old.came, old.came_on, old.came_says = "kept", on, f"Decided again: {by}"
    old.save(update_fields=["came", "came_on", "came_says"])
    after = {"came": old.came, "came_says": old.came_says}
    ledger.append(client, actor, "close decision", f"decision:{key}", before, after)
