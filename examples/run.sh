#!/usr/bin/env bash
# The main example, from nothing: how many clusters, and which municipalities bridge them; then a
# study of the register that ships with the package. The last line is the path of its report.
#   bash examples/run.sh [arguments for examples/main_job.py]
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/setup.sh"

setup_system
setup_python
setup_package
"$venv/bin/python" examples/main_job.py "$@"
exec "$venv/bin/munigraph" study run examples/studies/nl-2020.toml -o out/nl-2020
