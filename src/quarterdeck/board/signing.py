"""What somebody may answer to a proposal: sign, decline, ask; all of it on the record."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction

from quarterdeck.board.models import Answer, Proposal
from quarterdeck.board.sheet import sheet_of
from quarterdeck.clients import ledger
from quarterdeck.clients.access import Visit
from quarterdeck.clients.models import Client
from quarterdeck.engine import wording
from quarterdeck.plans.models import Initiative
from quarterdeck.risks.authority import rule_of
from quarterdeck.risks.deciding import Signed, Terms, decide
from quarterdeck.risks.models import Decision


def may_sign(visit: Visit, row: Proposal) -> bool:
    """Whether the visitor's seat has the authority for the sum."""
    return visit.may("board", "sign") and rule_of(visit.client).allows(
        visit.role, visit.title, row.sum
    )


def refusal(visit: Visit, row: Proposal) -> str:
    """Why this visitor cannot sign, and who may; "" where she can."""
    if may_sign(visit, row):
        return ""
    rule = rule_of(visit.client)
    if not rule.limits:
        return "The board has not said who may sign for how much. Only its directors may."
    able = [limit.role for limit in rule.who_may(row.sum)]
    who = (
        f"It takes: {', '.join(able)}."
        if able
        else "Nobody’s limit reaches so far: the board must raise one first."
    )
    own = rule.of(visit.role, visit.title)
    if row.sum is None:
        return f"Nobody has measured what this may cost. {who}"
    sum_ = wording.money(row.sum, visit.client.currency)
    if own is None:
        return f"The board’s rule gives your seat no limit, and this is {sum_}. {who}"
    limit = wording.money(own.up_to, visit.client.currency)
    return f"This is {sum_}, and your seat signs for up to {limit}. {who}"


@transaction.atomic
def sign(visit: Visit, row: Proposal, words: str, seen: str, today: date) -> Decision:
    """Stores the decision with the sheet that was seen.

    ValueError where it is answered already, the authority is missing, the sheet has changed since
    it was opened, or the words are not her own.
    """
    client = visit.client
    row = Proposal.objects.of(client).select_for_update().get(pk=row.pk)
    if row.state != "open":
        raise ValueError(f"This was {row.state} meanwhile. Nothing was signed.")
    why_not = refusal(visit, row)
    if why_not:
        raise ValueError(why_not)
    sheet = sheet_of(client, row, today)
    if sheet.seen != seen:
        raise ValueError("The page has changed since you opened it. Read it again, then sign.")
    if _squeezed(words) in map(_squeezed, (row.title, row.why, f"{row.title} {row.why}")):
        raise ValueError("Say it in your own words: these are ours.")
    who = signer(visit)
    decision = decide(client, _terms(row), Signed(who, visit.actor, words, asdict(sheet)), today)
    if row.kind == "approve" and row.initiative:
        Initiative.objects.of(client).filter(key=row.initiative).update(state="approved")
    row.state, row.decision = "signed", decision.key
    row.save(update_fields=["state", "decision"])
    Answer.objects.of(client).create(proposal=row, kind="signed", by=who, words=decision.minutes)
    return decision


@transaction.atomic
def decline(visit: Visit, row: Proposal, why: str) -> None:
    """No, and why. ValueError without a why, and when it is answered already."""
    if row.state != "open":
        raise ValueError(f"This was {row.state} meanwhile.")
    _answer(visit, row, "declined", why, "Say why: it goes into the minutes.")
    row.state = "declined"
    row.save(update_fields=["state"])


@transaction.atomic
def ask(visit: Visit, row: Proposal, question: str) -> None:
    """A question before deciding. ValueError when it is empty."""
    _answer(visit, row, "question", question, "Write your question.")


@transaction.atomic
def reply(visit: Visit, row: Proposal, words: str) -> None:
    """Management's reply to what was asked. ValueError when it is empty."""
    _answer(visit, row, "reply", words, "Write your reply.")


def answers_to(client: Client, row: Proposal) -> list[Answer]:
    """What was said, the oldest first."""
    return list(Answer.objects.of(client).filter(proposal=row))


def signer(visit: Visit) -> str:
    """How minutes name her: "Maria Whitcombe, Chair, audit committee"."""
    title = visit.title or str(visit.role.label)
    return f"{visit.person.name}, {title}" if visit.person.name else title


def _terms(row: Proposal) -> Terms:
    return Terms(
        kind=row.kind,
        says=row.title,
        knowing=row.why,
        until=row.until,
        scenario=row.scenario,
        initiative=row.initiative,
        systems=tuple(row.systems),
        chance=row.chance,
        loss=row.loss,
        conditions=tuple(row.conditions),
        renews=row.renews,
    )


def _answer(visit: Visit, row: Proposal, kind: str, words: str, lacking: str) -> None:
    said = words.strip()
    if not said:
        raise ValueError(lacking)
    client = visit.client
    Answer.objects.of(client).create(proposal=row, kind=kind, by=signer(visit), words=said)
    values: dict[str, Any] = {"title": row.title, "words": said}
    ledger.append(client, visit.actor, kind, f"proposal:{row.key}", None, values)


def _squeezed(text: str) -> str:
    return " ".join(text.lower().split())
