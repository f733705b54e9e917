"""A bar where someone watches, and no trace of it in the end."""

import io
import sys

import munigraph as mg
import pytest
from munigraph._common import progress
from munigraph._common.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def screen(written):
    """What a terminal shows of a line that was written over."""
    cells = []
    at = 0
    for char in written:
        if char == "\r":
            at = 0
            continue
        cells[at : at + 1] = [char]
        at += 1
    return "".join(cells).strip()


def test_a_line_on_a_terminal_is_wiped(monkeypatch):
    out = Terminal()
    monkeypatch.setattr(sys, "stderr", out)
    with Progress("runs", True) as bar:
        bar(5, 20)
        assert screen(out.getvalue()).endswith("5/20")
        assert screen(out.getvalue()).startswith("runs: █")
    assert screen(out.getvalue()) == ""


def test_a_line_is_wiped_after_an_error(monkeypatch):
    out = Terminal()
    monkeypatch.setattr(sys, "stderr", out)

    def stopped():
        with Progress("runs", True) as bar:
            bar(5, 20)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert screen(out.getvalue()) == ""


def test_parts_of_unlike_things_are_a_share(monkeypatch):
    out = Terminal()
    monkeypatch.setattr(sys, "stderr", out)
    with Progress("bridges", True, counted=False) as bar:
        bar.share(1, 2)(30, 60)
        assert screen(out.getvalue()).endswith("75%")
    seen = []
    with Progress("bridges", lambda done, total: seen.append(done / total)) as bar:
        for part, size in ((0, 7), (1, 300), (2, 1)):
            for done in range(size + 1):
                bar.share(part, 3)(done, size)
    assert seen == sorted(seen)
    assert seen[-1] == 1


NOTEBOOK = """
import munigraph._common.progress as p
with p.Progress("runs", True) as bar:
    bar(1, 4)
    p.time.sleep(0.15)
    bar(2, 4)
print("after")
"""


def test_a_notebook_keeps_no_trace():
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    pytest.importorskip("ipykernel")
    seen = []

    class Watching(nbclient.NotebookClient):
        def process_message(self, message, *rest):
            if message["msg_type"] in ("display_data", "update_display_data"):
                seen.append(message["content"]["data"])
            return super().process_message(message, *rest)

    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(NOTEBOOK)])
    Watching(made, kernel_name="python3", timeout=600).execute()
    assert "runs 1/4" in seen[0]["text/html"]
    assert "runs 2/4" in seen[1]["text/html"]
    assert seen[-1] == {}
    outputs = made.cells[0].outputs
    assert [one.get("text") for one in outputs if one.output_type == "stream"] == ["after\n"]
    assert all(not one["data"] for one in outputs if one.output_type == "display_data")


#: What would go on for an hour: Stop ends it at once.
ENDLESS = {
    "ensemble": "mg.ensemble(network, runs=10**5, progress=True)",
    "significance": "mg.significance(network, draws=10**5, progress=True)",
    "multiverse": (
        "mg.multiverse(register, {'resolution': [1 + k / 1000 for k in range(1000)]}, "
        "date='2020-06-01', runs=10**4, progress=True)"
    ),
    "bridges": "mg.bridges(network, mg.leiden(network), stability=10**5, progress=True)",
}


@pytest.fixture(scope="module")
def kernel():
    """A kernel as a notebook has one, with a network in it."""
    manager = pytest.importorskip("jupyter_client.manager")
    pytest.importorskip("ipykernel")
    started, client = manager.start_new_kernel(kernel_name="python3")
    client.execute_interactive(
        "import munigraph as mg\n"
        "register = mg.synthetic(municipalities=800, arrangements=1200, clusters=8, seed=2)\n"
        "network = register.at('2020-06-01').network()",
        output_hook=lambda message: None,
    )
    yield started, client
    client.stop_channels()
    started.shutdown_kernel(now=True)


@pytest.mark.parametrize("call", sorted(ENDLESS))
def test_stop_ends_a_long_call_and_takes_the_bar_away(kernel, call):
    started, client = kernel
    shown, ends = [], []

    def hear(message):
        kind, content = message["msg_type"], message["content"]
        if kind in ("display_data", "update_display_data"):
            if not shown:
                started.interrupt_kernel()  # the button Stop
            shown.append(content["data"])
        elif kind == "error":
            ends.append(content["ename"])
        elif kind == "stream":
            ends.append(content["text"])

    client.execute_interactive(ENDLESS[call], output_hook=hear, allow_stdin=False)
    assert "<progress" in shown[0]["text/html"]
    assert shown[-1] == {}
    assert [end.strip() for end in ends] == ["KeyboardInterrupt"]
    said = []
    client.execute_interactive("print('goes on')", output_hook=said.append)
    assert "goes on\n" in [m["content"].get("text") for m in said]


def test_bridges_and_the_reference_of_a_multiverse_report():
    register = mg.synthetic(municipalities=30, arrangements=36, clusters=3, seed=2)
    network = register.at("2020-06-01").network()
    found = mg.leiden(network)
    seen = []
    mg.bridges(network, found, stability=5, progress=lambda done, total: seen.append(done / total))
    assert seen == sorted(seen)
    assert seen[-1] == 1
    told = []
    mg.multiverse(
        register, {"weighting": ["newman", "count"]}, date="2020-06-01", runs=3,
        progress=lambda done, total: told.append((done, total)),
    )  # fmt: skip
    assert {total for _, total in told} == {9}, "those of the reference and of two rows"
    assert told[0][0] <= 3
    assert told[-1] == (9, 9)


def test_where_a_line_about_a_download_goes(capsys, monkeypatch):
    progress.tell("one")
    monkeypatch.setattr(progress, "in_notebook", lambda: True)
    progress.tell("two")
    assert capsys.readouterr() == ("two\n", "one\n")
