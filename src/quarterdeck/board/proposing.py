"""Decisions that are put to the board: those that a published brief asks, and others by hand."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from quarterdeck.board.asking import Card, asked
from quarterdeck.board.briefing import Briefing
from quarterdeck.board.models import Proposal
from quarterdeck.clients import ledger
from quarterdeck.clients.models import Client
from quarterdeck.papers.blocks import Option
from quarterdeck.papers.text import plain
from quarterdeck.risks.folder import DecisionRecord
from quarterdeck.risks.results import InitiativeResult, RiskResult


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked: the fields of a proposal that people give."""

    kind: str
    title: str
    answer_by: date
    meeting: date
    why: str = ""
    until: date | None = None
    scenario: str = ""
    initiative: str = ""
    renews: str = ""
    systems: tuple[str, ...] = ()
    chance: dict[str, Any] | None = None
    loss: dict[str, Any] | None = None
    sum: float | None = None
    facts: tuple[tuple[str, str], ...] = ()
    ways: tuple[dict[str, str], ...] = ()
    conditions: tuple[str, ...] = ()


@transaction.atomic
def propose(client: Client, asking: Asking, actor: str) -> Proposal:
    """Puts it to the board, on the ledger. ValueError for an acceptance without an end."""
    if asking.kind == "accept" and asking.until is None:
        raise ValueError("An acceptance ends: say on which day.")
    values = {name: getattr(asking, name) for name in Asking.__slots__}
    number = Proposal.objects.of(client).count() + 1
    row: Proposal = Proposal.objects.of(client).create(
        key=f"{asking.meeting:%Y-%m-%d}-{number}", asked_by=actor, **values
    )
    said = {"title": row.title, "kind": row.kind, "sum": row.sum}
    ledger.append(client, actor, "ask for a decision", f"proposal:{row.key}", None, said)
    return row


@transaction.atomic
def withdraw(client: Client, row: Proposal, actor: str) -> None:
    """Takes a proposal back that nobody has signed. ValueError when somebody has."""
    if row.state != "open":
        raise ValueError("Only what is still open can be withdrawn.")
    row.state = "withdrawn"
    row.save(update_fields=["state"])
    ledger.append(client, actor, "withdraw", f"proposal:{row.key}", {"state": "open"},
                  {"state": row.state, "title": row.title})  # fmt: skip


def propose_all(client: Client, brief: Briefing, actor: str) -> list[Proposal]:
    """What the brief asks and nobody was asked yet for this meeting. Limits are set elsewhere."""
    meeting = brief.profile.board.next_meeting
    known = set(
        Proposal.objects.of(client).filter(meeting=meeting).exclude(state="withdrawn")
        .values_list("initiative", "renews")
    )  # fmt: skip
    found = (_of_card(brief, card) for card in asked(brief).cards)
    return [
        propose(client, asking, actor)
        for asking in found
        if asking and (asking.initiative, asking.renews) not in known
    ]


def _of_card(brief: Briefing, card: Card) -> Asking | None:
    if card.initiative:
        return _approve(brief, card)
    return _renew(brief, card) if card.renews else None


def _approve(brief: Briefing, card: Card) -> Asking:
    result = next(r for r in brief.found.initiatives if r.key == card.initiative)
    return Asking(
        kind="approve",
        title=card.block.title,
        why=plain(card.block.why),
        answer_by=brief.profile.board.next_meeting,
        meeting=brief.profile.board.next_meeting,
        until=None,
        initiative=card.initiative,
        sum=result.cost.high + result.cost_per_year.high,
        facts=_gains(brief, card, result),
        ways=tuple(map(_way, card.block.options)),
    )


def _gains(brief: Briefing, card: Card, result: InitiativeResult) -> tuple[tuple[str, str], ...]:
    facts = [
        ("Price", f"{brief.span(result.cost)} once"),
        ("It avoids", f"{brief.span(result.avoids_per_year)} a year"),
        (
            f"Years in {brief.base:,} beyond the limit",
            plain(card.block.options[0].odds).partition(";")[0],
        ),
        ("Owner", card.block.owner),
        ("To stand by", f"{card.block.due:%-d %B %Y}"),
    ]
    if result.cost_per_year.high:
        facts.insert(1, ("And each year", brief.span(result.cost_per_year)))
    return tuple(facts)


def _renew(brief: Briefing, card: Card) -> Asking:
    record = next(d for d in brief.decisions if d.key == card.renews)
    risk = next((r for r in brief.found.risks if r.key == record.scenario), None)
    return Asking(
        kind="accept",
        title=record.says,
        why=plain(card.block.why),
        answer_by=brief.profile.board.next_meeting,
        meeting=brief.profile.board.next_meeting,
        until=card.again,
        scenario=record.scenario,
        renews=record.key,
        systems=tuple(record.systems),
        chance=_range(record.chance),
        loss=_range(record.loss),
        sum=record.loss.high if record.loss else None,
        facts=facts_of(risk, record),
        ways=tuple(map(_way, card.block.options)),
        conditions=tuple(record.conditions),
    )


def facts_of(
    risk: RiskResult | None, record: DecisionRecord | None = None
) -> tuple[tuple[str, str], ...]:
    """What a signer should know of the risk: proof, what it rests on, what it does to people."""
    facts = []
    if record is not None and record.knowing:
        facts.append(("Known when it was signed", record.knowing))
    source = record.chance.source if record and record.chance else ""
    if risk is not None:
        source = "; ".join(risk.rests_on) or source
        facts.append(("Shown by", risk.proof))
        if risk.harm:
            facts.append(("If it happens", risk.harm))
    if source:
        facts.append(("Rests on", source))
    return tuple(facts)


def _range(given: Any) -> dict[str, Any] | None:
    return given.model_dump(mode="json") if given else None


def _way(option: Option) -> dict[str, str]:
    return {
        "name": option.name,
        "price": plain(option.price),
        "odds": plain(option.odds),
        "if_wrong": plain(option.if_wrong),
        "proposed": "yes" if option.proposed else "",
    }
