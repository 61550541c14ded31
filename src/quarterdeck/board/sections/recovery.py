"""Recovery promised against recovery proven: when it was shown, and who watched."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from quarterdeck.board.briefing import Briefing, upper_first
from quarterdeck.business.folder import RecoveryTestRecord, ServiceRecord
from quarterdeck.engine import wording
from quarterdeck.papers.blocks import Chart, Column, Table
from quarterdeck.papers.drawings import Recovery, RecoveryRow

MOST_SERVICES = 5
TEST_COUNTS_DAYS = 365


@dataclass(frozen=True)
class Shown:
    """A service with a promise, and its last test while that still counts."""

    service: ServiceRecord
    promised_hours: float
    test: RecoveryTestRecord | None

    @property
    def kept(self) -> bool:
        return self.test is not None and self.test.hours <= self.promised_hours

    @property
    def promise(self) -> str:
        return wording.duration(self.promised_hours)

    @property
    def proof(self) -> str:
        return wording.duration(self.test.hours) if self.test else "not tested"

    @property
    def seen(self) -> str:
        if self.test is None:
            return ""
        watched = f"watched by {self.test.watched_by}" if self.test.watched_by else "nobody watched"
        return f"{wording.date_short(self.test.on)}, {watched}"


def recovery(brief: Briefing) -> Chart | None:
    """The services with a promise that earn most; None where nothing was promised."""
    dearest = sorted(brief.services.values(), key=lambda s: -s.revenue_share)
    shown = list(islice(promised(brief, dearest), MOST_SERVICES))
    if not shown:
        return None
    return Chart(
        title=_title(shown),
        subtitle="Time to run again: tick promised, bar proven in the last year",
        source="Source: our recovery tests.",
        alternative=" ".join(
            f"{s.service.name}: promised {s.promise}, proven {s.proof}." for s in shown
        ),
        drawing=Recovery(tuple(map(_row, shown))),
        behind=Table(
            "Recovery promised and proven",
            (
                Column("Service", share=1.5),
                Column("Promised"),
                Column("Proven"),
                Column("When, and who watched", share=2),
            ),
            tuple((s.service.name, s.promise, s.proof, s.seen) for s in shown),
        ),
    )


def promised(brief: Briefing, services: Iterable[ServiceRecord]) -> Iterator[Shown]:
    """Those of `services` with a promise, each with its last test while that counts."""
    for service in services:
        if service.rto_hours is not None:
            yield Shown(service, service.rto_hours, _last_test(brief, service.key))


def _last_test(brief: Briefing, key: str) -> RecoveryTestRecord | None:
    tests = [
        t
        for t in brief.recovery_tests
        if t.service == key and (brief.inputs.as_of - t.on).days <= TEST_COUNTS_DAYS
    ]
    return max(tests, key=lambda t: t.on, default=None)


def _title(shown: list[Shown]) -> str:
    kept, untested, whole = (
        sum(s.kept for s in shown),
        sum(s.test is None for s in shown),
        len(shown),
    )
    if whole == 1:
        verb = "came" if kept else "has not shown that it comes"
        return f"The one service with a promise {verb} back in time"
    if untested == whole:
        return f"None of {wording.count_words(whole)} services was tested in the last year"
    says = f"{upper_first(wording.count_of(kept, whole))} services came back as fast as promised"
    if not untested:
        return says
    return (
        f"{says}; {wording.count_words(untested)} {'was' if untested == 1 else 'were'} not tested"
    )


def _row(s: Shown) -> RecoveryRow:
    proof = f"proven {s.proof}" if s.test else s.proof
    hours = s.test.hours if s.test else None
    return RecoveryRow(
        s.service.name, s.promised_hours, hours, f"promised {s.promise}", proof, s.seen
    )
