"""A folder that imports can be assessed and told; what cannot is refused, with its place."""

import csv
import json
import math
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quarterdeck.board.brief import compose
from quarterdeck.board.briefing import Briefing
from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.clients.folder.problems import FolderError
from quarterdeck.clients.models import Client
from quarterdeck.plans.folder import InitiativeRecord
from quarterdeck.risks.assessing import assess
from quarterdeck.risks.services import inputs_of
from tests.risks.firms import DAY, RECORDS

pytestmark = pytest.mark.django_db
ME = "cli:tester"
SINGLE = ("profile.yaml", "appetite.yaml")
OWN = {
    "key": "flood", "name": "A flood stops the shop", "kind": "outage", "services": ["orders"],
    "rate_per_year": {"low": 0.1, "high": 0.3},
    "losses": [{"form": "response", "size": {"low": 10e3, "high": 90e3}}],
}  # fmt: skip
CONTROL = {
    "key": "wall", "name": "Wall", "works_on": "rate", "kinds": ["outage"],
    "effect": {"low": 0.3, "high": 0.6},
}  # fmt: skip
STEP = {
    "key": "step", "name": "Step", "cost_once": {"low": 50e3, "high": 80e3},
    "effects": [{"on": "loss", "kinds": ["outage"], "strength": {"low": 0.2, "high": 0.5}}],
}  # fmt: skip
FIRM = RECORDS | {
    "scenarios.yaml": [OWN], "controls.yaml": [CONTROL], "initiatives.yaml": [STEP],
    "suppliers.yaml": [{"key": "host", "name": "Host", "provides": "room", "services": ["orders"],
                        "fails_per_year": {"low": 0.1, "high": 0.2}}],
}  # fmt: skip


def write(folder: Path, records) -> Path:
    """The records as a folder; JSON is YAML."""
    for file, rows in records.items():
        if file.endswith(".yaml"):
            held = rows[0] if file in SINGLE and isinstance(rows, list) else rows
            (folder / file).write_text(json.dumps(held), encoding="utf-8")
            continue
        columns = [*dict.fromkeys(name for row in rows for name in row)]
        with (folder / file).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(columns)
            for row in rows:
                cells = (row.get(name, "") for name in columns)
                writer.writerow("; ".join(c) if isinstance(c, list) else c for c in cells)
    return folder


def changed(*path, to):
    """The firm with one value changed, at a path of files, places and fields."""
    records = deepcopy(FIRM)
    at = records
    for part in path[:-1]:
        at = at[part]
    at[path[-1]] = to
    return records


REFUSED = {
    "a form twice": (
        ("scenarios.yaml", 0, "losses", 0), None,
        "losses: must hold each form of loss once, and response stands twice",
    ),
    "no cap": (
        ("scenarios.yaml", 0, "losses", 0, "cap"), 0, "losses.0.cap: must be greater than 0",
    ),
    "no figures": (
        ("scenarios.yaml", 0, "rate_per_year"), None,
        "rate_per_year: give rate_per_year and losses, or a starter that exists: ",
    ),
    "falling cost": (
        ("services.yaml", 0, "downtime_cost", 0, "cost"), 1e7,
        "downtime_cost: must rise: 168 hours cost 900000, and 24 hours 1e+07",
    ),
    "points that contradict": (
        ("appetite.yaml", 0, "points", 1, "chance"), 0.2,
        "points: must not contradict each other: 1e+06 may be lost with a chance of 0.2",
    ),
    "no currency": (
        ("profile.yaml", "currency"), "QQQ", "currency: must be a currency code",
    ),
    "no rate": (
        ("profile.yaml", "currency"), "EUR", "rates: give what one USD buys in EUR",
    ),
    "a perfect control": (
        ("controls.yaml", 0, "effect"), {"low": 1, "high": 1}, "effect: must stay below 1",
    ),
    "a strength above one": (
        ("initiatives.yaml", 0, "effects", 0, "strength", "high"), 1.5,
        "effects.0.strength.high: must be below 1",
    ),
    "time without end": (
        ("suppliers.yaml", 0, "days_without"), float("inf"), "days_without: must be",
    ),
    "insurance that ends before it starts": (
        ("insurance.yaml", 0), RECORDS["insurance.yaml"][0] | {
            "starts": "2026-05-01", "ends": "2026-04-01"},
        "ends: must not come before starts, 2026-05-01",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_assessed_is_refused_with_its_place(name, tmp_path, firm):
    path, to, says = REFUSED[name]
    records = changed(*path, to=to)
    if name == "a form twice":
        records = changed("scenarios.yaml", 0, "losses", to=OWN["losses"] * 2)
    with pytest.raises(FolderError) as caught:
        import_folder(write(tmp_path, records), firm, ME)
    [problem] = (e for e in caught.value.report.errors if e.file == path[0])
    assert says in str(problem)
    assert problem.line or name == "no rate"
    assert not Client.objects.exists()


AMOUNTS = st.sampled_from((0, 1e-9, 0.5, 1, 7, 1000, 5e6, 1e15, 1e16, -1))
SHARES = st.sampled_from((0, 1e-9, 0.02, 0.5, 1, 1.2))
ENDS = st.tuples(AMOUNTS, AMOUNTS).map(sorted)
AMOUNT_RANGES = ENDS.map(lambda ends: {"low": ends[0], "high": ends[1]})
CHANCES = st.tuples(SHARES, SHARES).map(sorted).map(lambda e: {"low": e[0], "high": e[1]})
RATES = st.sampled_from((0, 1e-9, 0.1, 2)).map(lambda x: {"low": x, "high": 2 * x})
PLACES = {
    ("profile.yaml", "revenue_per_year"): AMOUNTS,
    ("profile.yaml", "sector"): st.sampled_from(("", "health", "no such")),
    ("services.yaml", 0, "revenue_share"): SHARES,
    ("services.yaml", 0, "downtime_cost"): st.lists(
        st.tuples(AMOUNTS, AMOUNTS).map(lambda p: {"hours": p[0], "cost": p[1]}), max_size=3
    ),
    ("holdings.csv", 0, "records"): st.sampled_from((0, 1, 10**12)),
    ("edges.csv", 0, "trust"): SHARES,
    ("edges.csv", 0, "target"): st.sampled_from(("cards", "web")),
    ("obligations.yaml", 0, "penalty"): AMOUNT_RANGES,
    ("obligations.yaml", 0, "looked_at_per_year"): RATES,
    ("requirements.csv", 0, "weight"): AMOUNTS,
    ("suppliers.yaml", 0, "fails_per_year"): RATES,
    ("controls.yaml", 0, "effect"): CHANCES,
    ("controls.yaml", 0, "reliability"): CHANCES,
    ("controls.yaml", 0, "coverage"): SHARES,
    ("controls.yaml", 0, "works_on"): st.sampled_from(
        ("reach", "paths", "other ways in", "rate", "loss")
    ),
    ("controls.yaml", 0, "systems"): st.sampled_from(([], ["web"], ["web", "cards"])),
    ("appetite.yaml", 0, "points"): st.lists(
        st.tuples(AMOUNTS, SHARES).map(lambda p: {"loss": p[0], "chance": p[1]}), max_size=2
    ),
    ("appetite.yaml", 0, "materiality", "loss"): AMOUNTS,
    ("insurance.yaml", 0, "retention"): AMOUNTS,
    ("insurance.yaml", 0, "limit"): AMOUNTS,
    ("insurance.yaml", 0, "share"): SHARES,
    ("insurance.yaml", 0, "aggregate"): AMOUNTS,
    ("scenarios.yaml", 0, "rate_per_year"): RATES,
    ("scenarios.yaml", 0, "starter"): st.sampled_from(("", "outage:orders", "none")),
    ("scenarios.yaml", 0, "kind"): st.sampled_from(("theft", "enforcement", "supplier")),
    ("scenarios.yaml", 0, "losses", 0, "size"): AMOUNT_RANGES,
    ("scenarios.yaml", 0, "losses", 0, "chance"): CHANCES,
    ("scenarios.yaml", 0, "losses", 0, "cap"): AMOUNTS,
    ("scenarios.yaml", 0, "begins_with_weakness"): CHANCES,
    ("scenarios.yaml", 0, "people_affected"): AMOUNT_RANGES,
    ("initiatives.yaml", 0, "cost_once"): AMOUNT_RANGES,
    ("initiatives.yaml", 0, "effects", 0, "strength"): CHANCES,
    ("initiatives.yaml", 0, "effects", 0, "on"): st.sampled_from(("rate", "loss")),
}


@st.composite
def folders(draw):
    records = deepcopy(FIRM)
    for path in draw(st.lists(st.sampled_from(sorted(PLACES, key=str)), min_size=1, max_size=4)):
        at = records
        for part in path[:-1]:
            at = at[part]
        at[path[-1]] = draw(PLACES[path])
    return records


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(records=folders())
def test_what_imports_can_be_assessed_and_told(records, firm):
    with TemporaryDirectory() as folder, transaction.atomic():
        try:
            client = import_folder(write(Path(folder), records), firm, ME).client
        except FolderError:
            return
        inputs = inputs_of(client, DAY)
        transaction.set_rollback(True)
    found = assess(inputs, inputs.of("initiatives.yaml", InitiativeRecord))
    assert math.isfinite(found.mean_before_insurance.middle)
    assert all(0 <= limit.odds.chance <= 1 for limit in found.limits)
    assert all(math.isfinite(row.saving_alone) for row in found.ranking)
    assert compose(Briefing(inputs, found), "management").annexes
