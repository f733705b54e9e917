"""Attributes from files and tables, by the rules of imports."""

import munigraph as mg
import numpy as np
import pandas as pd
import pytest


@pytest.fixture
def register():
    return mg.Register.from_tables(
        {"id": ["GM0344", "GM0355"], "name": ["Utrecht", "Zeist"]},
        {"id": ["A"]},
        {"arrangement": ["A", "A"], "participant": ["GM0344", "GM0355"]},
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_attributes_come_from_files_of_any_kind(register, tmp_path, encoding, separator):
    rows = ["id,inwoners,regio,index", "344,357.597,Één,1,5", "Zeist,64.969,Twee,0,25"]
    text = "\n".join(row.replace(",", separator, 3) for row in rows)
    (tmp_path / "t.csv").write_bytes(text.encode(encoding))
    joined, report = register.with_attributes(tmp_path / "t.csv")
    people = joined.participants.set_index("id")
    assert people["population"].tolist() == [357_597, 64_969]
    assert people["regio"].tolist() == ["Één", "Twee"]
    assert people["index"].tolist() == [1.5, 0.25]
    assert (report.rows_read, report.taken, report.repaired) == (2, 2, 2)
    assert report.table["value"].tolist() == ["344", "Zeist"]


def test_codes_that_join_nothing_are_told(register):
    table = pd.DataFrame({"gemeentecode": [344.0, 9999.0, np.nan], "size": ["big", "none", "?"]})
    joined, report = register.with_attributes(table)
    assert joined.participants["size"].tolist()[0] == "big"
    told = report.table[report.table["action"] == "left_out"]
    assert told["value"].tolist() == ["9999", ""]
    assert told["reason"].tolist() == ["no participant has this id", "no id"]


def test_a_number_is_never_guessed(register):
    with pytest.raises(mg.DataError, match="thousands or decimals"):
        register.with_attributes({"id": ["GM0344"], "population": ["89.999"]})
    for sign, wanted in ((".", 1.234), (",", 1234)):
        joined, _ = register.with_attributes({"id": ["GM0344"], "rate": ["1.234"]}, decimal=sign)
        assert joined.participants["rate"].tolist()[0] == wanted
    joined, report = register.with_attributes(
        {"id": ["GM0344", "GM0355"], "population": ["many", "64969"]}
    )
    assert np.isnan(joined.participants["population"].iloc[0])
    assert report.table["action"].tolist() == ["dropped"]


def test_codes_with_zeros_in_front_stay_text(register):
    joined, _ = register.with_attributes({"id": ["GM0344", "GM0355"], "zip": ["0123", "3700"]})
    assert joined.participants["zip"].tolist() == ["0123", "3700"]
