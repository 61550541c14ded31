"""Which notices are due to whom, why, from which moment and by when. Tables: `data/clocks/`."""

from quarterdeck.engine.clocks.calendars import Calendar
from quarterdeck.engine.clocks.facts import Facts, Tables
from quarterdeck.engine.clocks.results import Ask, Clock, Reason, Start, State
from quarterdeck.engine.clocks.running import of_regime, run
from quarterdeck.engine.clocks.tables import Fact, Place, Regime, Stage, Template
from quarterdeck.engine.clocks.values import Choice, Interval, Members, Moment, YesNo

__all__ = [
    "Ask",
    "Calendar",
    "Choice",
    "Clock",
    "Fact",
    "Facts",
    "Interval",
    "Members",
    "Moment",
    "Place",
    "Reason",
    "Regime",
    "Stage",
    "Start",
    "State",
    "Tables",
    "Template",
    "YesNo",
    "of_regime",
    "run",
]
