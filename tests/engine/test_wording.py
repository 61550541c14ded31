"""Figures in words, read as a director reads them."""

import math
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.engine import wording


def said(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        (5_000_000, "USD", "$5 million"),
        (180_000, "USD", "$180,000"),
        (184_999, "USD", "$180,000"),
        (999_600, "USD", "$1 million"),
        (2_250_000, "EUR", "€2.3 million"),
        (1_240_000_000, "GBP", "£1.2 billion"),
        (3.4, "USD", "$3"),
        (2.5, "USD", "$3"),
        (945, "USD", "$950"),
        (0, "USD", "$0"),
        (0.3, "USD", "less than $1"),
        (-300_000, "USD", "−$300,000"),
        (3_000_000, "CHF", "CHF 3 million"),
    ],
)
def test_money(amount, currency, words):
    assert said(wording.money(amount, currency)) == words


def test_money_that_was_set_keeps_its_digits():
    assert said(wording.money(1_250_000, "USD", digits=None)) == "$1.25 million"
    assert wording.money(64_250, "USD", digits=None) == "$64,250"


def test_the_symbol_follows_the_locale():
    assert wording.money(25_000, "CAD") == "CA$25,000"
    assert wording.money(25_000, "CAD", locale="en_CA") == "$25,000"
    assert wording.currency_name("USD", 5) == "US dollars"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (400_000, 2_100_000, "$0.4 million to $2.1 million"),
        (12_000, 5_000_000, "$12,000 to $5 million"),
        (0, 5_000_000, "$0 to $5 million"),
        (3, 40, "$3 to $40"),
        (-200_000, 1_000_000, "−$0.2 million to $1 million"),
        (5_000_000, 5_010_000, "$5 million"),
    ],
)
def test_money_range(low, high, words):
    assert said(wording.money_range(low, high, "USD")) == words


@pytest.mark.parametrize("amount", [math.nan, math.inf, -math.inf])
def test_money_refuses_what_is_no_sum(amount):
    with pytest.raises(ValueError, match="finite"):
        wording.money(amount, "USD")


def test_errors_name_the_mend():
    with pytest.raises(ValueError, match="USD, EUR"):
        wording.money(5, "dollars")
    with pytest.raises(ValueError, match="low to high"):
        wording.money_range(2, 1, "USD")
    with pytest.raises(ValueError, match="between 0 and 1"):
        wording.odds(7)


@given(st.floats(-1e14, 1e14))
def test_money_never_breaks_has_no_hyphen_and_at_most_two_digits(amount):
    text = wording.money(amount, "USD")
    assert " " not in text or text.startswith("less than ")
    assert "-" not in text
    digits = "".join(c for c in text if c.isdigit()).strip("0")
    assert len(digits) <= 2


@given(st.floats(1, 1e13), st.floats(1, 1e13))
def test_a_range_has_a_symbol_at_each_end_and_no_dash(a, b):
    text = wording.money_range(min(a, b), max(a, b), "EUR")
    assert text.count("€") == 1 + text.count(" to ")
    assert not set("-–—") & set(text)


@pytest.mark.parametrize(
    ("chance", "base", "words"),
    [
        (0.07, 100, "7 in 100 years"),
        (0.065, 100, "7 in 100 years"),
        (0.0049, 100, "fewer than 1 in 100 years"),
        (0.005, 100, "1 in 100 years"),
        (0, 100, "fewer than 1 in 100 years"),
        (0.004, 1000, "4 in 1,000 years"),
        (0.998, 100, "more than 99 in 100 years"),
    ],
)
def test_odds(chance, base, words):
    assert said(wording.odds(chance, base)) == words


def test_odds_never_part_at_a_line_end():
    assert " " not in wording.odds(0.07)


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.07, "In 7 of 100 years we would lose more; in 93 we would not"),
        (0.001, "In fewer than 1 of 100 years we would lose more; in more than 99 we would not"),
        (1.0, "In more than 99 of 100 years we would lose more; in fewer than 1 we would not"),
    ],
)
def test_odds_both_ways(chance, words):
    assert said(wording.odds_both_ways(chance)) == words


@given(st.floats(0, 1), st.sampled_from([100, 1000]))
def test_both_sides_add_up_to_the_base(chance, base):
    for_it, against = wording.years_in(chance, base), wording.odds_against(chance, base)
    if 0 < for_it < base:
        assert for_it + int(against.replace(",", "")) == base


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.04, 0.11, "4 to 11 in 100 years"),
        (0.001, 0.03, "up to 3 in 100 years"),
        (0.001, 0.002, "fewer than 1 in 100 years"),
        (0.2, 0.999, "20 or more in 100 years"),
        (0.0, 1.0, "any number in 100 years"),
        (0.071, 0.072, "7 in 100 years"),
    ],
)
def test_odds_range(low, high, words):
    assert said(wording.odds_range(low, high)) == words


def test_a_page_has_one_base():
    assert wording.common_base([0.07, 0.02, 0.0]) == 100
    assert wording.common_base([0.07, 0.004]) == 1000
    assert wording.common_base([0.07, 0.0001]) == 100  # 1,000 would not show it either
    assert wording.common_base([]) == 100


def test_counts_in_words():
    assert [wording.count_words(n) for n in (0, 1, 12, 13, 1240, -3)] == [
        "none",
        "one",
        "twelve",
        "13",
        "1,240",
        "−3",
    ]
    assert wording.count_of(11, 14) == "eleven of fourteen"
    assert wording.count_of(11, 60) == "11 of 60"
    assert wording.count_of(0, 60) == "none of 60"
    assert said(wording.count_things(1, "finding")) == "one finding"
    assert said(wording.count_things(0, "finding")) == "no findings"
    assert said(wording.count_things(2, "policy", "policies")) == "two policies"


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=12))
def test_largest_remainder_adds_up_and_stays_near(values):
    total = round(math.fsum(values))
    whole = wording.largest_remainder(values, total)
    assert sum(whole) == total
    assert all(abs(w - v) < 1.5 for w, v in zip(whole, values, strict=True))


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=12))
def test_largest_remainder_leaves_whole_numbers_alone(values):
    assert wording.largest_remainder(values, sum(values)) == values


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=12).filter(lambda w: sum(w) > 1e-6))
def test_shares_add_up_and_keep_their_order(weights):
    shares = wording.largest_remainder_shares(weights)
    assert sum(shares) == 100
    ordered = sorted(range(len(weights)), key=weights.__getitem__)
    assert all(shares[a] <= shares[b] + 1 for a, b in pairwise(ordered))


def test_largest_remainder_refuses_a_total_out_of_reach():
    with pytest.raises(ValueError, match="cannot be made"):
        wording.largest_remainder([1.0, 1.0], 9)
    with pytest.raises(ValueError, match="not all zero"):
        wording.largest_remainder_shares([0.0])


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0, "no time"),
        (0.5, "30 minutes"),
        (1, "one hour"),
        (36, "36 hours"),
        (40, "two days"),
        (120, "five days"),
        (77 * 24, "eleven weeks"),
        (183 * 24, "six months"),
        (3 * 365.25 * 24, "three years"),
    ],
)
def test_duration(hours, words):
    assert said(wording.duration(hours)) == words


def test_duration_range():
    assert said(wording.duration_range(48, 120)) == "two to five days"
    assert said(wording.duration_range(10, 48)) == "ten hours to two days"
    assert said(wording.duration_range(119, 120)) == "five days"
    with pytest.raises(ValueError, match="duration"):
        wording.duration(-1)


def test_dates():
    day = date(2026, 12, 3)
    assert wording.date_long(day) == "3\u00a0December\u00a02026"
    assert wording.date_short(day) == "3\u00a0Dec"
    assert said(wording.date_range(date(2026, 9, 1), day)) == "1 September to 3 December 2026"
    assert said(wording.date_range(day, day)) == "3 December 2026"


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Online orders", "online orders"),
        ("A flood stops us", "a flood stops us"),
        ("The Harbour fails", "the Harbour fails"),
        ("Meridian Cloud fails", "Meridian Cloud fails"),
        ("HR files", "HR files"),
        ("II", "II"),
        ("", ""),
    ],
)
def test_a_name_inside_a_sentence_stays_a_name(text, clause):
    assert wording.lower_first(text) == clause
