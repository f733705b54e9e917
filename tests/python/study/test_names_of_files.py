"""Names of networks are names of files only after they were made harmless."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from munigraph._common.files import file_names
from munigraph.study import run
from munigraph.study._data import packed, unpacked

HOSTILE = [
    "x/../../../pwned", "waste/water", "waste water", "Waste-Water", "..", ".hidden", "~", "東京",
    "a\\b", "c:d", "con", "NUL", "é/É", "e-E", "x" * 300, "x" * 299 + "/y",
]  # fmt: skip


def test_by_hand():
    assert file_names(["map:whole", "bridge_map", "a/b", "a b", "A:b", "..", "con"], "chart") == {
        "map:whole": "map-whole",
        "bridge_map": "bridge_map",
        "a/b": "a-b",
        "a b": "a-b-2",
        "A:b": "A-b-3",
        "..": "chart",
        "con": "con-",
    }


@given(st.lists(st.text(max_size=200)))
def test_always_one_harmless_name_each(names):
    made = file_names(names)
    assert list(made) == list(dict.fromkeys(names))
    assert len({stem.casefold() for stem in made.values()}) == len(made)
    assert all(re.fullmatch(r"[0-9A-Za-z_-]{1,100}", stem) for stem in made.values())
    assert not {stem.casefold() for stem in made.values()} & {"con", "nul", "com1"}


def test_charts_of_networks_with_such_names(folder):
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    text = (folder / "study.toml").read_text()
    text = text.replace("[networks.free]", f"[networks.{quoted(HOSTILE[0])}]")
    text = text.replace(
        "[clusters]", "".join(f"[networks.{quoted(n)}]\n" for n in HOSTILE[1:]) + "[clusters]"
    )
    text = text.replace("runs = 5", "runs = 1").replace("[comparison]\n", "")
    (folder / "study.toml").write_text(
        text.replace("report = false", 'report = false\ncharts = ["svg"]'), "utf-8"
    )
    before = set(folder.rglob("*"))
    result = run(folder / "study.toml", folder / "in" / "out")
    outside = [p for p in set(folder.rglob("*")) - before if folder / "in" not in (p, *p.parents)]
    assert outside == []
    assert sorted(p.name for p in (folder / "in").iterdir()) == ["out"]
    charts = list((folder / "in" / "out" / "charts").iterdir())
    maps = [p for p in charts if p.name.startswith("map")]
    assert len(maps) == len(HOSTILE) + 1
    assert all(p.is_file() and p.read_text("utf-8").startswith("<svg") for p in charts)
    assert set(result["counts"]["network"]) == {"whole", *HOSTILE}


def quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\") + '"'


def test_an_entry_names_files_of_its_own_folder_only(folder, tmp_path):
    import munigraph as mg

    files = packed(mg.read_package(folder / "register")[0])
    with pytest.raises(ValueError, match=r"'\.\./pwned'"):
        unpacked({**files, "../pwned": b"x"}, "register")
