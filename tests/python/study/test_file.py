"""Study files: what is filled in, and a good message for each kind of mistake."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from munigraph import DataError
from munigraph._common.toml import tomllib
from munigraph.study import Study, StudyError, reference, template
from munigraph.study import _schema as schema
from munigraph.study._check import Checker
from munigraph.study._lines import key_lines, line_of

GOOD = """\
[study]
title = "A study"

[data]
register = "nl-2020"
date = 2020-07-01

[networks.whole]

[networks.social]
domain = "social"

[clusters]
runs = 10

[multiverse]
runs = 5
[multiverse.grid]
weighting = ["newman", "count"]
resolution = [0.5, 1.0]

[[expectations]]
name = "clusters"
figure = "clusters"
value = 11
source = "a report"
"""


def test_defaults_are_filled_in():
    study = Study.parse(GOOD)
    assert study.title == "A study"
    assert study.seed == 0
    assert study.main == "whole"
    assert study.dates() == ["2020-07-01"]
    assert study["networks"]["social"]["weighting"] == "newman"
    assert study["clusters"]["method"] == "auto"
    assert study["expectations"][0]["low"] is None
    assert "nulls" not in study


def test_years_are_dated_by_the_register():
    # A year is its 1 July or the register's last day, which the register knows.
    text = GOOD.replace("date = 2020-07-01", "years = [2018, 2020]")
    assert Study.parse(text).dates() == ["2018", "2020"]


# Each mistake: what is replaced by what, the line (None: none can be known), words of the message.
MISTAKES = [
    ("[clusters]", "[cluster]", 13, "cluster: no such section; did you mean 'clusters'?"),
    ("[study]\ntitle", "[studie]\ntitle", 1, "no such section; did you mean 'study'?"),
    ('title = "A study"', "", 1, "study.title: is missing"),
    ('title = "A study"', "title = 3", 2, "expected text, found 3"),
    ("runs = 10", "run = 10", 14, "clusters.run: no such key; did you mean 'runs'?"),
    ("runs = 10", 'runs = "ten"', 14, "expected a whole number, found 'ten'"),
    ("runs = 10", "runs = 10.5", 14, "expected a whole number, found 10.5"),
    ("runs = 10", "runs = true", 14, "expected a whole number, found true"),
    ("runs = 10", "runs = 0", 14, "must be at least 1, not 0"),
    ("runs = 10", 'method = "leidn"', 14, "unknown value 'leidn'; did you mean 'leiden'?"),
    ("runs = 10", 'quality = "cpm"', 13, "clusters.resolution: is needed for quality = 'cpm'"),
    ("runs = 10", "threshold = 2", 14, "must be at most 1, not 2"),
    ("runs = 10", 'networks = ["socal"]', 14, "did you mean 'social'?"),
    ("runs = 10", "resolution = nan", 14, "expected a finite number"),
    ("runs = 10", "profile = 3", 14, "expected a section [clusters.profile], found 3"),
    ("runs = 10", "profile = { from = 5 }", 14, "must be less than `to`"),
    ("date = 2020-07-01", 'date = "1 July"', 6, "expected a date (YYYY-MM-DD), found '1 July'"),
    ("date = 2020-07-01", "date = 2019", 6, "found 2019; the middle of that year is 2019-07-01"),
    ("date = 2020-07-01", "date = 2020-07-01\nyears = [2020]", 7, "cannot stand beside `date`"),
    ('register = "nl-2020"\n', "", 4, "needs either `register` or a part [data.synthetic]"),
    ("[networks.whole]\n\n[networks.social]", "[network.x]", 8, "did you mean 'networks'?"),
    ("[networks.whole]", "[networks]\nweighting = 'count'", 9, "expected a named table"),
    ('domain = "social"', 'weigting = "count"', 11, "did you mean 'weighting'?"),
    ('domain = "social"', 'weighting = "neuman"', 11, "did you mean 'newman'?"),
    ('domain = "social"', "min_size = 5\nmax_size = 3", 12, "is less than min_size"),
    ('domain = "social"', 'kinds = ["municipalty"]', 11, "did you mean 'municipality'?"),
    ('domain = "social"', 'arrangement_kinds = "divison"', 11, "did you mean 'division'?"),
    ('domain = "social"', 'legal_forms = "convenant"', 11, "did you mean 'covenant'?"),
    ('domain = "social"', 'phase = "polcy"', 11, "did you mean 'policy'?"),
    ('domain = "social"', "intensity = { convenant = 2 }", 11, "did you mean 'covenant'?"),
    ('domain = "social"', "intensity = { covenant = -1 }", 11, "must be at least 0, not -1"),
    ('domain = "social"', 'intensity = { covenant = "1" }', 11, "expected a number, found '1'"),
    ('domain = "social"', "max_share = 0", 11, "must be above 0, not 0"),
    ('domain = "social"', 'backbone = "disparty"', 11, "did you mean 'disparity'?"),
    (
        "[[expectations]]",
        "[bridges]\nby = 'particpation'\n[[expectations]]",
        23,
        "bridges.by: unknown value 'particpation'; did you mean 'participation'?",
    ),
    (
        "[[expectations]]",
        "[nulls]\nstatistics = ['qualty']\n[[expectations]]",
        23,
        "did you mean 'quality'?",
    ),
    (
        "[[expectations]]",
        "[nulls]\nmodels = ['gravty']\n[[expectations]]",
        23,
        "did you mean 'gravity'?",
    ),
    (
        "[[expectations]]",
        "[comparison]\nmeasure = 'amy'\n[[expectations]]",
        23,
        "did you mean 'ami'?",
    ),
    ("resolution = [0.5, 1.0]", 'kinds = ["municipalty"]', 20, "did you mean 'municipality'?"),
    ("resolution = [0.5, 1.0]", 'quality = ["cmp"]', 20, "did you mean 'cpm'?"),
    ('domain = "social"', 'obligation = ["free", "free"]', 11, "names something twice"),
    ('["newman", "count"]', '"newman"', 19, "expected a list of values"),
    ('["newman", "count"]', '["newman", "cuont"]', 19, "did you mean 'count'?"),
    ("resolution = [0.5, 1.0]", "gamma = [1]", 20, "no such choice"),
    ("resolution = [0.5, 1.0]", 'resolution = ["high"]', 20, "expected a number"),
    ("[[expectations]]", "[expectations]", 22, "expected [[expectations]], once for each"),
    ("value = 11\n", "", 22, "needs either `value` or `low` and `high`"),
    ("value = 11", "low = 5\nhigh = 3", 25, "is more than `high`"),
    ("value = 11", 'value = 11\nnetwork = "al"', 26, "there is no [networks.al]"),
    ('source = "a report"', "", 22, "expectations[1].source: is missing"),
    ("runs = 5", 'runs = 5\nreference = "whol"', 18, "did you mean 'whole'?"),
    ('title = "A study"', "title = 'A study", None, "not valid TOML"),
    ("runs = 10", "runs = 1\nruns = 2", 15, "not valid TOML"),
    ("[clusters]", "[[statements]]\ntext = 'x'\n[clusters]", 13, "needs `at_least`"),
    ('figure = "clusters"', 'figure = "clustrs"', 24, "did you mean 'clusters'?"),
    ("value = 11", "value = 11\nwhere = { weightin = 'newman' }", 26, "did you mean 'weighting'?"),
    ("value = 11", "value = 11\nwhere = { weighting = 'cuont' }", 26, "did you mean 'count'?"),
    (
        "value = 11\n",
        "value = 11\nwhere = { date = ['2020-07-01', '2021-07-01'] }\n",
        26,
        "one value: with another it is another question",
    ),
    (
        "[clusters]",
        "[[statements]]\ntext = 'x'\nat_least = 1\nfigure = 'clusers'\n[clusters]",
        16,
        "did you mean 'clusters'?",
    ),
    (
        "[clusters]",
        "[[statements]]\ntext = 'x'\nmore_than = { weighting = 'binary' }\n[clusters]",
        15,
        "'binary' is no value of the grid",
    ),
    (
        "[clusters]",
        "[[statements]]\ntext = 'x'\nat_least = 1\nwhere = { resolution = 2 }\n[clusters]",
        16,
        "2 is no value of the grid",
    ),
    (
        "[clusters]",
        "[[scenarios]]\nname = 'x'\nsteps = [{ mergee = ['a'] }]\n[clusters]",
        15,
        "did you mean 'merge'?",
    ),
    (
        "[clusters]",
        "[[scenarios]]\nname = 'x'\nsteps = [{ merge = ['a'], inot = 'a' }]\n[clusters]",
        15,
        "did you mean 'into'?",
    ),
    ("[clusters]", "[claims]\ncontrast = ['social']\n[clusters]", 14, "expected two"),
    ("resolution = [0.5, 1.0]", 'quality = ["cpm"]', 20, "'cpm' needs `resolution` in the grid"),
    ("runs = 10", "quality = 'map'", 20, "resolution: is no choice of quality = 'map'"),
    (
        '["newman", "count"]\nresolution',
        '["newman", "count"]\nquality = ["map", "planted_partition"]\nresolution',
        21,
        "is no choice of quality = 'map' or 'planted_partition'",
    ),
    (
        "date = 2020-07-01\n\n[networks.whole]",
        "years = [2019, 2020]\n\n[networks.whole]\n\n[networks.'whole 2020']",
        10,
        "[networks.whole] on its date has this name too",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "words"), MISTAKES)
def test_mistakes_are_named_with_their_line(old, new, line, words):
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    with pytest.raises(StudyError) as caught:
        Study.parse(text, name="my.toml")
    messages = [str(p) for p in caught.value.problems]
    hit = [p for p in caught.value.problems if words in str(p)]
    assert hit, messages
    assert hit[0].line == line, messages
    assert isinstance(caught.value, DataError)
    assert "my.toml" in str(caught.value)


def test_all_mistakes_are_told_at_once():
    text = GOOD.replace("runs = 10", "rums = 10").replace('"A study"', "3")
    with pytest.raises(StudyError) as caught:
        Study.parse(text)
    assert [p.path for p in caught.value.problems] == ["study.title", "clusters.rums"]


def test_a_missing_file_is_a_data_error(tmp_path):
    with pytest.raises(DataError, match="no such file"):
        Study.read(tmp_path / "none.toml")
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(DataError, match="UTF-8"):
        Study.read(tmp_path / "x.toml")


def test_lines_of_keys():
    text = (
        "top = 1\n[a]\nb = [\n  1, # ]\n  2\n]\nc = '''\nd = 4\n'''\n[[e]]\nf = 1\n[[e]]\n"
        '"g h".i = 2\n[e.j]\nk = "a # b"\nl = { m = [1] }\n'
    )
    lines = key_lines(text)
    assert lines[("top",)] == 1
    assert lines[("a", "b")] == 3
    assert lines[("a", "c")] == 7
    assert ("a", "d") not in lines
    assert lines[("e", 0, "f")] == 11
    assert lines[("e", 1, "g h", "i")] == 13
    assert lines[("e", 1, "j", "k")] == 15
    assert line_of(lines, ("e", 1, "j", "l", "m")) == 16
    assert line_of(lines, ("nowhere",)) is None


@given(st.text(max_size=200))
def test_any_text_is_refused_kindly(text):
    with pytest.raises(StudyError):
        Study.parse(text)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
names = st.sampled_from([s.name for s in schema.SECTIONS])
keys = st.sampled_from([f.name for s in schema.walk() for f in s.fields]) | st.text(max_size=5)


@given(st.dictionaries(names, st.dictionaries(keys, values, max_size=4) | values, max_size=6))
def test_any_document_is_checked_without_a_traceback(document):
    Checker({}).document(document)


def test_the_template_is_a_good_study():
    study = Study.parse(template("x.toml"))
    assert set(study["networks"]) == {"whole", "social", "physical", "voluntary"}


def test_every_commented_line_of_the_template_is_good_in_its_section():
    """What a user uncomments must work: each key with the value shown."""
    lines = template().splitlines()
    for section in schema.walk():
        for field in section.fields:
            shown = [ln[2:] for ln in lines if ln.startswith(f"# {field.name} = ")]
            for text in shown:
                value = tomllib.loads(text)[field.name]
                checker = Checker({})
                if value not in ("…", ["…"]) and _of_section(section, field, text):
                    checker.value(field, (field.name,), value)
                assert not checker.problems, (section.name, text)


def _of_section(section, field, text):
    return text.endswith(f"# {field.doc.replace('`', chr(39))}")


def test_the_reference_names_every_key():
    text = reference()
    for section in schema.walk():
        for field in section.fields:
            assert f"`{field.name}`" in text


def test_dates_may_be_text_or_dates():
    for value in ("2020-07-01", datetime.date(2020, 7, 1)):
        settings = {
            "study": {"title": "t"},
            "data": {"register": "nl-2020", "date": value},
            "networks": {"whole": {}},
        }
        assert Study.of(settings).dates() == ["2020-07-01"]
