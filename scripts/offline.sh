#!/usr/bin/env bash
# The main parts of both commands, as on a machine without data and without a network. Run by
# `.ci/run offline`, in namespaces of its own where the machine can make some:
#   bash scripts/offline.sh NAMESPACES    0: it has none of its own, and data beside it stay
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ "$1" -gt 0 ]; then
  # This machine's own address only, and an empty folder where data would be.
  .venv/bin/python - <<'PY'
import fcntl
import socket
import struct

up, running, set_flags = 0x1, 0x40, 0x8914
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
    fcntl.ioctl(any_socket, set_flags, struct.pack("16sH14x", b"lo", up | running))
PY
  [ ! -d ../shared/data ] || mount -t tmpfs none ../shared/data
  if getent hosts pypi.org >/dev/null 2>&1; then
    echo "error: there is a network" >&2
    exit 1
  fi
fi

bash examples/run.sh --runs 2 --out build/offline/main_job | tee build/offline/examples.log
[ "$1" -eq 0 ] || grep -q "nl-roo is left out: " build/offline/examples.log
! grep -E "Traceback|ConnectionPool|urlopen" build/offline/examples.log
# Tests of everything that looks for data: those of real files skip, and the rest do without.
bash tests/run.sh python -q tests/python/test_datasets.py
bash tests/run.sh python -q --real-data | tee build/offline/tests.log
[ "$1" -eq 0 ] || grep -qE "^=+ [0-9]+ skipped in |^[0-9]+ skipped in " build/offline/tests.log
