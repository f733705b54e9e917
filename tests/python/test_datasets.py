"""Registers by name, and where their data are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from munigraph.datasets import _datasets as datasets

pytestmark = pytest.mark.usefixtures("nowhere")


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """No data anywhere: not beside the checkout, not in the cache, not given."""
    monkeypatch.delenv("MUNIGRAPH_DATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(datasets, "__file__", str(tmp_path / "installed" / "datasets.py"))


def put(folder: Path, path: str) -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("a,b\n", encoding="utf-8")
    return file


def test_the_given_folder_comes_before_the_checkout_before_the_cache(tmp_path, monkeypatch):
    path = datasets.dataset("nl-roo").path
    checkout = tmp_path / "work" / "checkout"
    module = checkout / "python" / "munigraph" / "datasets.py"
    module.parent.mkdir(parents=True)
    (checkout / "CMakeLists.txt").touch()
    (checkout / "pyproject.toml").touch()
    monkeypatch.setattr(datasets, "__file__", str(module))

    assert datasets.find(path) is None
    cached = put(tmp_path / "cache" / "munigraph", path)
    assert datasets.find(path) == cached
    shared = put(tmp_path / "work" / "shared" / "data", path)
    assert datasets.find(path) == shared
    monkeypatch.setenv("MUNIGRAPH_DATA", str(tmp_path / "given"))
    assert datasets.find(path) == shared
    given = put(tmp_path / "given", path)
    assert datasets.find(path) == given
    assert datasets.fetch("nl-roo") == given
    assert datasets.data_folders() == [
        tmp_path / "given", tmp_path / "work" / "shared" / "data", tmp_path / "cache" / "munigraph",
    ]  # fmt: skip


def test_unknown_names(tmp_path):
    with pytest.raises(ValueError, match="did you mean 'nl-2020'"):
        datasets.load("nl2020")
    with pytest.raises(ValueError, match="known are nl-2020"):
        datasets.load("elsewhere")
    with pytest.raises(TypeError, match="takes no options"):
        datasets.load("nl-2020", year=2020)
    with pytest.raises(ValueError, match="nothing to fetch"):
        datasets.fetch("nl-2020")


def test_all_names_say_where_they_are():
    table = datasets.available().set_index("name")
    synthetic = {f"synthetic-{size}" for size in ("national", "europe", "world")}
    real = {"nl-roo", "nl-opengr-2016", "nl-regioatlas-2016", "fr-2021"}
    assert {"nl-2020", *real, *synthetic} <= set(table.index)
    assert table.loc["nl-2020", "where"] == "package"
    assert table.loc["nl-opengr-2016", "where"] == "download"
    assert table.loc["nl-roo", "where"] == "not found"


def test_data_that_cannot_be_downloaded_say_where_they_were_looked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("MUNIGRAPH_DATA", str(tmp_path / "given"))
    with pytest.raises(FileNotFoundError, match="set MUNIGRAPH_DATA") as error:
        datasets.load("nl-roo")
    assert str(tmp_path / "given" / "nl") in str(error.value)
    assert str(tmp_path / "cache") in str(error.value)


@pytest.mark.parametrize("failure", [OSError("no route to host"), ValueError("hash differs")])
def test_a_failed_download_is_reported(monkeypatch, failure):
    pooch = pytest.importorskip("pooch")

    class Store:
        def fetch(self, file):
            raise failure

    monkeypatch.setattr(pooch, "create", lambda **_: Store())
    with pytest.raises(FileNotFoundError, match=f"could not be downloaded: {failure}"):
        datasets.fetch("nl-opengr-2016")


def test_a_download_is_asked_for_with_its_hash(tmp_path, monkeypatch):
    pooch = pytest.importorskip("pooch")
    asked = {}

    class Store:
        def __init__(self, path, base_url, registry):
            asked.update(path=path, base=base_url, files=registry)

        def fetch(self, file):
            put(asked["path"], file)

    monkeypatch.setattr(pooch, "create", lambda **options: Store(**options))
    found = datasets.fetch("nl-opengr-2016")
    assert found == tmp_path / "cache" / "munigraph" / "nl/opengr/opengr_provincies.csv"
    assert found.exists()
    assert asked["base"].startswith("https://")
    assert all(digest.startswith("sha256:") for digest in asked["files"].values())


def test_without_pooch_the_message_names_the_extra(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "pooch", None)
    with pytest.raises(FileNotFoundError, match=r"munigraph\[data\]"):
        datasets.fetch("nl-opengr-2016")


def test_the_shipped_register_needs_nothing():
    register, report = datasets.load_with_report("nl-2020")
    assert register.name == "nl-2020"
    assert report.rows_read == report.taken > 4000


def test_synthetic_registers_are_the_same_for_the_same_seed():
    one = datasets.load("synthetic-national", seed=4)
    two = datasets.load("synthetic-national", seed=4)
    other = datasets.load("synthetic-national", seed=5)
    assert one.memberships.equals(two.memberships)
    assert not one.memberships.equals(other.memberships)
    assert len(one.arrangements) == 1284
    assert {"id", "cluster", "bridge"} <= set(one.truth)
    assert one.name == "synthetic-national"
    with pytest.raises(TypeError):
        datasets.load("synthetic-national", sed=4)


# --- downloads: whole or not at all ---------------------------------------------------------------


class _Store:
    """A downloader that brings these files, and then fails."""

    def __init__(self, path, files, failure=None):
        self.path, self.files, self.failure = path, files, failure

    def fetch(self, file):
        if file not in self.files:
            raise self.failure
        put(self.path, file).write_bytes(self.files[file])


@pytest.fixture
def made_up(monkeypatch):
    """A data set of two files, and a function that sets what the downloader brings of it."""
    import hashlib

    pooch = pytest.importorskip("pooch")
    files = {"a.csv": b"a\n", "sub/b.csv": b"b\n"}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    spec = {"base": "https://example.org/x/", "folder": "made/up", "files": digests}
    one = datasets.Dataset("made-up", "", "made/up", "2020-01-01", "")
    monkeypatch.setattr(datasets, "_ALL", (*datasets._ALL, one))
    monkeypatch.setitem(datasets._BY_NAME, "made-up", one)
    monkeypatch.setattr(datasets, "_downloads", lambda: {"made-up": spec})

    def brings(names, failure=None):
        there = {name: files[name] for name in names}
        monkeypatch.setattr(
            pooch, "create", lambda path, base_url, registry: _Store(path, there, failure)
        )

    brings.files = files
    return brings


def test_a_download_that_fails_half_way_leaves_nothing(made_up, tmp_path):
    made_up(["a.csv"], OSError("cable"))
    for _ in range(2):
        with pytest.raises(FileNotFoundError, match="could not be downloaded: cable"):
            datasets.fetch("made-up")
        assert not (tmp_path / "cache" / "munigraph").exists()
    made_up(["a.csv", "sub/b.csv"])
    found = datasets.fetch("made-up")
    assert (found / "sub" / "b.csv").read_bytes() == b"b\n"
    assert [one.name for one in found.parent.iterdir()] == ["up"]
    # It is found without a downloader from then on.
    made_up([], OSError("cable"))
    assert datasets.fetch("made-up") == found


@pytest.mark.parametrize("harm", ["lacks", "cut", "empty"])
def test_what_is_not_whole_in_the_cache_is_not_found_and_is_replaced(made_up, tmp_path, harm):
    made_up(["a.csv", "sub/b.csv"])
    found = datasets.fetch("made-up")
    if harm == "lacks":
        (found / "sub" / "b.csv").unlink()
    if harm == "cut":
        (found / "a.csv").write_bytes(b"a")
    if harm == "empty":
        import shutil

        shutil.rmtree(found)
        found.mkdir()
    assert datasets.find("made/up") is None
    assert datasets.available().set_index("name").loc["made-up", "where"] == "download"
    assert datasets.fetch("made-up") == found
    assert {f.relative_to(found).as_posix() for f in found.rglob("*.csv")} == set(made_up.files)
    assert [one.name for one in found.parent.iterdir()] == ["up"]


def test_an_interrupted_download_leaves_nothing(made_up, tmp_path):
    made_up(["a.csv"], KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        datasets.fetch("made-up")
    assert not (tmp_path / "cache" / "munigraph").exists()


def test_the_downloaders_error_is_one_sentence(made_up):
    requests = pytest.importorskip("requests")
    answer = requests.Response()
    answer.status_code = 404
    raw = "HTTPSConnectionPool(host='example.org', port=443): Max retries exceeded with url: /x"
    wrong = (
        "SHA256 hash of downloaded file (a.csv) does not match the known hash: expected 1 got 2."
    )
    for failure, words in (
        (requests.exceptions.ConnectionError(raw), "no connection to example.org"),
        (requests.exceptions.ConnectTimeout(raw), "example.org did not answer in time"),
        (requests.exceptions.HTTPError(raw, response=answer), "example.org answered 404"),
        (ValueError(wrong), "not the one that was published"),
    ):
        made_up([], failure)
        with pytest.raises(FileNotFoundError) as caught:
            datasets.fetch("made-up")
        text = str(caught.value)
        assert text.startswith("made-up: https://example.org/x/a.csv could not be downloaded: ")
        assert words in text
        assert "\n" not in text
        assert "Pool" not in text
