"""The build says what it does not do and shows what headers declare; others may bind beside us."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import munigraph as mg
import pytest

ROOT = Path(__file__).parents[2]
KERNEL = ROOT / "src/clustering/leiden/dense/kernel.cpp"


def compiler(*names):
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None or not (ROOT / "CMakeLists.txt").exists():
        pytest.skip(f"needs the sources and one of {', '.join(names)}")
    return found


@pytest.mark.parametrize("what", ["MUNIGRAPH_TESTS", "MUNIGRAPH_PYTHON"])
def test_parts_that_need_the_static_library_say_so(tmp_path, what):
    run = subprocess.run(
        [compiler("cmake"), "-S", ROOT, "-B", tmp_path, "-DBUILD_SHARED_LIBS=ON", f"-D{what}=ON"],
        capture_output=True,
        text=True,
    )
    assert run.returncode != 0
    said = " ".join(run.stderr.split())
    assert "need the static library" in said
    assert "Set MUNIGRAPH_SHARED=OFF" in said


def exports(*arguments):
    return subprocess.run(
        [sys.executable, ROOT / "scripts/check_exports.py", *arguments],
        capture_output=True,
        text=True,
    )


def test_headers_mark_what_sources_define(tmp_path):
    compiler("cmake")
    assert exports(ROOT / "include").returncode == 0
    copy = tmp_path / "include"
    shutil.copytree(ROOT / "include", copy)
    for header, mark, name in (
        ("clustering/quality.hpp", "MUNIGRAPH_EXPORT double move_gain", "move_gain"),
        ("core/partition.hpp", "class MUNIGRAPH_EXPORT Partition", "Partition::Partition"),
    ):
        path = copy / "munigraph" / header
        text = path.read_text("utf-8")
        path.write_text(text.replace(mark, mark.replace("MUNIGRAPH_EXPORT ", "")), "utf-8")
        run = exports(copy)
        assert run.returncode == 1
        assert f"not marked for export: munigraph/{header}: {name}" in run.stdout
        path.write_text(text, "utf-8")


SHARED_HEADER = """
#pragma once
#include "munigraph/core/export.hpp"
namespace munigraph {
struct Plain { int a = 0; int twice() const { return 2 * a; } };
class MUNIGRAPH_EXPORT Shown { public: Shown(); int value() const; };
MUNIGRAPH_EXPORT int twice(int a);
[[nodiscard]] MUNIGRAPH_EXPORT int twice(const Shown& of);
}
"""
SHARED_SOURCE = """
#include "own.hpp"
namespace munigraph {
Shown::Shown() = default;
int Shown::value() const { return 1; }
int twice(int a) { return 2 * a; }
int hidden() { return 0; }
#ifndef FORGOTTEN
int twice(const Shown& of) { return 2 * of.value(); }
#endif
#ifdef LEAK
__attribute__((visibility("default"))) int leak() { return 0; }
#endif
}
"""


@pytest.mark.parametrize(
    ("flag", "says"),
    [
        ("", ""),
        ("-DLEAK", "libown.so shows what no header marks: munigraph::leak()"),
        ("-DFORGOTTEN", "twice: declared 2 times, shown 1 times"),
    ],
)
def test_a_shared_library_shows_what_headers_mark(tmp_path, flag, says):
    if shutil.which("nm") is None or sys.platform != "linux":
        pytest.skip("needs nm, on Linux")
    cxx = compiler(os.environ.get("CXX", "c++"), "g++", "clang++")
    headers = tmp_path / "include"
    headers.mkdir()
    (headers / "own.hpp").write_text(SHARED_HEADER, encoding="utf-8")
    source = tmp_path / "own.cpp"
    source.write_text(SHARED_SOURCE, encoding="utf-8")
    library = tmp_path / "libown.so"
    subprocess.run(
        [cxx, "-std=c++20", "-shared", "-fPIC", "-fvisibility=hidden", "-DMUNIGRAPH_SHARED",
         *([flag] if flag else []), f"-I{headers}", f"-I{ROOT / 'include'}", source, "-o", library],
        check=True,
    )  # fmt: skip
    run = exports(headers, library)
    assert (run.returncode, says in run.stdout) == (1 if says else 0, True), run.stdout


OTHER = """
#include <pybind11/pybind11.h>

#include "munigraph/network/network.hpp"

PYBIND11_MODULE(other_tool, module) {
  pybind11::class_<munigraph::Network>(module, "Network")
      .def("node_count", &munigraph::Network::has_memberships);
}
"""


@pytest.fixture(scope="module")
def other_tool(tmp_path_factory):
    """The folder of an extension module of somebody else, which binds a type of the library."""
    pybind11 = pytest.importorskip("pybind11")
    cxx = compiler(os.environ.get("CXX", "c++"), "g++", "clang++")
    folder = tmp_path_factory.mktemp("other")
    source = folder / "other_tool.cpp"
    source.write_text(OTHER, encoding="utf-8")
    includes = [ROOT / "include", pybind11.get_include(), sysconfig.get_path("include")]
    module = folder / f"other_tool{sysconfig.get_config_var('EXT_SUFFIX')}"
    flags = ["-std=c++20", "-O0", "-shared", "-fPIC", "-fvisibility=hidden"]
    if sys.platform == "darwin":
        flags += ["-undefined", "dynamic_lookup"]
    subprocess.run(
        [cxx, *flags, *(f"-I{path}" for path in includes), source, "-o", module], check=True
    )
    return folder


@pytest.mark.parametrize(
    "order", ["import munigraph as mg, other_tool", "import other_tool, munigraph as mg"]
)
def test_another_extension_may_bind_the_library(other_tool, order):
    work = f"""
{order}
network = mg.Network.from_edges([0, 1], [1, 2])
assert mg.leiden(network).clusters == 1
assert other_tool.Network is not type(network._core)
try:
    mg.Network.from_edges([0], [5], n=2)
except mg.DataError as error:
    print(error.expected)
"""
    package = Path(mg.__file__).parents[1]
    paths = os.pathsep.join([str(other_tool), str(package), os.environ.get("PYTHONPATH", "")])
    run = subprocess.run(
        [sys.executable, "-c", work], capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": paths},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == "0 to 1"


def test_clang_keeps_the_wide_registers(tmp_path):
    clang, objdump = compiler("clang++"), shutil.which("objdump")
    if objdump is None or os.uname().machine != "x86_64":
        pytest.skip("needs objdump, on x86-64")
    eigen = next((p for p in map(Path, ("/usr/include/eigen3", "/usr/local/include/eigen3"))
                  if p.exists()), None)  # fmt: skip
    if eigen is None:
        pytest.skip("needs Eigen's headers")
    made = tmp_path / "kernel.o"
    subprocess.run(
        [clang, "-std=c++20", "-O3", "-Wall", "-Wextra", "-Wpedantic", "-Werror", f"-I{ROOT}/src",
         f"-I{ROOT}/include", "-isystem", eigen, "-c", KERNEL, "-o", made],
        check=True,
    )  # fmt: skip
    code = subprocess.run([objdump, "-d", made], capture_output=True, text=True, check=True).stdout
    assert len(re.findall("%zmm", code)) > 50
