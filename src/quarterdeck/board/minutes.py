"""The minutes of a meeting's decisions: what was asked, and answered, in the signer's words."""

from datetime import date

from quarterdeck.board.models import Answer, Proposal
from quarterdeck.clients.models import Client
from quarterdeck.engine import wording
from quarterdeck.papers.blocks import Block, FactList, Paragraph, Quote
from quarterdeck.papers.pages import Record, Section
from quarterdeck.risks.models import Decision

VERBS = {"approve": "Approved", "accept": "Accepted", "transfer": "Passed on",
         "avoid": "Avoided", "defer": "Deferred"}  # fmt: skip
STATES = {"open": "Not yet decided", "declined": "Declined"}


def minutes(client: Client, meeting: date) -> Record | None:
    """The minutes as a paper; None where nothing was put to the board for that day."""
    rows = list(
        Proposal.objects.of(client)
        .filter(meeting=meeting)
        .exclude(state="withdrawn")
        .order_by("pk")
    )
    if not rows:
        return None
    said: dict[int, list[Answer]] = {row.pk: [] for row in rows}
    for answer in Answer.objects.of(client).filter(proposal__in=rows):
        said[answer.proposal_id].append(answer)
    made = {
        d.key: d for d in Decision.objects.of(client).filter(key__in=[r.decision for r in rows])
    }
    signed = sum(row.state == "signed" for row in rows)
    body = client.board.get("body", "Board")
    return Record(
        title=f"Minutes of decisions, {body}, {wording.date_long(meeting)}",
        client=client.name,
        language=client.language,
        mark=client.board.get("mark", ""),
        headline=f"{_count(signed)} of {wording.count_words(len(rows))} decisions signed",
        sections=tuple(_section(client, row, said[row.pk], made.get(row.decision)) for row in rows),
    )


def _section(client: Client, row: Proposal, said: list[Answer], made: Decision | None) -> Section:
    verb = VERBS[row.kind] if made else STATES.get(row.state, row.state)
    blocks: list[Block] = [Paragraph(row.why)] if row.why else []
    facts = _facts(client, row, made)
    if facts:
        blocks.append(FactList(facts))
    blocks += [Quote(answer.words, _who(answer)) for answer in said]
    return Section(f"{verb}: {row.title}", tuple(blocks))


def _facts(client: Client, row: Proposal, made: Decision | None) -> tuple[tuple[str, str], ...]:
    found = []
    if row.chance:
        found.append(("Odds", wording.odds_range(row.chance["low"], row.chance["high"], 1_000)))
    if row.loss:
        span = wording.money_range(row.loss["low"], row.loss["high"], client.currency)
        found.append(("If it happens", span))
    elif row.sum:
        found.append(("At most", wording.money(row.sum, client.currency)))
    if row.until:
        found.append(("Until", wording.date_long(row.until)))
    found += [("As long as", condition) for condition in row.conditions]
    if made:
        found.append(("On record as", made.key))
    return tuple(found)


def _who(answer: Answer) -> str:
    words = {"question": "asked", "reply": "replied", "declined": "declined", "signed": "signed"}
    return f"{answer.by}, {words[answer.kind]} on {wording.date_long(answer.at.date())}"


def _count(number: int) -> str:
    return wording.count_words(number).capitalize() if number else "None"
