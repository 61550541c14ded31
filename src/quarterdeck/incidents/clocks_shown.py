"""Clocks as `quarterdeck clocks` prints them for people."""

from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console

from quarterdeck.engine.clocks import Clock, Facts, Question, State, Tables
from quarterdeck.engine.clocks.known import known_fact
from quarterdeck.incidents import clock_texts as texts
from quarterdeck.incidents.clocking import Clocked
from quarterdeck.incidents.clocks_data import NOT_ADVICE, SHOWN

HEADS = {
    State.RUNS: "Running",
    State.NO_NUMBER: "Due, without a number in the law",
    State.FIND_OUT: "May apply",
    State.WAITS: "Does not run yet",
    State.DONE: "Sent",
    State.NOT_IN_FORCE: "Would apply, and is not in force",
    State.DOES_NOT_APPLY: "Does not apply",
}


class Shown:
    """Prints clocks of one set of facts; deadlines in `zone`, else in that of each authority."""

    def __init__(self, out: Console, facts: Facts, known: Tables, zone: ZoneInfo | None) -> None:
        self.out, self.facts, self.known, self.zone = out, facts, known, zone

    def all(self, found: Clocked, every: bool) -> None:
        self._questions(found.questions, self.zone or found.zone)
        for state in State:
            group = sorted((clock for clock in found.clocks if clock.state is state), key=_order)
            if group and (every or state in SHOWN):
                self.out.print(f"{HEADS[state]} ({len(group)})", style="bold")
                for clock in group:
                    self._one(clock)
                self.out.print()
        if not any(clock.state in SHOWN for clock in found.clocks):
            self.out.print("No clock runs on these facts.")
        self.out.print(NOT_ADVICE)

    def _questions(self, asked: tuple[Question, ...], zone: ZoneInfo) -> None:
        if not asked:
            return
        self.out.print(f"Find out first ({len(asked)})", style="bold")
        for question in asked:
            fact = known_fact(self.known, question.fact)
            by = f"by {texts.at(question.by, zone)}" if question.by else "at once"
            if question.by and question.by <= self.facts.as_of:
                by = f"at once: it was needed {by}"
            self.out.print(f"  {texts.question(question.fact, self.known)}")
            clocks = "1 clock" if len(question.decides) == 1 else f"{len(question.decides)} clocks"
            self.out.print(f"      {by}; ask {fact.whom}; decides {clocks}", style="dim")
        self.out.print()

    def _one(self, clock: Clock) -> None:
        self.out.print(f"  {clock.regime.name}: {clock.stage.says}")
        for line in (*self._when(clock), *self._why(clock)):
            self.out.print(f"      {line}", style="dim")

    def _when(self, clock: Clock) -> list[str]:
        zone = self.zone or texts.zone_of(clock, self.known)
        lines = []
        if clock.due and clock.state is not State.WAITS:
            end = texts.at(clock.due.rolled, zone)
            lines.append(f"by {end}, {self._left(clock)}{_reading(clock)}")
        if clock.start:
            began = f"{texts.start(clock, self.known)}, {texts.at(clock.start.at, zone)}"
            lines.append(f"{texts.period(clock.stage)}: from when {began}")
        else:
            lines.append(texts.period(clock.stage))
        return lines

    def _why(self, clock: Clock) -> list[str]:
        lines = []
        for reason in clock.why:
            told = texts.reason(reason, self.facts, self.known)
            lines.append(f"{'because' if reason.sure else 'if'} {told}")
        if clock.asks:
            lines.append(f"hangs on {self._open(clock)}")
        if clock.treated:
            lines.append("there is no time left to find out: treat it as applying")
        lines.append(f"{clock.stage.citation or clock.regime.citation} · {_standing(clock)}")
        return lines + [f"warning: {warning}" for warning in clock.warns]

    def _open(self, clock: Clock) -> str:
        facts = ", ".join(ask.fact for ask in clock.asks)
        by: datetime | None = clock.asks[0].by
        zone = self.zone or texts.zone_of(clock, self.known)
        return f"{facts}; to be known by {texts.at(by, zone)}" if by else f"{facts}; ask at once"

    def _left(self, clock: Clock) -> str:
        span = clock.left(self.facts.as_of)
        assert span is not None
        if clock.sent:
            return "sent late" if clock.late(self.facts.as_of) else "sent in time"
        return texts.left(span)


def _order(clock: Clock) -> float:
    return clock.due.rolled.timestamp() if clock.due else float("inf")


def _reading(clock: Clock) -> str:
    reading = f" · {clock.stage.reading}" if clock.stage.reading else ""
    return reading if clock.governs else f"{reading} · another reading ends earlier"


def _standing(clock: Clock) -> str:
    sure = clock.stage.confidence or clock.regime.confidence
    since = clock.stage.in_force_from or clock.regime.in_force_from
    coming = f" from {since}" if since and clock.state is State.NOT_IN_FORCE else ""
    return f"{clock.regime.status}{coming}, confidence {sure}"
