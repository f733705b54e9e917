#!/usr/bin/env bash
# All tests, from nothing: C++ (ctest) and Python (pytest).
#   bash tests/run.sh [cpp|python] [arguments for ctest or pytest]
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/setup.sh"

which=all
case "${1:-}" in cpp | python) which="$1" && shift ;; esac

run_cpp() {
  cmake_build dev
  ctest --preset dev --parallel "$(nproc)" --progress "$@"
}

run_python() {
  setup_package
  "$venv/bin/python" -m pytest --numprocesses auto --dist loadfile --durations 15 \
    --durations-min 5 "$@"
}

setup_system
# The report is tested in a browser where there is one.
[ "$which" = cpp ] || setup_optional chromium chromium
setup_python test
failed=()
if [ "$which" != python ]; then (run_cpp "$@") || failed+=(C++); fi
if [ "$which" != cpp ]; then (run_python "$@") || failed+=(Python); fi
[ ${#failed[@]} -eq 0 ] || fail "failed: ${failed[*]}"
