"""Scenarios from plain data, and what is said of a slip."""

from copy import deepcopy
from math import inf

import pytest
import yaml

from quarterdeck.engine.estimates import JUDGEMENT
from quarterdeck.engine.loss import Form, Kind, ParetoTail, TolerancePoint, scenarios_from

TEXT = """
scenarios:
  - key: held-to-ransom
    name: Criminals lock our systems and ask for money
    kind: extortion
    rate_per_year: {low: 0.02, high: 0.2, likely: 0.06, source: A survey of 2024}
    losses:
      - form: productivity
        size: {low: 2e5, high: 3000000}
        cap: 12000000
      - form: fines
        size: 250000
        chance: {low: 0.05, high: 0.4}
        tail: {threshold: 1000000, alpha: 1.5}
  - {key: outage, kind: outage, rate_per_year: 0.5, losses: []}
insurance: {retention: 100000, limit: 5000000, share: 0.9}
tolerance:
  - {loss: 2000000, chance: 0.05}
  - {loss: 5000000, chance: 0.01, basis: event, after_insurance: false}
materiality: 1500000
"""


def test_a_whole_document():
    document = scenarios_from(yaml.safe_load(TEXT))
    ransom, outage = document.scenarios
    assert (ransom.kind, outage.name, outage.losses) == (Kind.EXTORTION, "outage", ())
    assert (ransom.rate_per_year.likely, ransom.rate_per_year.source) == (0.06, "A survey of 2024")
    productivity, fines = ransom.losses
    assert (productivity.size.low, productivity.cap) == (2e5, 12e6)
    assert productivity.size.source == JUDGEMENT
    assert (fines.form, fines.size.known, fines.cap) == (Form.FINES, True, inf)
    assert (fines.chance.kind, fines.chance.high) == ("chance", 0.4)
    assert fines.tail == ParetoTail(1e6, 1.5)
    assert (document.insurance.share, document.insurance.aggregate) == (0.9, inf)
    assert document.tolerance[1] == TolerancePoint(5e6, 0.01, "event", after_insurance=False)
    assert document.materiality == 1.5e6


def test_scenarios_alone_suffice():
    document = scenarios_from({"scenarios": []})
    assert (document.scenarios, document.insurance, document.tolerance) == ((), None, ())


ransom = ("scenarios", 0)
first_loss = (*ransom, "losses", 0)
SLIPS = [
    (("scenarios",), None, r"^scenarios: expected array, got null"),
    ((*ransom, "kind"), "hacking", r"^scenarios\[0\].kind: .*'hacking'; it is one of theft, fraud"),
    ((*ransom, "ratee"), 1, r"^scenarios\[0\]: contains unknown field ratee"),
    ((*ransom, "rate_per_year"), {"low": 3, "high": 1}, r"^scenarios\[0\].rate_per_year: .*low to"),
    ((*ransom, "rate_per_year"), {"low": 3}, r"^scenarios\[0\].rate_per_year: missing .* high"),
    (
        (*ransom, "rate_per_year"),
        "often",
        r"rate_per_year: expected float or low and high, got str",
    ),
    ((*first_loss, "form"), "tears", r"^scenarios\[0\].losses\[0\].form: .*it is one of product"),
    ((*first_loss, "size"), {"low": 0, "high": 5}, r"^scenarios\[0\].losses\[0\].size: 0.0 to 5"),
    ((*first_loss, "size"), -5, r"^scenarios\[0\].losses\[0\].size: -5.0 is no amount"),
    ((*first_loss, "cap"), 0, r"^scenarios\[0\].losses\[0\]: a cap lies above zero"),
    ((*first_loss, "chance"), 1.5, r"^scenarios\[0\].losses\[0\].chance: 1.5 is no chance"),
    ((*first_loss, "tail"), {"threshold": 5}, r"losses\[0\].tail: missing required field alpha"),
    ((*first_loss, "tail"), {"threshold": 5, "alpha": 0}, r"losses\[0\].tail: a Pareto tail needs"),
    (("scenarios", 1, "key"), "held-to-ransom", r"^scenarios\[1\].key: scenarios\[0\] has the key"),
    (("insurance",), {"limit": 5}, r"^insurance: missing required field retention"),
    (("insurance", "share"), 2, r"^insurance: insurance needs .* a share between 0 and 1"),
    (("tolerance", 0, "chance"), 5, r"^tolerance\[0\]: a tolerance is a loss"),
    (("tolerance", 1, "basis"), "month", r"^tolerance\[1\].basis: .*it is one of year, event"),
    (("materiality",), "big", r"^materiality: expected float"),
]


@pytest.mark.parametrize(("path", "value", "says"), SLIPS, ids=[slip[2] for slip in SLIPS])
def test_a_slip_is_named_with_its_place(path, value, says):
    document = deepcopy(yaml.safe_load(TEXT))
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(ValueError, match=says):
        scenarios_from(document)


@pytest.mark.parametrize("wrong", [None, [], "text", 5])
def test_what_is_no_document(wrong):
    with pytest.raises(ValueError, match=r"^the document: expected"):
        scenarios_from(wrong)
