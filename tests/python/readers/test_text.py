from __future__ import annotations

import pickle
import unicodedata
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from munigraph._common.errors import DataError
from munigraph._common.text import fold, near, slug, squeeze, within_one_edit
from munigraph.readers._text import check_date, read_csv, repair_encoding

# Letters that Dutch, Frisian and German names use beside ASCII, and typographic signs.
LETTERS = "áéíóúàèëïöüâêîôûäçñßÄÖÜÉ’‘“”–…€"
names = st.text(alphabet="abc XYZ-'" + LETTERS, max_size=30)


def double_encode(text: str) -> str:
    """UTF-8 read as Windows-1252, holes passed on as control characters, as browsers do."""
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in text.encode("utf-8")
    )


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("FryslÃ¢n", "Fryslân"),
        ("GroÃŸefehn", "Großefehn"),
        ("â€™t Suydevelt", "’t Suydevelt"),
        ("FinanciÃ«le", "Financiële"),
        ("Ã\xa0 la carte", "à la carte"),
        ("Ã\x8dsland", "Ísland"),
        ("FryslÃ¢n en Fryslân", "Fryslân en Fryslân"),
        ("FryslÃƒÂ¢n", "Fryslân"),
    ],
)
def test_double_encoding_is_repaired(broken: str, right: str) -> None:
    assert repair_encoding(broken) == right


@pytest.mark.parametrize("text", ["", "Groningen", "Súdwest-Fryslân", "België", "Krummhörn", "Ã"])
def test_right_text_stays(text: str) -> None:
    assert repair_encoding(text) == text


@given(names)
def test_repair_undoes_double_encoding(text: str) -> None:
    right = repair_encoding(text)
    assert repair_encoding(double_encode(right)) == right


@given(st.text())
def test_repair_is_idempotent(text: str) -> None:
    once = repair_encoding(text)
    assert repair_encoding(once) == once


@given(st.text(alphabet="aZ- " + "áéíóúàèëïöüâêîôûäçñÄÖÜÉ"))
def test_plain_letters_are_never_touched(text: str) -> None:
    assert repair_encoding(text) == text


def test_squeeze() -> None:
    assert squeeze(" Dronten\u00a0") == "Dronten"
    assert squeeze("\u200bWerk  en\tInkomen\ufeff") == "Werk en Inkomen"
    assert squeeze(" \u200b ") == ""


@given(st.text())
def test_squeeze_leaves_no_stray_blank(text: str) -> None:
    clean = squeeze(text)
    assert squeeze(clean) == clean
    assert clean == clean.strip()
    assert "  " not in clean


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("'s-Gravenhage", "s gravenhage"),
        ("Súdwest-Fryslân", "sudwest fryslan"),
        ("Bergen (NH.)", "bergen nh"),
        ("EnkHuizen", "enkhuizen"),
        ("Overbetuwe,", "overbetuwe"),
        ("Großefehn", "grossefehn"),
        ("Tilburg ‐ Dongen", "tilburg dongen"),
        ("ĲSSELSTEIN", "ijsselstein"),
        ("…", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert slug(text) == folded.replace(" ", "-")


@given(st.text())
def test_fold_is_idempotent_and_ignores_composition(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def naive_distance(first: str, second: str) -> int:
    """Optimal string alignment distance by its recurrence."""
    table = {(i, 0): i for i in range(len(first) + 1)} | {(0, j): j for j in range(len(second) + 1)}
    for i, j in product(range(1, len(first) + 1), range(1, len(second) + 1)):
        table[i, j] = min(
            table[i - 1, j] + 1,
            table[i, j - 1] + 1,
            table[i - 1, j - 1] + (first[i - 1] != second[j - 1]),
        )
        if i > 1 and j > 1 and first[i - 1] == second[j - 2] and first[i - 2] == second[j - 1]:
            table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(first), len(second)]


@given(st.text(alphabet="ab", max_size=6), st.text(alphabet="ab", max_size=6))
def test_one_edit_agrees_with_the_recurrence(first: str, second: str) -> None:
    assert within_one_edit(first, second) == (naive_distance(first, second) <= 1)


def test_near() -> None:
    assert near("Delnemer", ["Deelnemer", "Plaats"]) == ["Deelnemer"]
    assert near("xyz", ["Deelnemer"]) == []


@pytest.mark.parametrize("date", ["", "2020-02-29", "1900-01-01"])
def test_dates_that_are_right(date: str) -> None:
    assert check_date(date, source="a.csv", row=2, column="x") == date


@pytest.mark.parametrize("date", ["2020-02-30", "20200101", "01-01-2020", "soon", "2020-1-1", " "])
def test_dates_that_are_wrong(date: str) -> None:
    with pytest.raises(DataError, match=r"a\.csv, row 7, column x: not a date") as caught:
        check_date(date, source="a.csv", row=7, column="x")
    assert caught.value.value == date


def test_read_csv(write) -> None:
    path = write("a.csv", 'name ;code\n"Aa; en Hunze";"1680"\n\nAalburg;0738\n')
    table = read_csv(path, ("name", "code"))
    assert table["name"] == ["Aa; en Hunze", "Aalburg"]
    assert table["code"] == ["1680", "0738"]
    assert list(table.rows) == [2, 4]
    assert len(table) == 2
    assert pickle.loads(pickle.dumps(table)) == table


def test_read_csv_drops_the_byte_order_mark(write) -> None:
    path = write("a.csv", "\ufeffGemeente,CBS\nAalten,0197\n")
    assert read_csv(path, ("Gemeente",))["Gemeente"] == ["Aalten"]


def test_read_csv_takes_another_encoding_by_name(write) -> None:
    path = write("a.csv", "naam\nFryslân\n", encoding="cp1252")
    assert read_csv(path, encoding="cp1252")["naam"] == ["Fryslân"]


def test_header_alone_is_an_empty_table(write) -> None:
    table = read_csv(write("a.csv", "x,y\n"))
    assert table.columns == {"x": [], "y": []}


def test_missing_file(tmp_path) -> None:
    with pytest.raises(DataError, match="no such file") as caught:
        read_csv(tmp_path / "none.csv")
    assert caught.value.source.endswith("none.csv")


def test_folder_instead_of_file(tmp_path) -> None:
    with pytest.raises(DataError, match="this is a folder"):
        read_csv(tmp_path)


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_empty_file(write, content: str) -> None:
    with pytest.raises(DataError, match="the file is empty"):
        read_csv(write("a.csv", content))


def test_wrong_encoding_names_row_and_bytes(write) -> None:
    path = write("a.csv", "naam\nAalten\nFryslân\n", encoding="cp1252")
    with pytest.raises(DataError, match=r"row 3: .*Windows-1252") as caught:
        read_csv(path)
    assert caught.value.row == 3
    assert "Frysl" in caught.value.value
    assert "utf-8" in caught.value.expected


def test_utf_16(write) -> None:
    path = write("a.csv", "naam\nFryslân\n", encoding="utf-16")
    with pytest.raises(DataError, match="UTF-16"):
        read_csv(path)
    assert read_csv(path, encoding="utf-16")["naam"] == ["Fryslân"]


def test_unknown_encoding(write) -> None:
    with pytest.raises(ValueError, match="unknown encoding 'utf-nine'"):
        read_csv(write("a.csv", "x\n1\n"), encoding="utf-nine")


def test_missing_column_names_a_near_one(write) -> None:
    with pytest.raises(DataError, match="did you mean 'Delnemer'") as caught:
        read_csv(write("a.csv", "Delnemer,Plaats\na,b\n"), ("Deelnemer",))
    assert caught.value.column == "Deelnemer"
    assert caught.value.row == 1


def test_column_twice(write) -> None:
    with pytest.raises(DataError, match="occurs twice"):
        read_csv(write("a.csv", "x,x\n1,2\n"))


@pytest.mark.parametrize(("line", "count"), [("1", 1), ("1,2,3", 3)])
def test_wrong_number_of_fields(write, line: str, count: int) -> None:
    with pytest.raises(DataError, match="another number of fields") as caught:
        read_csv(write("a.csv", f"x,y\n1,2\n{line}\n"))
    assert caught.value.row == 3
    assert caught.value.value == f"{count} fields"
    assert caught.value.expected == "2 fields"


def test_open_quote(write) -> None:
    with pytest.raises(DataError, match="not valid CSV"):
        read_csv(write("a.csv", 'x,y\n"1,2\n'))
