#!/usr/bin/env bash
# munigraph beside its peers: times, memory and quality on the same networks, as a table
# (docs/benchmarks.md) and as JSON (benchmarks/results.json).
#   bash benchmarks/run.sh [--small] [further arguments for benchmarks/compare.py]
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/setup.sh"

# The peers live in an environment of their own: the package never needs them.
venv="$root/build/benchmark-venv"
stamps="$venv/.stamps"
mkdir -p build

setup_system
setup_python
hash="$(sha256sum benchmarks/requirements.txt | cut -d' ' -f1)"
if ! up_to_date peers "$hash"; then
  say "installing the peers"
  pip_install -r benchmarks/requirements.txt || fail "pip could not install the peers (see above)"
  stamp peers "$hash"
fi
hash="$(package_hash)"
if ! up_to_date package "$hash"; then
  say "building the package with optimisation"
  pip_install --no-build-isolation --force-reinstall --no-deps . \
    --config-settings=cmake.build-type=Release || fail "building the Python package failed"
  stamp package "$hash"
fi
# Away from the checkout, so that the installed package is measured; real data is found beside it.
export MUNIGRAPH_DATA="${MUNIGRAPH_DATA:-$root/../shared/data}"
exec "$venv/bin/python" benchmarks/compare.py "$@"
