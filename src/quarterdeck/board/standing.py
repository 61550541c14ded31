"""The four answers as they stand today: worked out by the worker, kept, read by every page.

They are out of date as soon as the ledger has grown or a day has passed; then a page shows them
with their date, and asks for new ones.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import msgspec
from django.db import transaction
from django.utils import timezone

from quarterdeck.board.answers import Answer, answers, risk_limit
from quarterdeck.board.asking import asked
from quarterdeck.board.briefing import Briefing
from quarterdeck.board.models import LiveAnswers
from quarterdeck.board.page_one import change_sum, headline
from quarterdeck.board.services import prepare
from quarterdeck.business.states import obligation_states
from quarterdeck.clients import ledger
from quarterdeck.clients.models import Client
from quarterdeck.papers.blocks import Inline
from quarterdeck.risks import kept
from quarterdeck.risks.ranked import rank_all

WORKER = "quarterdeck"


@dataclass(frozen=True, slots=True)
class Limit:
    """A chance with its band against a limit, both in years of `base`; no limit, no mark."""

    middle: float
    low: float
    high: float
    limit: float | None
    base: int


@dataclass(frozen=True, slots=True)
class TellsAnswer:
    """One answer: the question, the verdict, what follows it, and how it stands."""

    question: str
    answer: str
    rest: str
    standing: str
    mark: str
    side: tuple[str, ...]
    against: Limit | None
    would_change: str


@dataclass(frozen=True, slots=True)
class Step:
    """A part of what changed: "−3", "our actions"."""

    count: str
    says: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A decision that is due: what, and its price."""

    short: str
    price: str
    initiative: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the cockpit, the portfolio and the API tell."""

    headline: str
    answers: tuple[TellsAnswer, ...]
    duties: tuple[int, int, int]
    change_title: str
    change: tuple[Step, ...]
    asks: tuple[Ask, ...]
    meeting: date
    version: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Told answers with their age; `stale` when something changed since."""

    told: Told
    as_of: date
    made_at: datetime
    stale: bool


def work_out(client: Client, as_of: date | None = None) -> None:
    """Simulates, ranks and answers, and keeps all of it. ValueError as in `assessing.look`."""
    day = as_of or timezone.localdate()
    brief = prepare(client, day, WORKER, lambda _step: None)
    with transaction.atomic():
        rank_all(client, day, WORKER)
        row = ledger.length(client)
        kept.keep(client, brief.found, row)
        LiveAnswers.objects.of(client).update_or_create(
            client_id=client.pk,
            defaults={
                "as_of": day, "made_at": datetime.now(UTC), "at_row": row,
                "says": kept.plain(told(brief)),
            },
        )  # fmt: skip


def current(client: Client, today: date | None = None) -> Standing | None:
    """The answers that are kept; None before the first, or after a version with other words."""
    row = LiveAnswers.objects.of(client).first()
    if row is None:
        return None
    try:
        says = msgspec.convert(row.says, Told)
    except msgspec.ValidationError:
        return None
    stale = row.at_row != ledger.length(client) or row.as_of < (today or timezone.localdate())
    return Standing(says, row.as_of, row.made_at, stale)


def told(brief: Briefing) -> Told:
    """The answers, the change and the decisions of a briefing, as plain words and numbers."""
    found, cards, change = answers(brief), asked(brief), change_sum(brief)
    limits = (_first(brief), _significant(brief), None, _material(brief))
    return Told(
        headline=headline(brief, found[0], cards),
        answers=tuple(map(_told, found, limits)),
        duties=_duties(brief),
        change_title=change.title,
        change=tuple(Step(count, says) for count, says in change.steps),
        asks=tuple(Ask(c.short, c.price_line, c.initiative) for c in cards.cards),
        meeting=brief.profile.board.next_meeting,
        version=brief.version,
    )


def words(inline: Inline) -> str:
    """A sentence without its marks."""
    if isinstance(inline, str):
        return inline
    return "".join(part if isinstance(part, str) else part.text for part in inline)


def _told(answer: Answer, against: Limit | None) -> TellsAnswer:
    verdict = answer.verdict
    return TellsAnswer(
        question=verdict.question,
        answer=words(verdict.answer),
        rest=words(verdict.rest),
        standing=answer.standing.value if answer.standing else "unproven",
        mark=verdict.side.mark.word if verdict.side.mark else "",
        side=tuple(map(words, verdict.side.lines)),
        against=against,
        would_change=words(verdict.would_change),
    )


def _first(brief: Briefing) -> Limit | None:
    odds = brief.point.odds
    limit = brief.point.limit if brief.found.limits else None
    return Limit(odds.chance, odds.low, odds.high, limit, brief.base)


def _significant(brief: Briefing) -> Limit | None:
    if not brief.found.risks:
        return None
    over = brief.found.risks[0].over
    return Limit(
        over.chance, over.low, over.high, risk_limit(brief, brief.found.risks[0]), brief.base
    )


def _material(brief: Briefing) -> Limit | None:
    point = brief.found.material
    if point is None:
        return None
    odds = point.odds
    limit = point.limit if point.limit < 1 else None
    return Limit(odds.chance, odds.low, odds.high, limit, brief.base)


def _duties(brief: Briefing) -> tuple[int, int, int]:
    """How many are met and proven, met and not proven, not met."""
    states = obligation_states(brief.obligations, brief.requirements, brief.inputs.as_of)
    proven, unproven, unmet = (
        sum(len(getattr(state, name)) for state in states)
        for name in ("proven", "not_proven", "not_met")
    )
    return proven, unproven, unmet
