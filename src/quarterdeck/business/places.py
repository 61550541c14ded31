"""The tables that people fill in by hand: how each is called, what it shows, what is missing."""

from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.db.models import Count, Q

from quarterdeck.clients.folder import registry
from quarterdeck.clients.folder.part import Table
from quarterdeck.clients.models import Client
from quarterdeck.engine import wording


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that records lack: `without` it, as the rows of `where`."""

    name: str
    without: str
    where: Q


def _blank(name: str, without: str) -> Gap:
    return Gap(name, without, Q(**{name: ""}))


def _none(name: str, without: str) -> Gap:
    return Gap(name, without, Q(**{f"{name}__isnull": True}))


def _empty(name: str, without: str) -> Gap:
    return Gap(name, without, Q(**{name: []}))


OWNER = _blank("owner", "an owner")
UNPROVEN = Gap("proof", "a proof", Q(proof="", state="met"))


@dataclass(frozen=True, slots=True)
class Place:
    """A table by its `stem`: how it and its records are called, what it shows and answers."""

    stem: str
    name: str
    one: str
    shows: tuple[str, ...]
    answers: str
    gaps: tuple[Gap, ...] = ()
    many: str = ""

    @property
    def table(self) -> Table:
        return next(t for t in registry.tables() if Path(t.file).stem == self.stem)

    @property
    def room(self) -> Any:
        """The area whose rights hold for it: the room that brings the table."""
        return self.table.schema.__module__.split(".")[1]


PLACES = (
    Place(
        "services", "Services", "service", ("owner", "revenue_share", "rto_hours"),
        "What the client does for money or by duty, and what it costs when it stops.",
        (OWNER, _empty("downtime_cost", "a cost of stopping"),
         _none("rto_hours", "a time to be back")),
    ),
    Place(
        "systems", "Systems", "system", ("reach", "environment", "services", "owner"),
        "What the services run on, and who can reach it. Scans are matched by the names.",
        (_empty("services", "a service"), OWNER),
    ),
    Place(
        "edges", "Dependencies", "dependency", ("source", "kind", "target", "trust"),
        "Which system falls when another does, and how far a way in leads.",
        many="dependencies",
    ),
    Place(
        "holdings", "Data", "holding", ("system", "data_class", "records"),
        "How many people’s data could be lost, and where they lie.",
    ),
    Place(
        "suppliers", "Suppliers", "supplier", ("provides", "services", "days_to_replace"),
        "On whom the services hang, and how long one could do without.",
        (_blank("exit_plan", "a way out"), _none("days_to_replace", "a time to replace them")),
    ),
    Place(
        "controls", "Safeguards", "safeguard", ("works_on", "coverage", "owner", "proof"),
        "What guards the business already, and who has shown that it works.",
        (OWNER, _none("proof", "a proof")),
    ),
    Place(
        "obligations", "Obligations", "obligation", ("kind", "authority", "penalty", "due"),
        "Which laws, contracts and conditions apply, and what breaking them costs.",
        (_blank("consequence", "a consequence"),),
    ),
    Place(
        "requirements", "Requirements", "requirement",
        ("obligation", "state", "proof", "proof_valid_until", "owner"),
        "What the obligations ask for, whether it is met, and who has shown it.",
        (UNPROVEN, OWNER),
    ),
    Place(
        "recovery_tests", "Recovery tests", "recovery test", ("service", "on", "hours", "proof"),
        "How long it really took to bring a service back.",
        (_blank("watched_by", "a witness"),),
    ),
    Place(
        "plans_ahead", "Plans ahead", "plan", ("when", "owner", "worth_per_year"),
        "What the business wants to do next, and on which conditions security says yes.",
        (OWNER, _none("worth_per_year", "what it is worth")),
    ),
    Place(
        "cash", "Cash", "sheet of cash", ("as_of", "cash", "credit_lines", "outgoings_per_week"),
        "What a loss would meet: how long the client could go on.",
        many="sheets of cash",
    ),
    Place(
        "insurance", "Insurance", "policy", ("limit", "retention", "starts", "ends"),
        "What an insurer bears of a loss, and under which conditions.",
        many="policies",
    ),
    Place(
        "initiatives", "Initiatives", "initiative", ("state", "cost_once", "owner", "due"),
        "What one could fund: its cost, what it changes, what it needs first.",
        (OWNER, _none("cost_once", "a cost")),
    ),
    Place(
        "spending", "Spending", "line of spending", ("period", "planned", "spent", "initiative"),
        "What was planned against what was spent.",
        many="lines of spending",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filled:
    """How many records a table has, and how many of them lack what."""

    place: Place
    count: int
    lacks: tuple[tuple[Gap, int], ...]

    @property
    def says(self) -> str:
        """ "60 systems; 42 are without an owner", told of what is missing most."""
        counted = wording.count_things(self.count, self.place.one, self.place.many)
        if not self.lacks:
            return counted
        gap, count = self.worst
        return f"{counted}; {count} {'is' if count == 1 else 'are'} without {gap.without}"

    @property
    def says_gap(self) -> str:
        """ "42 systems are without an owner"; "" where nothing is missing."""
        if not self.lacks:
            return ""
        gap, count = self.worst
        counted = wording.count_things(count, self.place.one, self.place.many)
        return f"{counted} {'is' if count == 1 else 'are'} without {gap.without}"

    @property
    def worst(self) -> tuple[Gap, int]:
        """The gap of the most records. ValueError where nothing is missing."""
        return max(self.lacks, key=itemgetter(1))


def place_of(stem: str) -> Place | None:
    return next((place for place in PLACES if place.stem == stem), None)


def filled_in(client: Client, place: Place) -> Filled:
    """One query: the records of a table, and those with gaps."""
    counts = {gap.name: Count("pk", filter=gap.where) for gap in place.gaps}
    rows = place.table.model.objects.of(client)
    found = rows.aggregate(count_of_all=Count("pk"), **{f"lacks_{k}": v for k, v in counts.items()})
    lacks = tuple((gap, found[f"lacks_{gap.name}"]) for gap in place.gaps)
    return Filled(place, found["count_of_all"], tuple(each for each in lacks if each[1]))
