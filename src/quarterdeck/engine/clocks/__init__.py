"""Which notices are due to whom, why, from which moment and by when. Tables: `data/clocks/`."""

from quarterdeck.engine.clocks.calendars import Calendar
from quarterdeck.engine.clocks.facts import Facts, Tables
from quarterdeck.engine.clocks.notices import Draft, Filled, draft
from quarterdeck.engine.clocks.questions import Question, questions
from quarterdeck.engine.clocks.results import Ask, Clock, Reason, Start, State
from quarterdeck.engine.clocks.running import of_regime, run
from quarterdeck.engine.clocks.tables import Fact, Place, Regime, Stage, Template
from quarterdeck.engine.clocks.values import Choice, Interval, Members, Moment, YesNo

__all__ = [
    "Ask",
    "Calendar",
    "Choice",
    "Clock",
    "Draft",
    "Fact",
    "Facts",
    "Filled",
    "Interval",
    "Members",
    "Moment",
    "Place",
    "Question",
    "Reason",
    "Regime",
    "Stage",
    "Start",
    "State",
    "Tables",
    "Template",
    "YesNo",
    "draft",
    "of_regime",
    "questions",
    "run",
]
