#!/usr/bin/env bash
# Programs that use the library as others do: configured, built, run.
#   tests/consumer/run.sh PREFIX BUILD [SHARED]
# where it is installed, a folder for the programs, and where it is installed as shared libraries.
# CXX names the compiler of the programs, which need not be the library's.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
prefix="$(cd "$1" && pwd)"
mkdir -p "$2"
build="$(cd "$2" && pwd)"
cxx="${CXX:-c++}"
launcher=()
! command -v ccache >/dev/null || launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)

say() { printf -- '-- %s\n' "$*"; }

# project NAME FOLDER [ARGUMENT...]
project() {
  local name="$1" folder="$2"
  shift 2
  say "consumer: $name"
  rm -rf "${build:?}/$name"
  cmake -S "$folder" -B "$build/$name" -G Ninja "${launcher[@]}" "$@" >"$build/$name.log" 2>&1 ||
    { cat "$build/$name.log" && return 1; }
  cmake --build "$build/$name" >>"$build/$name.log" 2>&1 || { cat "$build/$name.log" && return 1; }
  ctest --test-dir "$build/$name" --output-on-failure --no-tests=error | tail -n 4
}

installed=(-DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$prefix")
project installed "$here" "${installed[@]}"
project core "$here/core" "${installed[@]}" -DCMAKE_DISABLE_FIND_PACKAGE_Boost=ON \
  -DCMAKE_DISABLE_FIND_PACKAGE_Eigen3=ON --no-warn-unused-cli
python="$(command -v python || command -v python3)"
pybind11="$("$python" -m pybind11 --cmakedir 2>/dev/null || true)"
project recipes "$root/examples/cpp" "${installed[@]}" ${pybind11:+-Dpybind11_DIR="$pybind11"} \
  -DPython_EXECUTABLE="$python"

# What only clusters has nothing of what describes, writes or repeats inside.
if command -v nm >/dev/null; then
  say "consumer: what a plug-in for clusters holds"
  plugin=("$build"/recipes/recipes/*recipe_plugin*.so)
  nm -C "${plugin[0]}" >"$build/plugin.txt"
  grep -q 'munigraph::leiden(' "$build/plugin.txt"
  if grep -E 'nlohmann|munigraph::(clustering_choices|consensus|estimate|ensemble)\(' \
    "$build/plugin.txt"; then exit 1; fi
fi

# Another extension module with the library inside, in one interpreter with ours.
modules=("$build"/recipes/recipes/own_tool*.so)
if [ -e "${modules[0]}" ] && "$python" -c 'import munigraph' 2>/dev/null; then
  for order in 'munigraph as mg, own_tool' 'own_tool, munigraph as mg'; do
    say "consumer: import $order"
    PYTHONPATH="$build/recipes/recipes" "$python" - <<PY
import $order
assert own_tool.Network(4, [0, 2], [1, 3]).clusters() == 2
assert mg.leiden(mg.Network.from_edges([0, 2], [1, 3])).clusters == 2
for refuses, error in (
    (lambda: own_tool.Network(2, [0], [5]), own_tool.DataError),
    (lambda: mg.Network.from_edges([0], [5], n=2), mg.DataError),
):
    try:
        refuses()
    except error as caught:
        assert "5" in str(caught)
    else:
        raise AssertionError("a node that is not there")
PY
  done
else
  say "consumer: no pybind11 or no munigraph in $python: the two modules are left out"
fi

# Against shared libraries: what they show is what the installed headers declare, and the programs of
# the static one run.
if [ -n "${3:-}" ]; then
  shared="$(cd "$3" && pwd)"
  libraries=("$shared"/lib*/libmunigraph*.so)
  say "consumer: what ${#libraries[@]} shared libraries show"
  "$python" "$root/scripts/check_exports.py" "$shared/include" "${libraries[@]}"
  if command -v readelf >/dev/null; then
    readelf -d "$shared"/lib*/libmunigraph.so | grep -q 'SONAME.*libmunigraph\.so\.0\.1\]'
  fi
  project shared "$here/shared" -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$shared"
  project installed-shared "$here" -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$shared"
  if command -v pkg-config >/dev/null; then
    say "consumer: pkg-config of shared libraries"
    # shellcheck disable=SC2046
    (
      export PKG_CONFIG_PATH="$shared/lib/pkgconfig:$shared/lib64/pkgconfig"
      "$cxx" -std=c++20 "$root/examples/cpp/recipes/memory_to_clusters.cpp" \
        $(pkg-config --cflags --libs munigraph) \
        -Wl,-rpath,"$(pkg-config --variable=libdir munigraph)" -o "$build/with-pkg-config-shared"
      cd "$build" && [ "$(./with-pkg-config-shared)" = "2 clusters, 1 isolate" ]
    )
  fi
fi

if command -v pkg-config >/dev/null; then
  say "consumer: pkg-config"
  export PKG_CONFIG_PATH="$prefix/lib/pkgconfig:$prefix/lib64/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
  [ "$(pkg-config --modversion munigraph)" = 0.1.0 ]
  # What a program without components compiles with names no Eigen.
  ! pkg-config --cflags munigraph | grep -qi eigen
  # shellcheck disable=SC2046
  "$cxx" -std=c++20 "$root/examples/cpp/recipes/memory_to_clusters.cpp" \
    $(pkg-config --cflags --libs munigraph) -o "$build/with-pkg-config"
  (cd "$build" && [ "$(./with-pkg-config)" = "2 clusters, 1 isolate" ] && [ -s clusters.csv ])
  # shellcheck disable=SC2046
  "$cxx" -std=c++20 "$root/examples/cpp/recipes/eigen_laplacian.cpp" \
    $(pkg-config --cflags --libs munigraph-eigen) -o "$build/with-pkg-config-eigen"
  "$build/with-pkg-config-eigen" | grep -q '^second eigenvalue 0\.'
else
  say "consumer: no pkg-config here"
fi

# Within another project the library is built again: by another compiler in the long form alone.
if [[ "$cxx" == *clang* && -z "${3:-}" ]]; then exit 0; fi

# Without a build type nothing of ours may give one; that is seen when it is configured.
say "consumer: subproject, configured without a build type"
rm -rf "$build/plain"
cmake -S "$here/subproject" -B "$build/plain" -G Ninja >"$build/plain.log" 2>&1 ||
  { cat "$build/plain.log" && exit 1; }
# Nor is anything warned of that the project does not ask for.
if grep -E -- ' -W(all|extra|conversion|error)' "$build/plain/build.ninja"; then exit 1; fi
# Built with the flags of the `dev` preset and as deep as its folder (paths in the cache are
# relative), so that the compiler cache has the library; another compiler needs not optimise.
export CCACHE_BASEDIR="$root" CCACHE_NOHASHDIR=1
flags="-O3 -g1 -DNDEBUG"
name=subproject
if [[ "$cxx" == *clang* ]]; then flags=-O0 name=subproject-clang; fi
build="$root/build"
project "$name" "$here/subproject" -DMUNIGRAPH_WERROR=ON -DCMAKE_BUILD_TYPE=RelWithDebInfo \
  -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="$flags"
