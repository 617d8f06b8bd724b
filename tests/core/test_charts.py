"""Charts: drawn once per content, fit to stand in a page under a strict policy."""

import re

from wego.core.charts import Chart, render_svg

SPEC = {
    "data": {"values": [{"city": "서울 <b>&", "count": 3}]},
    "mark": "bar",
    "encoding": {
        "y": {"field": "city", "type": "nominal"},
        "x": {"field": "count", "type": "quantitative"},
    },
}


def test_a_chart_has_no_inline_style_script_or_markup_of_its_data():
    svg = render_svg(SPEC)

    assert svg.startswith("<svg")
    assert "style=" not in svg
    assert "<script" not in svg
    assert "<b>" not in svg
    assert "서울 &lt;b&gt;&amp;" in svg


def test_the_same_specification_gives_the_same_picture():
    assert render_svg(SPEC) == render_svg(dict(reversed(SPEC.items())))


def test_the_anchor_follows_the_title():
    chart = Chart(title="A", columns=[], rows=[], svg=render_svg(SPEC))

    assert chart.anchor == Chart(title="A", columns=[], rows=[], svg=chart.svg).anchor
    assert chart.anchor != Chart(title="B", columns=[], rows=[], svg=chart.svg).anchor


def test_a_name_at_an_axis_has_room_for_a_wider_face_and_figures_take_none():
    def left(name: str) -> float:
        found = re.search(r'viewBox="(\S+) 0 ', render_svg({**SPEC, "data": {"values": [{"city": name, "count": 3}]}}))
        assert found
        return float(found[1])

    assert left("Local governments") < -10
    assert left("2016") == 0
