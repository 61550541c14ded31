"""How starting estimates move with revenue and sector."""

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.data import priors as shipped
from quarterdeck.engine.estimates import Estimate, exactly
from quarterdeck.engine.loss.expectation import mean
from quarterdeck.engine.priors import Band, at, middles
from quarterdeck.engine.products import joined, times

PRIORS = shipped.parse(shipped.raw())
REVENUE = st.floats(1e5, 1e11)


def test_a_figure_holds_at_the_middle_of_its_band():
    bands = PRIORS.events_per_year
    assert middles(bands) == pytest.approx([5e6, 5e7, 1e8 * sqrt(10), 1e9 * sqrt(10)])
    for band, middle in zip(bands, middles(bands), strict=True):
        found = at(bands, middle)
        assert (found.low, found.high) == pytest.approx((band.low, band.high))
        assert found.source == band.source


def test_halfway_in_logs_is_the_geometric_middle_of_both_ends():
    bands = (Band(0.01, 0.09, below=25e6), Band(0.04, 0.10))
    first, second = middles(bands)
    found = at(bands, sqrt(first * second))
    assert found.low == pytest.approx(sqrt(0.01 * 0.04))
    assert found.high == pytest.approx(sqrt(0.09 * 0.10))


@pytest.mark.parametrize("edge", [25e6, 100e6, 1e9])
def test_no_edge_of_a_band_has_a_jump(edge):
    for sector in ("", "health"):
        for figure in (PRIORS.events_of, PRIORS.size_factor):
            below, above = figure(edge * 0.996, sector), figure(edge * 1.004, sector)
            assert above.low == pytest.approx(below.low, rel=0.02)
            assert above.high == pytest.approx(below.high, rel=0.02)


@given(REVENUE, REVENUE)
def test_a_bigger_firm_is_hit_no_less_often_and_no_less_hard(one, two):
    small, big = sorted((one, two))
    for figure in (PRIORS.events_of, PRIORS.size_factor):
        assert mean(figure(small, "")) <= mean(figure(big, "")) * (1 + 1e-9)


def test_the_doubt_between_claims_and_public_counts_is_kept():
    """Of a small firm the two differ eightfold; a sector never makes that narrower."""
    base = at(PRIORS.events_per_year, 5e6)
    assert base.high / base.low > 8
    for sector in (*PRIORS.sectors, "unheard of"):
        moved = PRIORS.events_of(5e6, sector)
        assert moved.high / moved.low > base.high / base.low


def test_a_sector_is_known_by_any_of_its_words_in_any_case():
    for name, sector in PRIORS.sectors.items():
        for word in (name, *sector.also):
            assert PRIORS.sector(f"  {word.upper()} ") is sector
    words = [w for name, s in PRIORS.sectors.items() for w in (name, *s.also)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("given_", "says"),
    [("", "no sector is given"), ("Falconry", "no figures for the sector “Falconry”")],
)
def test_an_unknown_sector_is_the_mean_of_all_with_more_doubt_and_says_so(given_, says):
    sector = PRIORS.sector(given_)
    for factor in (sector.rate, sector.size):
        assert mean(factor.amount()) == pytest.approx(1, abs=0.01)
        assert factor.source == f"{says}, so the mean of all; judgement of the project"
    widest = max(s.rate.high / s.rate.low for s in PRIORS.sectors.values())
    assert sector.rate.high / sector.rate.low > widest
    assert says in PRIORS.events_of(60e6, given_).source


@settings(max_examples=50)
@given(st.floats(0.01, 100), st.floats(1, 50), st.floats(0.01, 100), st.floats(1, 50))
def test_means_of_independent_amounts_multiply(low, width, other, breadth):
    one, two = Estimate(low, low * width), Estimate(other, other * breadth)
    assert mean(times(one, two)) == pytest.approx(mean(one) * mean(two))
    doubled = times(one, exactly(2.0))
    assert (doubled.low, doubled.high) == pytest.approx((2 * one.low, 2 * one.high))


def test_sources_are_named_once_with_all_their_marks():
    found = joined(["judgement of the project", "A 2024 (F01); B 2025 (F02)", "A 2024 (F03, F01)"])
    assert found == "A 2024 (F01, F03); B 2025 (F02); judgement of the project"
