"""Columns, domains and themes that a study names are looked for before anything is computed."""

import pytest
from munigraph import study
from munigraph.study import StudyError, _api

TEXT = """\
[study]
title = "A study"
[data.synthetic]
municipalities = 20
arrangements = 30
clusters = 2
[networks.whole]
{network}
[bridges]
{bridges}
[comparison]
{comparison}
[multiverse.grid]
weighting = ["newman"]
{grid}
[claims]
{claims}
[time]
years = [2019, 2020]
{time}
"""

#: Section, the key, and what is said of it, with its line.
WRONG = [
    ("network", "domain = 'sociaal'", "line 8, networks.whole.domain: no domain 'sociaal'; did"),
    ("network", "themes = ['werk', 'yuoth']", "line 8, networks.whole.themes: no theme 'yuoth'"),
    ("bridges", "groups = 'provincie'", "line 10, bridges.groups: no column 'provincie'; did you"),
    ("comparison", "alignment = 'provnce'", "line 12, comparison.alignment: no column 'provnce'"),
    ("comparison", "domains = ['socal']", "line 12, comparison.domains: no domain 'socal'"),
    ("comparison", "coherence = ['wrek', 'social']", "no theme or domain 'wrek'; did you mean"),
    ("grid", "domain = ['socal', 'none']", "line 15, multiverse.grid.domain: no domain 'socal'"),
    ("grid", "themes = [['wrek'], 'none']", "line 15, multiverse.grid.themes: no theme 'wrek'"),
    ("claims", "contrast = ['social', 'fysical']", "line 17, claims.contrast: no domain 'fysical'"),
    ("time", "themes = 'wrek'", "line 20, time.themes: no theme or domain 'wrek'"),
]


def made(**parts):
    empty = dict.fromkeys(("network", "bridges", "comparison", "grid", "claims", "time"), "")
    return study.Study.parse(TEXT.format(**{**empty, **parts}), name="my.toml")


@pytest.fixture
def nothing_computed(monkeypatch):
    def run_tasks(*arguments, **options):
        raise AssertionError("a task was begun")

    monkeypatch.setattr(_api, "run_tasks", run_tasks)


@pytest.mark.parametrize(("part", "line", "said"), WRONG)
def test_what_the_register_does_not_have_is_told_first(
    part, line, said, tmp_path, nothing_computed
):
    with pytest.raises(StudyError) as caught:
        study.run(made(**{part: line}), tmp_path / "out", progress=False)
    assert said in str(caught.value)
    assert str(caught.value).startswith("my.toml, line ")


def test_what_it_has_is_computed(tmp_path, nothing_computed):
    good = made(
        network="themes = 'werk'", bridges="groups = 'province'",
        time="themes = ['werk', 'social']",
        comparison="domains = ['social', 'physical']\ncoherence = ['social', 'werk']",
        grid="domain = ['social', 'none']\nthemes = ['werk', 'none']",
    )  # fmt: skip
    with pytest.raises(AssertionError, match="a task was begun"):
        study.run(good, tmp_path / "out", progress=False)
