"""Each drawing: in its width, true to scale, and drawn whatever the data."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from quarterdeck.papers.charts import DESK_WIDTH, PHONE_WIDTH, desk_width, draw
from quarterdeck.papers.charts.labels import Label, placed
from quarterdeck.papers.charts.years_grid import years_grid_svg
from quarterdeck.papers.drawings import Bars, Exceedance, Recovery, RecoveryRow
from quarterdeck.papers.html import TEMPLATES
from quarterdeck.papers.palette import PALETTE, on_screen
from tests.papers.odd import DRAWINGS
from tests.papers.tarnbrook import PAGE_ONE
from tests.papers.tarnbrook_annexes import CURVE, DOTS, DRIVERS, RECOVERY, STRIPS

CHARTS = [chart.drawing for chart in (CURVE, DOTS, DRIVERS, RECOVERY, STRIPS)]
SVG = "{http://www.w3.org/2000/svg}"
FEW = settings(max_examples=60, deadline=None)


def kind(drawing):
    return type(drawing).__name__


@pytest.mark.parametrize("width", [DESK_WIDTH, PHONE_WIDTH])
@pytest.mark.parametrize("drawing", [*CHARTS, *DRAWINGS], ids=kind)
def test_drawn_in_its_width_with_text_of_12_px(drawing, width):
    root = etree.fromstring(draw(drawing, width))
    assert float(root.get("width")) == pytest.approx(width, abs=2)
    sizes = {float(text.get("font-size").removesuffix("px")) for text in root.iter(f"{SVG}text")}
    assert not sizes or min(sizes) >= 12


@pytest.mark.parametrize("drawing", CHARTS, ids=kind)
def test_only_tokens_colours(drawing):
    found = set(re.findall(r"#[0-9a-fA-F]{6}", draw(drawing)))
    assert found
    assert found <= set(PALETTE.values())
    assert not re.search("#[0-9a-f]{6}", on_screen(draw(drawing)))


def test_the_palette_is_the_tokens():
    tokens = (TEMPLATES / "tokens.css").read_text("utf-8").split("prefers-color-scheme")[0]
    light = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", tokens))
    assert {name: light[name] for name in PALETTE} == PALETTE


def test_bars_start_at_zero_and_keep_their_ratio():
    root = etree.fromstring(draw(DRIVERS.drawing))
    bars = root.xpath("//*[contains(@class, 'mark-rect')]/*[local-name()='path']/@d")
    edges = [[float(x) for x in re.findall(r"[Mh](-?[\d.]+)", bar)] for bar in bars]
    assert {left for left, _ in (edge[:2] for edge in edges)} == {0}
    lengths = [edge[1] for edge in edges]
    values = [value for _, value, _ in DRIVERS.drawing.rows]
    assert [length / lengths[0] for length in lengths] == pytest.approx(
        [value / values[0] for value in values], abs=0.01
    )


def test_a_dot_for_each_year():
    root = etree.fromstring(draw(DOTS.drawing))
    dots = root.xpath("//*[contains(@class, 'mark-symbol')]/*[local-name()='path']")
    assert len(dots) == 20
    assert sum(dot.get("fill") == PALETTE["signal"] for dot in dots) == 2


def test_an_untested_service_has_no_bar():
    assert "not tested" in draw(RECOVERY.drawing)
    assert draw(RECOVERY.drawing).count("stroke-dasharray") == 1


def test_long_names_take_two_lines_and_keep_every_word():
    name = "Billing of health plans and their customers"
    bars = Bars(((name, 3, "3"), ("Pay", 1, "1")), "$")
    row = RecoveryRow(name, 24, 19, "promised 24 hours", "proven 19 hours")
    for drawing in (bars, Recovery((row,))):
        shown = " ".join(etree.fromstring(draw(drawing, desk_width(drawing))).itertext())
        assert all(word in shown for word in name.split())
        assert "…" not in shown


def test_recovery_says_who_watched_where_there_is_room():
    row = RecoveryRow("Pay", 24, 19, "promised 24 hours", "proven 19 hours", "watched by audit")
    drawing = Recovery((row,))
    assert "watched" in draw(drawing, desk_width(drawing))
    assert "watched" not in draw(drawing, PHONE_WIDTH)


@pytest.mark.parametrize("log", [False, True])
def test_exceedance_draws_band_curve_limits_and_words(log):
    svg = draw(replace(CURVE.drawing, log=log))
    shown = " ".join(etree.fromstring(svg).itertext())
    assert "mark-area" in svg
    assert "mark-line" in svg
    assert "more than, $ million" in shown
    assert "$8\N{NO-BREAK SPACE}million" in shown
    assert "NaN" not in svg


def test_exceedance_without_data_is_drawn():
    assert "<svg" in draw(Exceedance((), (), (), "$ million"))


@given(
    st.lists(st.tuples(st.floats(0, 360), st.floats(0, 200)), max_size=7),
    st.text("abc ", min_size=1, max_size=40),
)
@FEW
def test_labels_never_lie_on_each_other(points, words):
    found = placed([Label(x, y, words, "#000") for x, y in points], 360, lambda x: 0.0)
    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            apart = one.top <= other.bottom or other.top <= one.bottom
            aside = one.span[1] <= other.span[0] or other.span[1] <= one.span[0]
            assert apart or aside


@given(st.integers(0, 100), st.integers(0, 100), st.none() | st.integers(0, 100))
@FEW
def test_a_hundred_squares_whatever_the_odds(beyond, some, limit):
    some = min(some, 100 - beyond)
    years = replace(PAGE_ONE.years, beyond=beyond, some=some, limit=limit)
    root = etree.fromstring(years_grid_svg(years))
    fills = [square.get("fill") for square in root.iter(f"{SVG}rect")]
    assert len(fills) == 100
    assert fills[:beyond] == [PALETTE["signal"]] * beyond
    assert fills.count(PALETTE["data-soft"]) == some
    assert len(root.findall(f"{SVG}path")) == (limit is not None)
    assert all(0 < float(text.get("y")) <= 196 for text in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("limit", [1, 9, 10, 11, 25, 99, 100])
def test_the_limits_outline_holds_as_many_squares(limit):
    svg = years_grid_svg(replace(PAGE_ONE.years, limit=limit))
    outline = etree.fromstring(svg).find(f"{SVG}path").get("d")
    assert area(outline) / 17**2 == pytest.approx(limit)


def area(path):
    """Of a closed path of horizontal and vertical lines."""
    x, y = (float(part) for part in re.match(r"M(\S+) ([\d.-]+)", path).groups())
    corners = [(x, y)]
    for way, value in re.findall(r"([HV])([\d.-]+)", path):
        x, y = (float(value), y) if way == "H" else (x, float(value))
        corners.append((x, y))
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    return abs(sum(a * d - c * b for (a, b), (c, d) in pairs)) / 2
