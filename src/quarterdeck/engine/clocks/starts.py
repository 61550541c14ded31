"""From which moment a stage runs, and whether the law was in force then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quarterdeck.engine.clocks.calendars import local_day
from quarterdeck.engine.clocks.facts import Facts, Tables, where
from quarterdeck.engine.clocks.known import not_before
from quarterdeck.engine.clocks.results import Clock, Start
from quarterdeck.engine.clocks.tables import Regime, Stage
from quarterdeck.engine.clocks.values import Moment

SENT = "sent."


@dataclass(frozen=True, slots=True)
class Begun:
    """`start` is None where nothing bounds it; `come` is False where it has not come yet."""

    start: Start | None
    come: bool = True
    open_: tuple[str, ...] = ()


def begun(
    regime: Regime, stage: Stage, facts: Facts, tables: Tables, done: Sequence[Clock]
) -> Begun:
    """The moment that counts; `open_` names the moments to find out.

    Of several where the first counts, one that is not known is passed over beside one that is.
    """
    found = [_one(regime, moment, facts, tables, done) for moment in stage.starts]
    sure = [b for b in found if b.come and b.start and not b.open_]
    if stage.which == "first" and sure:
        return min(sure, key=_at)
    come = [b for b in found if b.come]
    if not come or (stage.which == "last" and len(come) < len(found)):
        return Begun(None, come=False)
    open_ = tuple(name for b in come for name in b.open_)
    bounds = [b for b in come if b.start]
    if stage.which == "first":
        bounded = min(bounds, key=_at) if len(bounds) == len(come) else Begun(None)
    else:
        bounded = max(bounds, key=_at, default=Begun(None))
    return Begun(bounded.start, open_=open_)


def _at(begin: Begun) -> datetime:
    assert begin.start
    return begin.start.at


def _one(regime: Regime, moment: str, facts: Facts, tables: Tables, done: Sequence[Clock]) -> Begun:
    if moment.startswith(SENT):
        return _sending(regime, moment, facts, done)
    if moment in facts.moments:
        known = facts.moments[moment]
        return Begun(_start(moment, known)) if known else Begun(None, come=False)
    bound = not_before(facts, tables, moment)
    return Begun(Start(moment, bound, exact=False) if bound else None, open_=(moment,))


def _sending(regime: Regime, moment: str, facts: Facts, done: Sequence[Clock]) -> Begun:
    """The notice before it: when it went, else when it is due, which is provisional."""
    duty = moment.removeprefix(SENT)
    went = facts.sent.get(f"{regime.key}.{duty}")
    if went:
        return Begun(_start(moment, went))
    dues = [clock.due.rolled for clock in done if clock.stage.duty == duty and clock.due]
    if not dues:
        return Begun(None, come=False)
    return Begun(Start(moment, min(dues), exact=True, provisional=True))


def _start(moment: str, known: Moment) -> Start:
    return Start(moment, known.earliest, known.exact)


def in_force(
    regime: Regime, stage: Stage, begin: Begun, place: str, facts: Facts, tables: Tables
) -> bool:
    """On the local day of the moment the law names, or of the start; today where it is open."""
    first = stage.in_force_from or regime.in_force_from
    if regime.status in ("proposed", "repealed") or (regime.status == "coming" and not first):
        return False
    tested = not_before(facts, tables, regime.tested_on) if regime.tested_on else None
    started = begin.start.at if begin.start else None
    day = local_day(tested or started or facts.as_of, where(tables, place).zone)
    until = stage.in_force_until or regime.in_force_until
    return not (first and day < first) and not (until and day > until)
