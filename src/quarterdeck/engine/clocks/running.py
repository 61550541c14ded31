"""Every clock of every regime on one set of facts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from quarterdeck.engine.clocks.cases import Case, Row, cases, deciding, open_moments, row
from quarterdeck.engine.clocks.conditions import holds, reasons
from quarterdeck.engine.clocks.facts import Facts, Tables
from quarterdeck.engine.clocks.results import Ask, Clock, Reason, Start, State
from quarterdeck.engine.clocks.starts import Begun, begun, in_force
from quarterdeck.engine.clocks.tables import Regime, Stage
from quarterdeck.engine.clocks.warnings import warnings

TO_PREPARE = 0.25  # of the period
AT_MOST = timedelta(days=3)


def run(regimes: Iterable[Regime], facts: Facts, tables: Tables) -> tuple[Clock, ...]:
    """Every stage of every regime, in their order. Raises ValueError for facts no table knows."""
    return tuple(clock for regime in regimes for clock in of_regime(regime, facts, tables))


def of_regime(regime: Regime, facts: Facts, tables: Tables) -> tuple[Clock, ...]:
    """The stages of one regime; a stage may start from one before it."""
    done: list[Clock] = []
    for stage in regime.stages:
        done.append(_clock(regime, stage, facts, tables, done))
    return tuple(replace(clock, governs=_governs(clock, done)) for clock in done)


def _clock(
    regime: Regime, stage: Stage, facts: Facts, tables: Tables, done: Sequence[Clock]
) -> Clock:
    begin = begun(regime, stage, facts, tables, done)
    of = row(regime, stage, tables)
    found = cases(of, begin.start, facts, tables)
    applying = [case for case in found if case.applies]
    if not applying:
        return Clock(regime, stage, State.DOES_NOT_APPLY, False, why=_why_not(of, found))
    if not in_force(regime, stage, begin, applying[0].place, facts, tables):
        why = _why(of, applying[0], found)
        applies = None if len(applying) < len(found) else True
        return Clock(regime, stage, State.NOT_IN_FORCE, applies, begin.start, why=why)
    return _applying(of, found, applying, begin, facts, tables)


def _applying(
    of: Row, found: list[Case], applying: list[Case], begin: Begun, facts: Facts, tables: Tables
) -> Clock:
    """A stage that applies, or may."""
    regime, stage = of.regime, of.stage
    first = min(applying, key=_order)
    sent = facts.sent.get(f"{regime.key}.{stage.duty}")
    by = _ask_by(stage, begin.start, applying)
    asks = () if sent else _asks((*_to_ask(of, found, facts), *begin.open_), by)
    applies = None if len(applying) < len(found) else True
    open_ = applies is None or bool(begin.open_)
    state = State.DONE if sent else _state(stage, begin, open_)
    return Clock(
        regime, stage, state, applies, begin.start, first.due, first.place,
        _why(of, first, found), asks, open_ and _too_late(by, facts), sent=sent,
        warns=warnings(regime, begin.start, first, facts, tables),
    )  # fmt: skip


def _to_ask(of: Row, found: Sequence[Case], facts: Facts) -> Iterator[str]:
    for fact in deciding(of, found):
        yield from open_moments(of, fact, facts)


def _asks(facts: Iterable[str], by: datetime | None) -> tuple[Ask, ...]:
    return tuple(Ask(fact, by) for fact in dict.fromkeys(facts))


def _order(case: Case) -> tuple[float, float]:
    if case.due is None:
        return float("inf"), float("inf")
    return case.due.rolled.timestamp(), case.due.unrolled.timestamp()


def _state(stage: Stage, begin: Begun, open_: bool) -> State:
    if not begin.come:
        return State.WAITS
    if open_:
        return State.FIND_OUT
    return State.NO_NUMBER if stage.unit == "promptly" else State.RUNS


def _ask_by(stage: Stage, start: Start | None, applying: list[Case]) -> datetime | None:
    """The earliest deadline that is possible, less the time to prepare."""
    ends = [case.due.unrolled for case in applying if case.due]
    if start is None or not ends:
        return None
    if stage.prepare_hours is not None:
        return min(ends) - timedelta(hours=stage.prepare_hours)
    return min(ends) - min((min(ends) - start.at) * TO_PREPARE, AT_MOST)


def _too_late(by: datetime | None, facts: Facts) -> bool:
    return by is not None and facts.as_of >= by


def _why(of: Row, case: Case, found: Sequence[Case]) -> tuple[Reason, ...]:
    """What made the case apply; of what made it not apply, the first condition that fails."""
    told = [c for c in (of.regime.when, of.stage.when) if holds(c, case.truth) is case.applies]
    pairs = dict.fromkeys(
        pair for c in (told if case.applies else told[:1]) for pair in reasons(c, case.truth)
    )
    return tuple(
        Reason(test, answer, all(other.truth[test] is answer for other in found))
        for test, answer in pairs
    )


def _why_not(of: Row, found: Sequence[Case]) -> tuple[Reason, ...]:
    """The reason with the least in it that is not known."""
    whys = (_why(of, case, found) for case in found)
    return min(whys, key=lambda why: sum(not reason.sure for reason in why))


def _governs(clock: Clock, done: Sequence[Clock]) -> bool:
    """The earliest of the rows of its duty that surely run, or the only one."""
    rivals = [
        c.due.rolled
        for c in done
        if c.stage.duty == clock.stage.duty and c.due and (c.applies or c.treated)
    ]
    return not rivals or (clock.due is not None and clock.due.rolled <= min(rivals))
