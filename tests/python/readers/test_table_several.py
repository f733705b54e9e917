"""Several sheets or files in one import: each is read as it asks for."""

import munigraph as mg
import pytest


@pytest.fixture
def files(tmp_path):
    def writing(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return [tmp_path / f"{name}.csv" for name in texts]

    return writing


def members(register):
    table = register.memberships
    return {a: sorted(g["participant"]) for a, g in table.groupby("arrangement", sort=False)}


LISTS = "Regeling|Deelnemers\nA|Aa; Bee; Cee\nB|Aa; Cee\n"


@pytest.mark.parametrize(
    "other",
    [
        "Regeling|Deelnemers\nA|Aa, Bee\nC|Cee, Bee en Dee\n",
        "Regeling|Deelnemers\nA|Aa / Bee\nC|Cee / Bee / Dee\n",
        "Regeling|Deelnemer 1|Deelnemer 2|Deelnemer 3\nA|Aa|Bee|\nC|Cee|Bee|Dee\n",
        "Regeling|Deelnemers\nA|Aa\nA|Bee\nC|Cee\nC|Bee\nC|Dee\n",
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_lists_that_are_separated_otherwise(files, other, turned):
    texts = {"one": LISTS, "two": other}
    paths = files(**(dict(reversed(texts.items())) if turned else texts))
    register, report = mg.read_table(paths, separator="|", strict=True)
    assert members(register) == {
        "one: A": ["Aa", "Bee", "Cee"], "one: B": ["Aa", "Cee"],
        "two: A": ["Aa", "Bee"], "two: C": ["Bee", "Cee", "Dee"],
    }  # fmt: skip
    assert report.left_out == 0


def test_letters_are_explained_by_the_legend_of_their_own_sheet(files):
    first = "C = centrumgemeente, D = deelnemer\nGemeente;P;Q\nAa;C;D\nBee;D;C\nCee;;D\n"
    second = "G = gastgemeente, L = lid\nGemeente;R;S\nAa;G;L\nBee;L;G\nCee;;L\n"
    register, _ = mg.read_table(files(one=first, two=second))
    hosts = register.memberships.query("role == 'host'")[["arrangement", "participant"]]
    assert hosts.to_numpy().tolist() == [
        ["one: P", "Aa"], ["one: Q", "Bee"], ["two: R", "Aa"], ["two: S", "Bee"]
    ]  # fmt: skip
    # Of a letter that means two things, nobody decides which.
    second = "C = deelnemer, D = centrumgemeente\nGemeente;R;S\nAa;C;D\nBee;D;C\nCee;;D\n"
    with pytest.raises(mg.DataError, match="sheets do not agree what 'c', 'd' mean|no mark that"):
        mg.read_table(files(one=first, two=second))


def test_a_sheet_of_another_layout_is_told(files):
    other = "Gemeente|X|Y\nAa|1|\nBee|1|1\n"
    register, report = mg.read_table(files(one=LISTS, two=other), separator="|")
    assert set(members(register)) == {"A", "B"}
    assert any(
        entry.reason == "warning: sheet 'two' is not read: it is laid out otherwise (matrix) "
        "than 'one'" for entry in report.entries
    )  # fmt: skip
