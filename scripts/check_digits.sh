#!/usr/bin/env bash
# Hashes of labels, draws and figures over compilers, levels of optimisation and processors.
#   scripts/check_digits.sh    g++ and clang++, -O0 and -O3; arm64 under qemu where it is there
# The tests hold the same for the build that they are run in.
# A build that cannot be had here is left out and named. Prints what differs and fails.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
build="$root/build/digits"
launcher=()
! command -v ccache >/dev/null || launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
export CCACHE_BASEDIR="$root" CCACHE_NOHASHDIR=1
mkdir -p "$build"

# found NAME...: the first of these commands that is there.
found() {
  local name
  for name in "$@"; do command -v "$name" && return; done
  return 1
}

# one NAME LEVEL COMPILER [RUNNER...]: builds, runs and keeps what is printed.
made=()
one() {
  local name="$1-O$2" level="$2" compiler="$3"
  shift 3
  printf -- '-- digits: %s\n' "$name" >&2
  cmake -S "$root/tests/digits" -B "$build/$name" -G Ninja "${launcher[@]}" \
    -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_FLAGS="-O$level" \
    ${cross[@]+"${cross[@]}"} >"$build/$name.log" 2>&1 || { cat "$build/$name.log" >&2 && return 1; }
  cmake --build "$build/$name" --target digits >>"$build/$name.log" 2>&1 ||
    { tail -n 40 "$build/$name.log" >&2 && return 1; }
  "$@" "$build/$name/digits" >"$build/$name.txt"
  made+=("$name")
}

gcc="$(found g++ c++)"
cross=()
clang="$(found clang++ clang++-14 || true)"
for level in 0 3; do
  one gcc "$level" "$gcc"
  [ -z "$clang" ] || one clang "$level" "$clang"
done
arm="$(found aarch64-linux-gnu-g++ || true)"
qemu="$(found qemu-aarch64 qemu-aarch64-static || true)"
if [ -n "$arm" ] && [ -n "$qemu" ]; then
  # Headers alone are taken from this machine: those of Boost, Eigen and nlohmann-json.
  # Debian keeps what finds Boost's beside its libraries, in a folder of this processor's.
  boost="$(find /usr/lib -name BoostConfig.cmake -printf '%h\n' 2>/dev/null | head -n 1)"
  cross=(-DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR=aarch64
    ${boost:+-DBoost_DIR="$boost"})
  for level in 0 3; do one arm64 "$level" "$arm" "$qemu" -L /usr/aarch64-linux-gnu; done
else
  echo "-- digits: no g++ for arm64 or no qemu here (Debian: g++-aarch64-linux-gnu qemu-user)" >&2
fi
[ -n "$clang" ] || echo "-- digits: no clang++ here" >&2

bad=0
expected="$root/tests/digits/expected.txt"
for name in "${made[@]}"; do
  diff -u --label expected --label "$name" "$expected" "$build/$name.txt" || bad=1
done
[ "$bad" -ne 0 ] || printf '%s lines are as expected in %s\n' "$(wc -l <"$expected")" "${made[*]}"
exit "$bad"
