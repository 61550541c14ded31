from datetime import date, timedelta

import msgspec
import pytest

from quarterdeck.board.changing import figure, mixed, since
from quarterdeck.board.models import Pack
from quarterdeck.engine.change import CAUSES
from quarterdeck.risks.assessing import assess
from quarterdeck.risks.inputs import Looked
from tests.risks.firms import DAY, LOOKED, RECORDS, WEAKNESSES, firm, referenced, weakness

EARLIER = date(2026, 9, 4)
WALL = {
    "key": "wall", "name": "Wall around the shop", "works_on": "rate",
    "kinds": ["extortion", "theft"], "effect": {"low": 0.5, "high": 0.8},
}  # fmt: skip


@pytest.fixture(scope="module")
def old():
    return referenced(firm(as_of=EARLIER, looked=tuple(
        Looked(x.system, x.by, EARLIER) for x in LOOKED)))  # fmt: skip


@pytest.fixture(scope="module")
def new(old):
    """A control, one weakness mended, one new, a service more, and a first look by other means."""
    service = {"key": "depot", "name": "New depot", "revenue_share": 0.5,
               "downtime_cost": [{"hours": 24, "cost": 200e3}]}  # fmt: skip
    records = {
        "controls.yaml": [WALL],
        "services.yaml": [*RECORDS["services.yaml"], service],
    }
    fresh = weakness("fresh", "web", epss=0.5)
    deep = weakness("deep", "cards", epss=0.3, looks=("trivy image",), tool="trivy")
    return msgspec.structs.replace(
        old.with_records(records),
        as_of=DAY,
        looked=(*LOOKED, Looked("cards", "trivy image", DAY)),
        weaknesses=(*WEAKNESSES[1:], fresh, deep),
    )


@pytest.fixture(scope="module")
def published(old):
    found = assess(old)
    figures = {"limits": [{**_values(limit)} for limit in found.limits]}
    return Pack(
        key="p", meeting=EARLIER + timedelta(days=6), version=1, data_as_of=EARLIER,
        inputs=msgspec.json.decode(msgspec.json.encode(old.as_json())), figures=figures,
    )  # fmt: skip


def _values(limit):
    return {
        "loss": limit.loss, "basis": limit.basis, "insurance": limit.insurance,
        "odds": {"chance": limit.odds.chance},
    }  # fmt: skip


def test_none_new_is_the_old_paper_and_all_new_is_this_one(old, new):
    point = assess(new).limits[0]
    assert figure(mixed(old, new, frozenset()), point) == figure(old, point)
    assert figure(mixed(old, new, frozenset(CAUSES)), point) == pytest.approx(
        point.odds.chance, abs=1e-12
    )


def test_each_weakness_belongs_to_its_cause(old, new):
    def keys(*causes):
        return {w.key for w in mixed(old, new, frozenset(causes)).weaknesses}

    assert "web a" in keys()
    assert "web a" not in keys("actions")
    assert "web fresh" in keys("world") - keys("data", "business", "actions")
    assert "cards deep" in keys("data") - keys("world", "business", "actions")


def test_the_parts_add_up_to_the_step(published, new):
    before = since(published, new, assess(new), 1000, lambda _step: None)
    change = before.change
    assert change.before + sum(change.parts.values()) == change.now
    assert change.parts["actions"] < 0
    assert change.parts["business"] > 0
    assert change.parts["method"] == 0
    assert before.words["actions"].startswith("we acted: wall around the shop, weaknesses closed")


def test_a_better_method_does_not_look_like_a_safer_firm(published, new):
    said = [
        limit | {"odds": {"chance": limit["odds"]["chance"] + 0.05}}
        for limit in published.figures["limits"]
    ]
    other = Pack(meeting=published.meeting, version=1, inputs=published.inputs,
                 figures={"limits": said})  # fmt: skip
    before = since(other, new, assess(new), 1000, lambda _step: None)
    assert before.change.parts["method"] == pytest.approx(-50, abs=1)


def test_nothing_new_moves_nothing(published, old):
    before = since(published, old, assess(old), 1000, lambda _step: None)
    assert set(before.change.parts.values()) == {0}


def test_another_limit_is_compared_with_itself(published, new):
    moved = new.with_records({"appetite.yaml": [
        {"key": "appetite", "points": [{"loss": 400e3, "chance": 0.03}]}]})  # fmt: skip
    found = assess(moved)
    before = since(published, moved, found, 1000, lambda _step: None)
    assert before.change.parts["method"] == 0
    assert before.change.now == round(found.limits[0].odds.chance * 1000)
