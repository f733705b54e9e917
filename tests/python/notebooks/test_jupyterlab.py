"""Notebooks in JupyterLab, in a real browser without a network: charts, displays and bars.

A short one always; the notebooks of `examples` where MUNIGRAPH_NOTEBOOKS=1 asks for them (minutes),
as `.ci/run browser` does.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

api = pytest.importorskip("playwright.sync_api")
nbformat = pytest.importorskip("nbformat")
pytest.importorskip("jupyterlab")

CHROMIUM = os.environ.get("MUNIGRAPH_CHROMIUM") or shutil.which("chromium") or shutil.which(
    "chromium-browser"
)  # fmt: skip
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (apt-get install chromium)"),
    pytest.mark.filterwarnings("ignore"),
]

minutes = pytest.mark.skipif(
    not os.environ.get("MUNIGRAPH_NOTEBOOKS"), reason="MUNIGRAPH_NOTEBOOKS=1 asks for these minutes"
)

#: A loaded machine is no failure.
PATIENCE = 600_000

EXAMPLES = sorted((Path(__file__).parents[3] / "examples" / "notebooks").glob("*.ipynb"))

CELLS = (
    "import munigraph as mg\n"
    "register = mg.datasets.load('nl-2020')\n"
    "network = register.at('2020-07-01').network(domain='social')\n"
    "network",
    "found = mg.leiden(network)\nfound",
    "mg.plot.cluster_map(network, found, geometry=None)",
    "mg.plot.set_display('interactive')\nmg.plot.arrangement_sizes(network)",
    "from munigraph._common.progress import Progress\n"
    "import time\n"
    "with Progress('towns', True) as bar:\n"
    "    for k in range(4):\n"
    "        bar(k, 4); time.sleep(0.3)\n"
    "print('counted')",
)

#: Calls that go on for hours if nobody stops them, and how Stop is pressed.
LONG = {
    "bridges": ("mg.bridges(network, found, stability=10**6)", "button"),
    "ensemble": ("mg.ensemble(network, runs=10**6)", "menu"),
}
#: After such a call: the kernel lives, and the bar of a call that ends is gone.
AFTER = ("6 * 7", "mg.bridges(network, found, stability=40, progress=True)\nprint('ranked')")


def written(path, *cells):
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in cells])
    made.metadata["kernelspec"] = {
        "name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"
    }  # fmt: skip
    nbformat.write(made, path)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a JupyterLab that serves a folder with one notebook."""
    folder = tmp_path_factory.mktemp("lab")
    written(folder / "short.ipynb", *CELLS)
    first = f"{CELLS[0]}\nfound = mg.leiden(network)"
    for name, (call, _) in LONG.items():
        written(folder / f"long_{name}.ipynb", first, call, *AFTER)
    for path in EXAMPLES:
        shutil.copy(path, folder)  # alone: they need nothing beside them
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {f"JUPYTER_{name}_DIR": str(folder / name.lower()) for name in ("CONFIG", "RUNTIME")}
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}",
         "--ip=127.0.0.1", "--IdentityProvider.token=", "--ServerApp.password=",
         f"--ServerApp.root_dir={folder}", "--LabApp.news_url=", "--LabApp.check_for_updates_class="
         "jupyterlab.NeverCheckForUpdate"],
        cwd=folder, env={**os.environ, **settings, "IPYTHONDIR": str(folder / "ipython")},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(server, f"{address}/api")
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_for(server, address):
    while True:
        if server.poll() is not None:
            pytest.fail("JupyterLab did not start")
        try:
            urllib.request.urlopen(address).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)


@pytest.fixture(scope="module")
def browser():
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        started.close()


def opened(browser, lab, name):
    """A notebook, open at 1280 pixels in a browser that reaches nothing but this machine."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    page.elsewhere = []

    def only_here(route):
        url = route.request.url
        if url.startswith((lab, "data:", "blob:")):
            route.continue_()
        else:
            page.elsewhere.append(url)
            route.abort()

    page.route("**/*", only_here)
    page.goto(f"{lab}/lab/tree/{name}?reset")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    return page


@pytest.fixture(scope="module")
def page(lab, browser):
    shown = opened(browser, lab, "short.ipynb")
    yield shown
    shown.close()


def run_all(page):
    """Once the kernel is there: before, JupyterLab asks which one to take."""
    page.get_by_text("| Idle").first.wait_for()
    chosen = page.locator(".jp-Dialog button", has_text="Select")
    if chosen.count():
        chosen.first.click()
        page.wait_for_selector(".jp-Dialog", state="detached")
    page.locator(".lm-MenuBar-item", has_text="Run").first.click()
    page.locator(".lm-Menu-item", has_text="Run All Cells").first.click()


def prompt(page, cell):
    return page.locator(".jp-Notebook .jp-CodeCell").nth(cell).locator(".jp-InputPrompt")


@pytest.fixture(scope="module")
def ran(page):
    run_all(page)
    last = len(CELLS) - 1
    api.expect(prompt(page, last)).to_have_text(f"[{last + 1}]:", timeout=PATIENCE)
    return page


def outputs(page, cell):
    return page.locator(".jp-Notebook .jp-CodeCell").nth(cell).locator(".jp-OutputArea-output")


def nothing_red(page):
    kinds = "application/vnd.jupyter.error", "application/vnd.jupyter.stderr"
    for kind in kinds:
        assert page.locator(f'.jp-OutputArea-output[data-mime-type="{kind}"]').count() == 0
    assert "Error" not in " ".join(page.locator(".jp-OutputArea").all_inner_texts())


def nothing_from_elsewhere(page):
    assert [url for url in page.elsewhere if "jupyter" not in url] == []


def pictures_have_a_size(page):
    assert page.evaluate(
        "[...document.querySelectorAll('.jp-RenderedSVG img')].every((i) => i.naturalWidth > 0)"
    )


def nothing_is_cut(page):
    """What is wider than its place, by what it begins with."""
    cut = page.evaluate(
        """[...document.querySelectorAll('.jp-OutputArea-output')]
            .filter((o) => o.scrollWidth > o.clientWidth + 1)
            .map((o) => `${o.scrollWidth} > ${o.clientWidth}: ${o.innerText.slice(0, 60)}`)"""
    )
    assert cut == []


def test_no_error_and_nothing_red(ran):
    nothing_red(ran)


def test_nothing_is_asked_of_elsewhere(ran):
    nothing_from_elsewhere(ran)


def test_displays_are_tables_with_a_picture(ran):
    for cell, text in ((0, "Network"), (1, "Clustering")):
        shown = outputs(ran, cell).first
        assert text in shown.inner_text()
        assert shown.locator("table").count() == 1
        box = shown.locator("svg").bounding_box()
        assert box["width"] > 100
        assert box["height"] > 100


def test_a_chart_is_a_picture_with_a_size(ran):
    box = outputs(ran, 2).first.locator("img").bounding_box()
    assert box["width"] > 300
    assert box["height"] > 300
    pictures_have_a_size(ran)


def test_a_chart_in_a_frame_draws_itself(ran):
    inside = outputs(ran, 3).first.frame_locator("iframe")
    drawn = inside.locator("svg.marks")
    drawn.wait_for()
    assert drawn.bounding_box()["width"] > 300
    assert inside.locator("html[data-ready=yes]").count() == 1


def test_nothing_is_cut_at_1280_pixels(ran):
    nothing_is_cut(ran)


def test_the_bar_is_gone(ran):
    assert ran.locator(".jp-OutputArea progress").count() == 0
    assert "counted" in outputs(ran, 4).last.inner_text()
    assert "towns" not in " ".join(ran.locator(".jp-OutputArea").all_inner_texts())


def press_stop(page, way):
    if way == "button":
        page.locator('[data-command="notebook:interrupt-kernel"]').first.click()
    else:
        page.locator(".lm-MenuBar-item", has_text="Kernel").first.click()
        page.locator(".lm-Menu-item", has_text="Interrupt Kernel").first.click()


def run_cell(page, cell):
    page.locator(".jp-Notebook .jp-CodeCell").nth(cell).locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")


def nothing_but(page, cell, text):
    """An output of a cell that is seen has this text; a bar that is gone takes no room either."""
    seen = [one for one in outputs(page, cell).all() if one.bounding_box()["height"] > 0]
    assert [one for one in seen if text not in one.inner_text()] == []
    assert page.locator(".jp-OutputArea progress").count() == 0


@pytest.mark.parametrize(
    "name",
    [pytest.param("bridges"), *(pytest.param(n, marks=minutes) for n in LONG if n != "bridges")],
)
def test_stop_ends_a_long_call_and_leaves_no_bar(lab, browser, name):
    page = opened(browser, lab, f"long_{name}.ipynb")
    try:
        run_all(page)
        outputs(page, 1).locator("progress").wait_for()
        press_stop(page, LONG[name][1])
        error = page.locator('[data-mime-type="application/vnd.jupyter.stderr"]')
        api.expect(error).to_contain_text("KeyboardInterrupt", timeout=PATIENCE)
        nothing_but(page, 1, "KeyboardInterrupt")

        run_cell(page, 2)
        api.expect(outputs(page, 2)).to_have_text("42", timeout=PATIENCE)

        page.evaluate(
            """new MutationObserver(() => {
                window.barSeen ||= document.querySelector('.jp-OutputArea progress') !== null;
            }).observe(document.body, {childList: true, subtree: true})"""
        )
        run_cell(page, 3)
        api.expect(outputs(page, 3).last).to_have_text("ranked", timeout=PATIENCE)
        assert page.evaluate("window.barSeen")
        nothing_but(page, 3, "ranked")
    finally:
        page.close()


@minutes
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_notebook_of_the_examples_runs_and_is_seen_whole(lab, browser, path):
    page = opened(browser, lab, path.name)
    try:
        page.set_viewport_size(
            {"width": 1280, "height": 16_000}
        )  # what is out of sight is not there
        cells = nbformat.read(path, as_version=4).cells
        code = [cell for cell in cells if cell.cell_type == "code"]
        run_all(page)
        # A cell that fails ends the run, and the last one never gets its number.
        page.wait_for_function(
            f"""document.querySelector('[data-mime-type="application/vnd.jupyter.stderr"]')
                || [...document.querySelectorAll('.jp-Notebook .jp-InputPrompt')]
                    .some((one) => one.innerText === '[{len(code)}]:')"""
        )
        nothing_red(page)
        nothing_from_elsewhere(page)
        pictures_have_a_size(page)
        nothing_is_cut(page)
        assert page.locator(".jp-OutputArea progress").count() == 0
        assert page.locator(".jp-OutputArea-output").count() > 0.5 * len(code)
    finally:
        page.close()
