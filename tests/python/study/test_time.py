"""Studies over time: the geography of networks, and the section ``[time]`` with its report."""

from __future__ import annotations

import copy
import dataclasses
import datetime
from typing import Any

import munigraph as mg
import pandas as pd
import pytest

pytest.importorskip("pyarrow")

from munigraph.study import Study, StudyError, run
from munigraph.study import _schema as schema
from munigraph.study._plan import plan

YEARS = [2010, 2013, 2016]


def made() -> mg.Register:
    """A planted history; some members of 2013 acceded only after its 1 July."""
    drawn = mg.synthetic(40, 60, seed=4, history=True)
    members, versions = drawn.memberships, drawn.arrangements.set_index("id")
    start, end = (members["arrangement"].map(versions[name]) for name in ("valid_from", "valid_to"))
    here = (start < "2013-07-01") & ~(end <= "2014-07-01")
    some = members.index[here][::7]
    members.loc[some, "valid_from"] = pd.Timestamp("2013-12-01")
    return mg.Register.from_tables(
        drawn.participants, drawn.arrangements, members, themes=drawn.arrangement_themes,
        successions=drawn.successions, domains=drawn.domain_map,
    )  # fmt: skip


SETTINGS: dict[str, Any] = {
    "study": {"title": "Forty towns over time", "seed": 3},
    "data": {"register": "register", "date": "2015-07-01"},
    "networks": {"whole": {}},
    "clusters": {"method": "leiden", "runs": 3},
    "time": {"years": YEARS},
    "output": {"report": False},
}


@pytest.fixture(scope="module")
def register_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("history")
    made().to_package(folder / "register")
    return folder


@pytest.fixture
def settings() -> dict[str, Any]:
    return copy.deepcopy(SETTINGS)


@pytest.fixture
def computed(register_folder, tmp_path):
    def compute(settings: dict[str, Any]) -> Any:
        return run(Study.of(settings, folder=register_folder), tmp_path / "out")

    return compute


@pytest.fixture
def register(register_folder):
    return mg.read_package(register_folder / "register")[0]


def test_the_tables_are_the_library_s(settings, computed, register):
    settings["time"] |= {"by": ["domain"], "spells": True, "dyads": True}
    result = computed(settings)
    sheet = mg.factsheet(register, YEARS, by=["domain"])
    shown = sheet.table[sheet.table["figure"].isin(schema.TIME.field("figures").default)]
    columns = ["year", "figure", "group", "value", "numerator", "denominator", "coverage"]
    pd.testing.assert_frame_equal(result["figures"][columns], shown.reset_index(drop=True))
    first = result["differences"].query("`from` == 2010 and to == 2013")
    by_hand = sheet.difference(2010, 2013)
    assert first["contribution"].tolist() == by_hand["contribution"].tolist()
    assert first["total"].unique().tolist() == [by_hand.attrs["total"]]
    chronicle = mg.chronicle(register)
    assert result["events"]["rule"].tolist() == chronicle.events["rule"].tolist()
    assert len(result["candidates"]) == len(chronicle.candidates)
    assert len(result["spells"]) == len(mg.spells(register))
    assert len(result["arrangement_spells"]) == len(mg.spells(register, unit="arrangement"))
    tied = mg.dyads(register, YEARS, tied=True)
    assert result["dyads"]["weight"].tolist() == tied["weight"].tolist()
    people = sheet.municipalities(2013)
    there = result["yearly"].query("year == 2013")
    assert there["arrangements"].tolist() == people["arrangements"].tolist()


def test_differences_add_up(settings, computed):
    settings["time"]["difference"] = ["mean", "arrangements", "two_to_five"]
    rows = computed(settings)["differences"]
    for _, part in rows.groupby(["from", "to", "figure"]):
        assert part["contribution"].sum() == pytest.approx(part["total"].iloc[0], abs=1e-12)
    assert rows["figure"].nunique() == 3


def test_stories_are_of_those_with_most_change(settings, computed, register):
    settings["time"]["stories"] = 2
    result = computed(settings)
    events = mg.chronicle(register).events
    events = events[(events["date"] > "2010-07-01") & (events["date"] <= "2016-07-01")]
    real = events[~events["administrative"]]["arrangement"].value_counts()
    told = list(dict.fromkeys(result["stories"]["arrangement"]))
    assert len(told) == 2
    assert real[told[0]] == real.max()
    story = mg.chronicle(register).of(told[0])
    sentences = result["stories"].query("arrangement == @told[0]")["sentence"].tolist()
    assert sentences == [one.text for one in story.sentences]
    bars = result["timelines"].query("arrangement == @told[0] and event.isna()")
    assert bars["row"].notna().all()
    assert result["events"]["within"].sum() == len(events)


# What each key is set to, and what of the report shows it.
SHOWN: dict[str, tuple[Any, str]] = {
    "years": ([2012, 2014], "2012 → 2014"),
    "figures": (["median"], "median over 3 years"),
    "by": (["domain"], "domain: social"),
    "difference": (["memberships"], "change of number of memberships"),
    "themes": ("social", "Figures by year"),
    "forms": ("public_body", "Figures by year"),
    "bases": ("given", "Figures by year"),
    "geography": (datetime.date(2018, 1, 1), "Municipalities of 2018-01-01"),
    "repair": (False, "memberships count as the register names them"),
    "starts": ("listed", "Figures by year"),
    "min_coverage": (1.0, "coverage 0%"),
    "chronicle": (False, ""),
    "stories": (1, "Arrangements with most change"),
    "language": ("nl", 'lang="nl"'),
    "rules": ({"registered_days": 36500}, "Events by kind and reason"),
    "spells": (True, "tables/spells.parquet"),
    "dyads": (True, "tables/dyads.parquet"),
    "track": (True, "Clusters from year to year"),
    "track_arrangements": ("in_both", "Arrangements: in both"),
}


def test_every_key_is_tried():
    assert set(SHOWN) == {field.name for field in schema.TIME.fields}


@pytest.fixture(scope="module")
def plain_page(register_folder, tmp_path_factory):
    pytest.importorskip("jinja2")
    pytest.importorskip("altair")
    return page_of(SETTINGS, register_folder, tmp_path_factory.mktemp("plain"))


def page_of(settings: dict[str, Any], folder: Any, out: Any) -> str:
    settings = copy.deepcopy(settings)
    settings["output"] = {"report": True}
    result = run(Study.of(settings, folder=folder), out / "out")
    text = result.report.read_text("utf-8")
    start = text.index('<section id="over-time"')
    whole = text[start : text.index("</section>", start)]
    files = text[text.index('data-name="files"') :]
    return whole + files[: files.index("</table>")]


@pytest.mark.parametrize("key", list(SHOWN))
def test_every_key_shows_in_the_report(settings, register_folder, tmp_path, plain_page, key):
    value, words = SHOWN[key]
    if key == "bases":  # the made-up themes are official
        settings["time"]["themes"] = "social"
    if key == "min_coverage":
        settings["time"]["figures"] = ["phase"]
        settings["time"]["difference"] = ["arrangements"]
    if key == "track_arrangements":
        settings["time"]["track"] = True
    settings["time"][key] = value
    page = page_of(settings, register_folder, tmp_path)
    assert words in page
    assert page != plain_page
    if key == "chronicle":
        assert "Events by kind and reason" in plain_page
        assert "Events by kind and reason" not in page
        assert "Arrangements with most change" not in page


def test_settings_reach_a_task(settings):
    def tasks(of: dict[str, Any]) -> Any:
        return {key: dataclasses.astuple(task) for key, task in plan(Study.of(of)).tasks.items()}

    before = tasks(settings)
    for key, (value, _) in SHOWN.items():
        other = copy.deepcopy(settings)
        other["time"][key] = value
        if key == "track_arrangements":
            other["time"]["track"] = True
        assert tasks(other) != before, f"time.{key} changes nothing"


def test_a_trend_of_official_themes_is_refused(settings, computed, register_folder):
    """Half of the arrangements lose their theme in the first year: classification rises."""
    tables = {
        "arrangements": pd.DataFrame(
            {
                "id": [f"a{i}" for i in range(8)] + [f"b{i}" for i in range(8)],
                "chain": [f"c{i}" for i in range(8)] * 2,
                "valid_from": ["2010-01-01"] * 8 + ["2015-01-01"] * 8,
                "valid_to": ["2015-01-01"] * 8 + [None] * 8,
            }
        )
    }
    ids = tables["arrangements"]["id"].tolist()
    themed = [one for one in ids if one.startswith("b") or int(one[1:]) < 5]
    made_up = mg.Register.from_tables(
        {"id": list("pqrs"), "lon": [5, 5.1, 5.2, 5.3], "lat": [52, 52, 52, 52]},
        tables["arrangements"],
        {"arrangement": [i for i in ids for _ in "pq"], "participant": list("pq") * len(ids)},
        themes={
            "arrangement": themed,
            "theme": ["care"] * len(themed),
            "basis": ["official"] * len(themed),
        },
        domains={"care": "social"},
    )
    made_up.to_package(register_folder / "rising")
    settings["data"] |= {"register": "rising", "date": "2012-07-01"}
    years = [datetime.date(2012, 7, 1), datetime.date(2016, 7, 1)]
    settings["time"] = {"years": years, "themes": "social", "bases": "official"}
    settings["output"] = {"report": True}
    result = computed(settings)
    assert len(result["differences"]) == 0
    facts = result.facts_of("factsheet")
    assert "classification" in facts["refused"][0]["why"]
    assert "all" in facts["mixed"]
    page = result.report.read_text("utf-8")
    assert "Not decomposed: mean" in page
    assert "No trend of official themes" in page
    sheet = mg.factsheet(made_up, years, themes="social", bases="official")
    assert sheet.mixes_classification()
    assert not mg.factsheet(made_up, years, themes="social").mixes_classification()
    assert not mg.factsheet(made_up, years[:1], themes="social", bases="official") \
        .mixes_classification()  # fmt: skip


def test_one_year_has_figures_and_no_difference(settings, computed):
    settings["time"]["years"] = [2014]
    settings["output"] = {"report": True}
    result = computed(settings)
    assert len(result["differences"]) == 0
    assert "Over time" in result.report.read_text("utf-8")


# --------------------------------------------------------------------------------- geography


def test_networks_and_the_multiverse_are_on_the_geography(settings, computed, register):
    day = "2018-06-01"
    settings["data"]["geography"] = datetime.date(2018, 6, 1)
    settings["comparison"] = {"density": True, "domains": ["social"], "runs": 2}
    settings["multiverse"] = {"runs": 2, "grid": {"weighting": ["newman", "count"]}}
    settings["output"] = {"report": True}
    result = computed(settings)
    moved, report = register.on_geography(day)
    network = moved.at("2015-07-01").network()
    assert result["nodes"]["id"].tolist() == network.nodes["id"].tolist()
    assert result["nodes"]["strength"].tolist() == network.strength.tolist()
    assert result.facts_of("network", "whole")["construction"]["geography"] == day
    many = mg.multiverse(
        register, {"weighting": ["newman", "count"]}, date="2015-07-01", geography=day, runs=2,
        seed=3, progress=False,
    )  # fmt: skip
    assert result["multiverse"]["quality"].tolist() == many["quality"].tolist()
    assert result["multiverse"]["geography"].tolist() == [day] * 2
    density = mg.density(moved.at("2015-07-01"))
    assert result["density"]["arrangements"].tolist() == density["arrangements"].tolist()
    assert len(result["geography"]) == len(report.table)
    assert result.facts_of("geography")["merged"] == report.merged
    assert "Memberships on the geography of another day" in result.report.read_text("utf-8")
    # [time] goes by the same, if it says nothing else.
    assert result.facts_of("factsheet")["geography"] == day
    settings["time"]["geography"] = "own"
    assert computed(settings).facts_of("factsheet")["geography"] == "own"


def test_geographies_in_a_grid(settings, computed):
    settings["multiverse"] = {
        "runs": 2,
        "grid": {"geography": ["own", datetime.date(2018, 6, 1)], "weighting": ["newman"]},
    }
    result = computed(settings)
    assert result["multiverse"]["geography"].tolist() == ["own", "2018-06-01"]
    assert "geography" not in result


def test_a_year_is_a_geography_too(settings, computed, register):
    settings["data"]["geography"] = 2018
    result = computed(settings)
    assert result.facts_of("geography")["geography"] == register.geography_day(2018)


TEXT = """\
[study]
title = "A study"
[data]
register = "nl-2020"
{data}
[networks.whole]
[time]
{time}
"""


@pytest.mark.parametrize(
    ("data", "time", "message"),
    [
        ("geography = 'owm'", "years = [2020]", "line 5, data.geography: .*did you mean 'own'"),
        ("geography = 20", "years = [2020]", "must be at least 1800"),
        ("", "years = []", "time.years: is empty"),
        ("", "", "time.years: is missing"),
        ("", "years = ['x']", "list of whole numbers or a list of dates"),
        ("", "years = [2020]\nfigures = ['means']", "line 9, .*did you mean 'mean'"),
        ("", "years = [2020]\nby = ['provinces']", "did you mean 'province'"),
        ("", "years = [2020]\ndifference = ['median']", "unknown value 'median'"),
        ("", "years = [2020]\nforms = 'public_bodies'", "did you mean 'public_body'"),
        ("", "years = [2020]\nbases = 'oficial'", "did you mean 'official'"),
        ("", "years = [2020]\nlanguage = 'fr'", "unknown value 'fr'"),
        ("", "years = [2020]\nrules = {{ near_day = 3 }}", "did you mean 'near_days'"),
        ("", "years = [2020]\nrules = {{ opening_share = 2 }}", "opening_share"),
        ("", "years = [2020]\nstories = -1", "must be at least 0"),
    ],
)
def test_mistakes_are_told_with_their_line(data, time, message):
    text = TEXT.format(data=data, time=time.replace("{{", "{").replace("}}", "}"))
    with pytest.raises(StudyError, match=message):
        Study.parse(text)


def test_geographies_that_are_good():
    for value in ("'own'", "2026-01-01", "'2026-01-01'", "2026"):
        study = Study.parse(TEXT.format(data=f"geography = {value}", time="years = [2020]"))
        assert str(study["data"]["geography"]) == value.strip("'")
