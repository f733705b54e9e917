#!/usr/bin/env bash
# Coverage-guided fuzzing of the C++ library with libFuzzer, AddressSanitizer and
# UndefinedBehaviorSanitizer (Clang with compiler-rt: Debian's clang and libclang-rt-dev).
#   scripts/fuzz.sh [--seconds N] [TARGET...]     every target of tests/fuzz for N seconds (1200)
# What was found stays in build/fuzz/corpus, and a crash in build/fuzz/crashes; the next run goes on
# from there.
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

seconds=1200
[ "${1:-}" != --seconds ] || { seconds="$2" && shift 2; }
clang=""
for name in clang++ clang++-{21..14}; do
  command -v "$name" >/dev/null && { clang="$name" && break; }
done
[ -n "$clang" ] || fail "no clang++ here; on Debian: apt-get install clang libclang-rt-dev"
CXX="$clang" CC="${clang/++/}" cmake --preset fuzz >/dev/null
cmake --build build/fuzz --parallel "$(nproc)"
targets=("$@")
[ ${#targets[@]} -gt 0 ] || for file in tests/fuzz/*.cpp; do
  name="$(basename "$file" .cpp)"
  case "$name" in main | libfuzzer) ;; *) targets+=("$name") ;; esac
done
bad=0
for name in "${targets[@]}"; do
  corpus="build/fuzz/corpus/$name"
  mkdir -p "$corpus" build/fuzz/crashes
  "build/fuzz/tests/fuzz/fuzz_$name" --write "$corpus"
  say "$name: $seconds seconds"
  "build/fuzz/tests/fuzz/libfuzzer_$name" "$corpus" -max_total_time="$seconds" -timeout=60 \
    -rss_limit_mb=2500 -malloc_limit_mb=1000 -print_final_stats=1 -verbosity=0 -max_len=65536 \
    -artifact_prefix="build/fuzz/crashes/$name-" || bad=1
done
exit "$bad"
