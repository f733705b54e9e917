"""The report in a real browser: no errors, no requests, all shapes, working tables."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.filterwarnings("ignore")


def test_it_loads_quietly_and_alone(opened, finished):
    page, said, asked = opened
    assert said == []
    assert [url for url in asked if not url.startswith("data:")] == [finished.report.as_uri()]
    visible = page.locator(".map:not([hidden]) [data-chart], figure:not(.map *) [data-chart]")
    assert visible.count() == page.locator("[data-drawn=yes]").count() >= 6


def test_shapes_and_the_list_of_the_rest_are_all_municipalities(opened, finished):
    page, _, _ = opened
    shapes = page.locator('.map:not([hidden]) [aria-roledescription="geoshape"]').count()
    if not shapes:
        shapes = page.locator(".map:not([hidden]) .mark-shape path").count()
    listed = page.locator("#not-placed li").count()
    assert (shapes, listed) == (10, 2)
    assert shapes + listed == int(finished["counts"]["nodes"].iloc[0])


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_overflows(opened, width):
    page, _, _ = opened
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def names(page):
    rows = page.locator('table[data-name="bridges"] tbody tr:not([hidden])')
    heads = page.locator('table[data-name="bridges"] th').all_inner_texts()
    at = next(i for i, head in enumerate(heads) if head.startswith("Name"))
    return [r.locator("td").nth(at).inner_text() for r in rows.all()]


def test_sorting_by_mouse_and_by_key(opened):
    page, _, _ = opened
    head = page.locator('table[data-name="bridges"] th', has_text="Population")
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    first = names(page)
    assert first[:2] == ["Town 0", "Town 1"]
    assert first[-1].startswith("<script>")
    head.locator("button").press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert names(page) == first[::-1]
    page.locator('table[data-name="bridges"] th', has_text="Name").locator("button").click()
    assert head.get_attribute("aria-sort") is None
    assert sorted(names(page)) == sorted(first)


def test_searching_filters_rows_and_says_so(opened):
    page, _, _ = opened
    field = page.get_by_label("Search in “Bridge municipalities”")
    texts = [r.inner_text().lower() for r in page.locator("#table-bridges tbody tr").all()]
    field.fill(" TÖWN  10 ")
    count = sum("town" in text and "10" in text for text in texts)
    assert 0 < count < 12
    assert len(names(page)) == count
    assert "Town 10" in names(page)
    status = page.locator("#table-bridges .found")
    assert status.inner_text() == f"{count} of 12 rows"
    field.fill("nowhere")
    assert names(page) == []
    field.fill("")
    assert len(names(page)) == 12


def test_another_map_can_be_chosen(opened):
    page, said, _ = opened
    page.select_option("#choose-map", "map:free")
    page.wait_for_selector('[data-map="map:free"] [data-drawn=yes]')
    assert page.locator('[data-map="map:whole"]').is_hidden()
    assert page.locator('[data-map="map:free"] .mark-shape path').count() == 10
    assert said == []


def test_a_tooltip_names_the_municipality_as_text(opened):
    page, _, _ = opened
    shape = page.locator(".map:not([hidden]) .mark-shape path").nth(0)
    assert "Town 0" in (shape.get_attribute("aria-label") or "")
    shape.hover()
    page.wait_for_selector("#vg-tooltip-element.visible")
    assert "Town 0" in page.locator("#vg-tooltip-element").inner_text()


def test_the_keyboard_reaches_the_finding_first(opened):
    page, _, _ = opened
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the finding"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#finding"


def test_every_control_has_a_name_and_every_picture_a_text(opened):
    page, _, _ = opened
    unnamed = page.evaluate(
        """[...document.querySelectorAll("button, input, select")].filter((e) =>
            !e.textContent.trim() && !(e.labels && e.labels.length)).length"""
    )
    assert unnamed == 0
    svgs = page.evaluate(
        """[...document.querySelectorAll(".vega svg")].filter((s) =>
            !s.closest("details") &&
            !s.closest("figure").querySelector("figcaption").textContent.trim()).length"""
    )
    assert svgs == 0


def test_what_happened_over_time_is_drawn(over_time):
    page, said, result = over_time
    assert said == []
    section = page.locator("#over-time")
    charts = section.locator("[data-chart]")
    assert charts.count() == section.locator("[data-drawn=yes]").count()
    names = {chart.get_attribute("data-chart") for chart in charts.all()}
    told = list(dict.fromkeys(result["stories"]["arrangement"]))
    expected = {"figure:mean", "figure:mean by domain", "difference:mean", "yearly", "events"}
    assert expected | {f"life:{chain}" for chain in told} <= names
    lives = section.locator("article.life")
    assert lives.count() == len(told) == 2
    sentences = lives.first.locator("li").all_inner_texts()
    story = result["stories"].query("arrangement == @told[0]")
    assert sentences == story["sentence"].tolist()
    quiet = lives.first.locator("li.quiet").count()
    assert quiet == int(story["administrative"].astype(bool).sum())
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_finding_and_its_claims_stand_first(opened, finished):
    page, _, _ = opened
    shown = page.locator("#finding .finding").all_inner_texts()
    assert shown == finished.facts["sentences"]
    rows = page.locator('table[data-name="claims"] tbody tr')
    claims = finished["claims"]
    assert rows.count() == len(claims)
    first = rows.first.locator("td").all_inner_texts()
    assert first[:2] == [claims["claim"].iloc[0], claims["answer"].iloc[0]]
    assert "null" in " ".join(rows.all_inner_texts())


def test_open_dots_are_drawn(opened):
    page, _, _ = opened
    dots = page.locator('[data-chart="roles"] .mark-symbol path[fill-opacity="0"]')
    for dot in dots.all():
        assert dot.get_attribute("stroke") not in (None, "none", "transparent")
        assert float(dot.get_attribute("stroke-width") or 1) > 0


@pytest.mark.parametrize("width", [1280, 390])
def test_charts_fit_and_short_tables_do_not_scroll(opened, width):
    page, _, _ = opened
    page.set_viewport_size({"width": width, "height": 900})
    # A chart fits, or its box scrolls sideways and can be reached by key.
    cut = page.evaluate(
        """[...document.querySelectorAll(".vega")].filter((e) => e.offsetParent &&
            e.scrollWidth > e.clientWidth + 1 &&
            !(e.tabIndex === 0 && getComputedStyle(e).overflowX === "auto"))
            .map((e) => e.dataset.chart)"""
    )
    assert cut == []
    sizes = page.evaluate(
        """[...document.querySelectorAll(".vega svg.marks")].filter((s) =>
            s.getBoundingClientRect().width && !s.closest(".vega").querySelector(".zoom"))
            .map((s) => s.getBoundingClientRect().width / s.viewBox.baseVal.width * Math.min(
            ...[...s.querySelectorAll("text")].filter((t) => t.textContent.trim())
            .map((t) => parseFloat(getComputedStyle(t).fontSize))))"""
    )
    assert sizes
    assert min(sizes) > 7.9, sizes  # letters that can be read
    hidden = page.evaluate(
        """[...document.querySelectorAll(".scroll")].filter((e) =>
            e.scrollHeight > e.clientHeight + 1 && e.querySelectorAll("tbody tr").length <= 30)
            .map((e) => e.getAttribute("aria-label"))"""
    )
    assert hidden == []


def test_paper_has_whole_tables_and_no_buttons(opened):
    page, _, _ = opened
    page.emulate_media(media="print")
    for name in ("nav", ".search", ".vega-embed > details"):
        for one in page.locator(name).all():
            assert not one.is_visible()
    look = page.evaluate(
        """[...document.querySelectorAll(".scroll")].map((e) => getComputedStyle(e).overflowX)"""
    )
    assert set(look) == {"visible"}
    # A button in a head is not painted again on the next page; a plain text is.
    assert not any(one.is_visible() for one in page.locator("th button").all())
    heads = [one.inner_text().strip() for one in page.locator("th").all()]
    assert heads
    assert all(heads)
    heads = page.evaluate(
        """[...document.querySelectorAll("th")].map((e) => getComputedStyle(e).backgroundColor)"""
    )
    assert set(heads) == {"rgba(0, 0, 0, 0)"}
    page.emulate_media(media="screen")


def test_codes_are_found(opened):
    page, _, _ = opened
    page.get_by_label("Search in “Bridge municipalities”").fill("t07")
    assert names(page) == ["Town 7"]
