"""Standing against a limit, and confidence with its reasons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.engine import verdicts
from quarterdeck.engine.verdicts import Band, Basis, Measure, Proof, Standing, Sureness

SELF, TESTED, CONFIRMED = Proof

bands = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda ends: Band(min(ends), max(ends)))
bases = st.builds(Basis, st.just("x"), st.sampled_from(Proof), st.floats(0.01, 10))


@pytest.mark.parametrize(
    ("low", "high", "limit", "expected"),
    [
        (0.01, 0.03, 0.05, Standing.WITHIN),
        (0.01, 0.05, 0.05, Standing.WITHIN),
        (0.04, 0.11, 0.05, Standing.NEAR),
        (0.05, 0.11, 0.05, Standing.NEAR),
        (0.06, 0.11, 0.05, Standing.BEYOND),
    ],
)
def test_standing(low, high, limit, expected):
    assert verdicts.standing(Band(low, high), limit) is expected


@given(bands, st.floats(0, 1), st.floats(0, 1))
def test_a_looser_limit_never_looks_worse(band, a, b):
    tight, loose = sorted((a, b))
    order = verdicts.TROUBLE.index
    assert order(verdicts.standing(band, loose)) <= order(verdicts.standing(band, tight))


def test_obligations():
    assert verdicts.obligation_standing(not_met=1, not_proven=2) is Standing.BEYOND
    assert verdicts.obligation_standing(not_met=0, not_proven=2) is Standing.UNPROVEN
    assert verdicts.obligation_standing(not_met=0, not_proven=0) is Standing.WITHIN


def test_worst_and_binding():
    assert verdicts.worst([Standing.WITHIN, Standing.UNPROVEN]) is Standing.UNPROVEN
    mild = Measure("a sum of $1 million", Band(0.09, 0.12), 0.10)
    hard = Measure("a sum of $5 million", Band(0.04, 0.11), 0.05)
    fine = Measure("a sum of $9 million", Band(0.00, 0.01), 0.02)
    assert verdicts.binding([fine, mild, hard]) is hard
    with pytest.raises(ValueError, match="empty"):
        verdicts.binding([])


@pytest.mark.parametrize(
    ("low", "high", "least", "expected"),
    [
        (4, 8, 0, Sureness.HIGH),
        (4, 11, 0, Sureness.MODERATE),
        (2, 10, 0, Sureness.MODERATE),
        (2, 11, 0, Sureness.LOW),
        (0, 1, 0, Sureness.LOW),
        (0.0, 0.01, 0.005, Sureness.HIGH),
        (0.0, 0.02, 0.005, Sureness.MODERATE),
        (0, 0, 0, Sureness.HIGH),
    ],
)
def test_width(low, high, least, expected):
    assert verdicts.sureness_of_width(Band(low, high), least) is expected


def test_kind_of_proof_is_what_half_the_weight_reaches():
    assert verdicts.kind_of_proof([Basis("a", CONFIRMED, 6), Basis("b", SELF, 4)]) is CONFIRMED
    assert verdicts.kind_of_proof([Basis("a", CONFIRMED, 4), Basis("b", SELF, 6)]) is SELF
    mixed = [Basis("a", CONFIRMED, 3), Basis("b", TESTED, 3), Basis("c", SELF, 4)]
    assert verdicts.kind_of_proof(mixed) is TESTED
    with pytest.raises(ValueError, match="rest on something"):
        verdicts.kind_of_proof([])


def test_confidence_is_the_worse_of_the_two_and_shows_the_weakest_first():
    basis = [Basis("firewall checked", CONFIRMED, 8), Basis("takings a day", SELF, 2)]
    narrow = verdicts.confidence(basis, Band(4, 6))
    wide = verdicts.confidence(basis, Band(1, 6))
    assert (narrow.word, wide.word) == (Sureness.HIGH, Sureness.LOW)
    assert narrow.rests_on[0].says == "takings a day"
    assert verdicts.confidence(basis).width is None
    assert verdicts.confidence([basis[1]], Band(4, 6)).word is Sureness.LOW


@given(st.lists(bases, min_size=1, max_size=6), bands, bands, st.floats(0, 0.01))
def test_a_wider_band_never_makes_us_surer(rests_on, inner, other, least):
    outer = Band(min(inner.low, other.low), max(inner.high, other.high))
    rank = verdicts.SURENESS.index
    inside = verdicts.confidence(rests_on, inner, least=least)
    outside = verdicts.confidence(rests_on, outer, least=least)
    assert rank(outside.word) <= rank(inside.word)


@given(st.lists(bases, min_size=1, max_size=6), st.integers(0, 5))
def test_better_proof_never_makes_us_less_sure(rests_on, place):
    place %= len(rests_on)
    better = [*rests_on]
    better[place] = Basis("x", CONFIRMED, rests_on[place].weight)
    rank = verdicts.STRENGTH.index
    assert rank(verdicts.kind_of_proof(rests_on)) <= rank(verdicts.kind_of_proof(better))


def test_a_band_runs_upward():
    with pytest.raises(ValueError, match="low to high"):
        Band(2, 1)
