# shellcheck shell=bash
# What the other scripts stand on: system packages, a Python environment in .venv, and the package
# itself, each installed only where it is missing or out of date. Sourced, never run.
#
#   MUNIGRAPH_PYTHON       the interpreter to build .venv with (default: the first usable >= 3.10)
#   MUNIGRAPH_SKIP_SYSTEM  set to 1 when compiler and headers come from elsewhere (Conda, Nix, ...)

set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
venv="$root/.venv"
stamps="$venv/.stamps"
cd "$root"
# One name of the compiler for CMake and pip (which would take Python's own), so that the compiler
# cache serves both.
export CXX="${CXX:-c++}"

say() { printf '\033[1m%s\033[0m\n' "-- $*" >&2; }
[ -t 2 ] || say() { printf '%s\n' "-- $*" >&2; }

fail() {
  printf '\nerror: %s\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '       %s\n' "$@" >&2
  exit 1
}

# ---------------------------------------------------------------------------- system packages

# Prints the interpreter's own path if it can make an environment and compile an extension.
usable_python() {
  "$1" - 2>/dev/null <<'PY'
import os, sys, sysconfig
import ensurepip, venv
header = os.path.join(sysconfig.get_path("include"), "Python.h")
if sys.version_info < (3, 10) or not os.path.exists(header):
    sys.exit(1)
print(sys.executable)
PY
}

find_python() {
  local candidate
  if [ -n "${MUNIGRAPH_PYTHON:-}" ]; then
    usable_python "$MUNIGRAPH_PYTHON" || true
    return
  fi
  for candidate in python3 python3.14 python3.13 python3.12 python3.11 python3.10 /usr/bin/python3; do
    usable_python "$candidate" && return
  done
  true
}

venv_works() {
  "$venv/bin/python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null
}

has_header() { printf '#include <%s>\n' "$1" | "$CXX" -std=c++20 -E -x c++ - >/dev/null 2>&1; }

cmake_is_recent() {
  local version
  version="$(cmake --version 2>/dev/null | sed -n '1s/[^0-9]*\([0-9]*\)\.\([0-9]*\).*/\1 \2/p')"
  # shellcheck disable=SC2086
  [ -n "$version" ] && set -- $version && [ $(($1 * 100 + $2)) -ge 321 ]
}

# Debian's names of the packages that are not there, in one line.
missing_packages() {
  local missing=()
  "$CXX" --version >/dev/null 2>&1 || missing+=(g++)
  cmake_is_recent || missing+=(cmake)
  ninja --version >/dev/null 2>&1 || missing+=(ninja-build)
  ccache --version >/dev/null 2>&1 || missing+=(ccache)
  has_header boost/version.hpp || missing+=(libboost-dev)
  has_header eigen3/Eigen/Core || has_header Eigen/Core || missing+=(libeigen3-dev)
  has_header gtest/gtest.h || missing+=(libgtest-dev)
  has_header nlohmann/json.hpp || missing+=(nlohmann-json3-dev)
  has_header sqlite3.h || missing+=(libsqlite3-dev)
  venv_works || [ -n "$(find_python)" ] || missing+=(python3 python3-dev python3-venv)
  echo "${missing[*]:-}"
}

# The command that gives root's rights, or nothing and false.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    echo env
  elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    echo "sudo env"
  else
    return 1
  fi
}

# cmake and ninja can come from pip and ccache only saves time; the rest has to be there.
require_no_more() {
  local package needed=()
  for package in "$@"; do
    case "$package" in cmake | ninja-build | ccache) ;; *) needed+=("$package") ;; esac
  done
  [ ${#needed[@]} -eq 0 ] || fail "$reason; these packages are missing:" "${needed[*]}" \
    "On Debian (12 or later) or Ubuntu (22.04 or later), as root:" \
    "  apt-get install ${needed[*]}" \
    "Elsewhere: a C++20 compiler, Boost >= 1.74, Eigen >= 3.4, GoogleTest, nlohmann-json," \
    "and Python >= 3.10 with its headers and the venv module." \
    "Set MUNIGRAPH_SKIP_SYSTEM=1 if they are in a place this check does not know."
}

setup_system() {
  [ "${MUNIGRAPH_SKIP_SYSTEM:-}" != 1 ] || return 0
  local missing privileged reason
  read -r -a missing <<<"$(missing_packages)"
  [ ${#missing[@]} -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null; then
    reason="this is not Debian or Ubuntu (no apt-get)"
    require_no_more "${missing[@]}"
    return 0
  elif ! read -r -a privileged <<<"$(as_root)" || [ ${#privileged[@]} -eq 0 ]; then
    reason="neither root nor sudo without a password"
    require_no_more "${missing[@]}"
    return 0
  fi
  say "installing system packages: ${missing[*]}"
  local log="$root/build/apt.log"
  local apt=("${privileged[@]}" DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
  mkdir -p build
  "${apt[@]}" update </dev/null >"$log" 2>&1 || true
  if ! "${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null >>"$log" 2>&1; then
    tail -n 20 "$log" >&2
  fi
  reason="apt-get could not install everything (see $log)"
  read -r -a missing <<<"$(missing_packages)"
  [ ${#missing[@]} -eq 0 ] || require_no_more "${missing[@]}"
}

# setup_optional COMMAND PACKAGE: what some tests can do without; they say so when they are skipped.
setup_optional() {
  local privileged
  command -v "$1" >/dev/null && return 0
  command -v apt-get >/dev/null || return 0
  read -r -a privileged <<<"$(as_root)" || true
  [ ${#privileged[@]} -gt 0 ] || return 0
  say "installing system package: $2"
  mkdir -p build
  {
    "${privileged[@]}" DEBIAN_FRONTEND=noninteractive apt-get -q update &&
      "${privileged[@]}" DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$2"
  } </dev/null >build/apt-optional.log 2>&1 || say "not installed: $2 (see build/apt-optional.log)"
}

# ---------------------------------------------------------------------------- Python

# up_to_date NAME HASH: whether the last successful step NAME had this hash.
up_to_date() { [ "$(cat "$stamps/$1" 2>/dev/null)" = "$2" ]; }
stamp() { mkdir -p "$stamps" && printf '%s' "$2" >"$stamps/$1"; }

pip_install() { "$venv/bin/python" -m pip install -qq --disable-pip-version-check "$@" </dev/null; }

setup_venv() {
  if ! venv_works; then
    local python
    python="$(find_python)"
    [ -n "$python" ] || fail "no usable Python found${MUNIGRAPH_PYTHON:+ at $MUNIGRAPH_PYTHON}" \
      "It needs Python >= 3.10 with the venv module and the C headers" \
      "(Debian, Ubuntu: apt-get install python3 python3-dev python3-venv)."
    say "making .venv with $python"
    rm -rf "$venv"
    "$python" -m venv "$venv" || fail "$python -m venv failed"
    # The first version that knows dependency groups.
    pip_install --upgrade "pip>=25.1" || fail "pip could not upgrade itself (see above)"
  fi
  export PATH="$venv/bin:$PATH"
  cmake_is_recent || { say "installing CMake with pip" && pip_install cmake; }
  ninja --version >/dev/null 2>&1 || { say "installing Ninja with pip" && pip_install ninja; }
}

# setup_python GROUP...: the package's requirements (extra `all`) and groups of pyproject.toml.
setup_python() {
  setup_venv
  local group hash
  hash="$(sha256sum pyproject.toml | cut -d' ' -f1)"
  for group in build "$@"; do
    up_to_date "group-$group" "$hash" && continue
    say "installing Python packages: $group"
    pip_install --group "$group" || fail "pip could not install the group '$group' (see above)"
    stamp "group-$group" "$hash"
  done
}

# The compiled part and the list of modules; an edit inside a module needs no new installation.
package_hash() {
  {
    find CMakeLists.txt cmake include src python/bindings pyproject.toml -type f -print0 |
      sort -z | xargs -0 sha256sum
    find python/munigraph -type f -not -name '*.pyc' | sort
  } | sha256sum | cut -d' ' -f1
}

# Installs the package itself, editable, with the flags of the `dev` preset so that both builds
# share the compiler cache.
setup_package() {
  local hash requirements dependencies=()
  hash="$(package_hash)"
  up_to_date package "$hash" && return
  requirements="$(sha256sum pyproject.toml | cut -d' ' -f1)"
  ! up_to_date requirements "$requirements" || dependencies=(--no-deps)
  say "building the Python package"
  pip_install --no-build-isolation "${dependencies[@]}" --editable ".[all]" \
    --config-settings=cmake.build-type=RelWithDebInfo \
    --config-settings=cmake.define.MUNIGRAPH_WERROR=ON || fail "building the Python package failed"
  stamp requirements "$requirements"
  stamp package "$hash"
}

# ---------------------------------------------------------------------------- C++

# cmake_build PRESET [ARGUMENT...]: configures and builds; further arguments go to the build.
cmake_build() {
  local preset="$1" log="build/$1.log"
  shift
  mkdir -p build
  cmake --preset "$preset" >"$log" 2>&1 || { cat "$log" >&2 && fail "configuring '$preset' failed"; }
  say "building C++: $preset"
  cmake --build --preset "$preset" --parallel "$(nproc)" "$@" || fail "building '$preset' failed"
}
