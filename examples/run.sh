#!/usr/bin/env bash
# The main example, from nothing: how many clusters, and which municipalities bridge them.
#   bash examples/run.sh [arguments for examples/main_job.py]
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/setup.sh"

setup_system
setup_python
setup_package
exec "$venv/bin/python" examples/main_job.py "$@"
