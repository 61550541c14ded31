"""What only the whole folder shows: that initiatives name what is there, and can be in order."""

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from quarterdeck.clients.folder.problems import Report
from quarterdeck.clients.folder.whole import Whole
from quarterdeck.plans.folder import INITIATIVES, InitiativeRecord


def check(whole: Whole, report: Report) -> None:
    """Adds controls, plans ahead and priorities that nobody knows, and needs in a circle."""
    values = whole.values()
    records = [InitiativeRecord.model_validate(row) for row in values[INITIATIVES]]
    known = {
        "controls.yaml": {row["key"] for row in values["controls.yaml"]},
        "plans_ahead.yaml": {row["key"] for row in values["plans_ahead.yaml"]},
        "the priorities of profile.yaml": {p.says for p in whole.profile.priorities},
    }
    for record in records:
        line = whole.line(INITIATIVES, record.key)
        for field, name, where in _names(record):
            if name not in known[where]:
                report.error(INITIATIVES, line, field, f"must be one of {where}", name)
    for circle in _circles(records):
        line = whole.line(INITIATIVES, circle[0])
        report.error(INITIATIVES, line, "needs", f"goes in a circle: {', '.join(circle)}")


def _names(record: InitiativeRecord) -> Iterator[tuple[str, str, str]]:
    """(field, name, where it must be known)."""
    for number, raised in enumerate(record.improves):
        yield f"improves.{number}.control", raised.control, "controls.yaml"
    for number, deal in enumerate(record.unblocks):
        if deal.plan_ahead:
            yield f"unblocks.{number}.plan_ahead", deal.plan_ahead, "plans_ahead.yaml"
    for number, says in enumerate(record.serves):
        yield f"serves.{number}", says, "the priorities of profile.yaml"


def _circles(records: Iterable[InitiativeRecord]) -> Iterator[list[str]]:
    try:
        TopologicalSorter({r.key: r.needs for r in records}).prepare()
    except CycleError as error:
        yield error.args[1]
