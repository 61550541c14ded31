"""The shipped file keeps its own rules, and a wrong file is told what is wrong where."""

import csv
import os
import re
from copy import deepcopy
from pathlib import Path

import pytest
import yaml

from quarterdeck.data import priors as shipped
from quarterdeck.engine.estimates import JUDGEMENT
from quarterdeck.engine.loss.expectation import mean
from tests.data.priors_tables import PAGE, figures, with_tables

RAW = shipped.raw()
FIGURES = [(path, figure) for path, figure in figures(RAW) if "low" in figure]
JUDGED = [(path, figure) for path, figure in FIGURES if figure["source"] == JUDGEMENT]
PUBLISHED = [
    (path, figure)
    for path, figure in FIGURES
    if figure["source"] != JUDGEMENT and figure["low"] < figure["high"]
]
PARTS = (
    "shares", "begins_with_weakness", "look_ends_badly", "contract_lost_after_that", "degraded",
    "revenue_lost_while_down", "ransom_paid", "theft_claims_arise", "theft_business_is_lost",
)  # fmt: skip
SOURCES = Path(__file__).parents[2].parent / "shared" / "data" / "priors-sources.csv"


def width(path, figure):
    """high over low; of a chance or a part the same in odds."""
    low, high = figure["low"], figure["high"]
    if set(path) & set(PARTS):
        low, high = low / (1 - low), high / (1 - high)
    return high / low


def test_every_figure_says_where_it_is_from_in_which_year_and_how_sure_we_are():
    for path, figure in figures(RAW):
        assert figure["confidence"] in ("high", "moderate", "low"), path
        if figure["source"] != JUDGEMENT and figure.get("low") != figure.get("high"):
            for part in figure["source"].split("; "):
                assert re.fullmatch(r".+ 20\d\d.* \([A-Z]\d\d(, [A-Z]\d\d)*\)", part), path
    assert all(figure["confidence"] == "low" for _, figure in JUDGED)


def test_every_mark_leads_to_a_publication_with_its_year():
    publications = RAW["publications"]
    for path, figure in FIGURES:
        for mark in re.findall(r"\b[A-Z]\d\d\b", figure["source"]):
            assert re.search(r"20\d\d", publications[mark]["year"]), path
    page = re.sub(r"<!-- (\w+) -->.*?<!-- /\1 -->", "", PAGE.read_text("utf-8"), flags=re.DOTALL)
    assert set(re.findall(r"\b[A-Z]\d\d\b", page)) <= set(publications)


def test_a_judgement_is_wider_than_what_is_published():
    assert len(JUDGED) > 15
    for path, figure in JUDGED:
        assert width(path, figure) >= 4, path
        beside = [width(p, f) for p, f in PUBLISHED if p[0] == path[0] and path[0] != "sizes"]
        assert width(path, figure) >= max(beside, default=0), path
        if path[0] == "sizes" and not set(path) & set(PARTS):
            assert width(path, figure) >= 50, path
    unknown = [width(p, f) for p, f in JUDGED if p[0] == "unknown_sector"]
    assert min(unknown) >= max(width(p, f) for p, f in PUBLISHED if p[0] == "sectors")


def test_the_page_shows_the_files_figures():
    text = PAGE.read_text(encoding="utf-8")
    assert text == with_tables(text, RAW), "run python -m tests.data.priors_tables"


def test_years_are_those_of_the_collected_sources():
    if not SOURCES.exists():
        assert os.environ.get("CI") != "true", f"{SOURCES} is missing"
        pytest.skip(f"{SOURCES} is missing")
    with SOURCES.open(encoding="utf-8") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    for mark, publication in RAW["publications"].items():
        if not mark.startswith("Z"):  # those were read from the reports themselves
            assert publication["year"] == rows[mark]["year"], mark


def _set(*path, to):
    def change(values):
        for part in path[:-1]:
            values = values[part]
        if to is None:
            del values[path[-1]]
        else:
            values[path[-1]] = to

    return change


WRONG = (
    # what is changed, the field that is named, what belongs there
    (_set("sizes", "ransom", to=None), "sizes.ransom", "is missing"),
    (_set("sizes", "ransom", "low", to="much"), "sizes.ransom.low", "must be a number, not text"),
    (_set("shares", "theft", "high", to=2), "shares.theft", "below one"),
    (_set("events_per_year", 1, "low", to=5), "events_per_year.1", "high not below it"),
    (_set("events_per_year", 1, "below", to=5), "events_per_year", "bands must rise"),
    (_set("sizes", "by_revenue", to=[]), "sizes", "bands must rise"),
    (_set("sectors", "retail", "rate", "low", to=[]), "sectors.retail.rate.low", "a number"),
    (_set("sectors", "retail", "rate", "sure", to=1), "sectors.retail.rate.sure", "is no field"),
    (_set("records", "grows", "value", to=1.0), "records", "no cost a record"),
    (_set("failures_per_year", "high", to=float("inf")), "failures_per_year", "high"),
    (_set("degraded", "confidence", to="sure"), "degraded.confidence", "invalid enum value"),
    (_set("exposure", "luck", to={"low": 0.1, "high": 0.2}), "exposure", "luck is no judgement"),
    (_set("shaers", to={}), "shaers", "is no field of the file"),
)  # fmt: skip


@pytest.mark.parametrize(("change", "field", "expected"), WRONG)
def test_a_wrong_file_is_named_with_line_field_and_what_belongs_there(
    tmp_path, monkeypatch, change, field, expected
):
    values = deepcopy(RAW)
    change(values)
    text = yaml.safe_dump(values, sort_keys=False, allow_unicode=True)
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setenv(shipped.VARIABLE, str(file))
    with pytest.raises(ValueError, match=re.escape(f", {field}: ")) as error:
        shipped.raw()
    says = str(error.value)
    assert expected in says
    assert says.startswith(f"{file}, line ")
    line = text.splitlines()[int(re.search(r"line (\d+)", says)[1]) - 1]
    last = field.split(".")[-1]
    shown = {"sizes.ransom": "sizes", "events_per_year.1": "- below"}.get(field, last)
    assert line.strip().startswith(shown)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "mine.yaml, line 1: must be named fields, not nothing"),
        (b"- 1\n", "mine.yaml, line 1: must be named fields, not a list"),
        (b"version: x\n", "mine.yaml, line 1, money_of: is missing"),
        (b"version: [\n", "must be well-formed YAML"),
        (b"[" * 5_000, "nests too deeply"),
        (bytes(range(128, 256)), "must be text in UTF-8"),
        (None, "cannot be read (No such file or directory)"),
    ],
)
def test_a_file_that_is_none_is_named(tmp_path, monkeypatch, content, says):
    file = tmp_path / "mine.yaml"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv(shipped.VARIABLE, str(file))
    with pytest.raises(ValueError, match=re.escape(says)) as error:
        shipped.raw()
    assert "unset QUARTERDECK_PRIORS" in str(error.value)


def test_an_own_file_replaces_the_shipped_one(tmp_path, monkeypatch):
    values = deepcopy(RAW) | {"version": "ours"}
    values["sectors"] = {"falconry": values["sectors"]["retail"]}
    file = tmp_path / "mine.yaml"
    file.write_text(yaml.safe_dump(values), encoding="utf-8")
    monkeypatch.setenv(shipped.VARIABLE, str(file))
    found = shipped.parse(shipped.raw())
    assert (found.version, list(found.sectors)) == ("ours", ["falconry"])


def test_estimates_that_an_older_pack_froze_are_read():
    """Their growth with revenue^0.3 from 60 million, their sectors, no doubt beyond them."""
    old = deepcopy(RAW) | {"version": "2026-11"}
    for name in ("unknown_sector", "revenue_lost_while_down", "publications"):
        del old[name]
    old["exploited_within_30_days"] = old.pop("unforecast")
    old["sectors"] = {"health": {"low": 0.8, "high": 1.8, "source": JUDGEMENT}}
    for name in ("by_revenue", "penalty_of_revenue"):
        del old["sizes"][name]
    old["sizes"] |= {"reference_revenue": 6e7, "grows": {"value": 0.3, "source": "Coalition"}}
    found = shipped.parse(old)
    for revenue in (5e6, 6e7, 3e8, 3e9):
        assert mean(found.size_factor(revenue, "")) == pytest.approx((revenue / 6e7) ** 0.3)
    assert mean(found.sector("falconry").rate.amount()) == 1
    assert found.sector("health").rate.low == 0.8
    assert shipped.parse(RAW) == shipped.parse(deepcopy(RAW))
