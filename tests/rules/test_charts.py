"""Charts as SVG: widths that add up, words for those who do not see them, nothing inline."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, strategies as st

from voting.web.charts import PALETTE, WIDTH, Bar, Part, described, stacked_bars, widths

SVG = "{http://www.w3.org/2000/svg}"


def bar(label: str, **counts: int) -> Bar:
    return Bar(label, tuple(Part(word, count) for word, count in counts.items()))


DING = bar("丁一", 优秀=12, 称职=6, 基本称职=2, 不称职=0)


def drawn(*bars: Bar) -> ET.Element:
    return ET.fromstring(stacked_bars("c1", "各等次票数", bars))


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=12))
def test_parts_fill_the_bar_exactly_and_none_is_negative(counts):
    shares = widths(counts)
    assert all(share >= 0 for share in shares)
    assert sum(shares) == (WIDTH if sum(counts) else 0)


@given(st.lists(st.integers(1, 5000), min_size=2, max_size=8))
def test_a_part_is_never_more_than_a_unit_from_its_share(counts):
    for count, share in zip(counts, widths(counts), strict=True):
        assert abs(share * sum(counts) - count * WIDTH) <= sum(counts)


def test_a_chart_has_a_title_and_tells_every_figure_in_words():
    chart = drawn(DING, bar("王二", 优秀=20, 称职=0, 基本称职=0, 不称职=0))
    assert chart.find(f"{SVG}title").text == "各等次票数"
    assert chart.find(f"{SVG}desc").text == (
        "丁一：优秀 12、称职 6、基本称职 2、不称职 0；王二：优秀 20、称职 0、基本称职 0、不称职 0"
    )
    assert chart.get("role") == "img"
    assert chart.get("aria-labelledby") == "c1-title c1-desc"


def test_the_legend_names_every_grade_once_in_the_colour_of_its_part():
    chart = drawn(DING)
    words = [text.text for text in chart.iter(f"{SVG}text")]
    assert words[:4] == ["优秀", "称职", "基本称职", "不称职"]
    fills = [box.get("fill") for box in chart.iter(f"{SVG}rect")]
    assert fills[:4] == [fill for fill, _ink in PALETTE[:4]]
    assert fills[5:] == fills[:3], "a part of nobody is not drawn"


def test_a_number_stands_in_its_part_where_there_is_room():
    words = [text.text for text in drawn(bar("丁一", 优秀=399, 称职=1)).iter(f"{SVG}text")]
    assert "399" in words
    assert "1" not in words


def test_a_long_legend_breaks_into_lines_and_stays_inside():
    many = Bar("丁一", tuple(Part(f"第{index}等次次次", 1) for index in range(9)))
    for text in drawn(many).iter(f"{SVG}text"):
        wide = 17 * len(text.text) if text.get("text-anchor") == "start" else 0
        assert int(text.get("x")) + wide <= WIDTH


def test_names_from_outside_cannot_become_markup():
    page = stacked_bars("c1", "<b>", [bar("<script>", 甲=1)])
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_nothing_is_styled_inline():
    assert not re.search(r"\sstyle=|<style|\son\w+=", stacked_bars("c1", "票数", [DING]))


def test_no_bars_and_empty_bars_are_drawn_without_dividing_by_nothing():
    assert drawn().get("viewBox") == f"0 0 {WIDTH} 0"
    assert len(list(drawn(bar("丁一", 优秀=0)).iter(f"{SVG}rect"))) == 2


@pytest.mark.parametrize("index", range(len(PALETTE)))
def test_every_number_can_be_read_on_its_colour(index):
    fill, ink = (_luminance(colour) for colour in PALETTE[index])
    darker, lighter = sorted((fill, ink))
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_chart_in_words_names_the_bar_and_its_parts():
    assert described([bar("校班子", 好=3, 差=1)]) == "校班子：好 3、差 1"
