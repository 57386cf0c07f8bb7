#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# The tool's parsers under libFuzzer, FUZZ_RUNS inputs each (a million), beginning with those
# in tests/fuzz/corpus. Another FUZZ_SEED makes others; the same makes the same.
#
# What is found stays in build/fuzz/found-*: build/fuzz/fuzz-NAME FILE shows it again. Once it
# is fixed the file belongs in tests/fuzz/corpus/NAME, under a name that says what it was.

# shellcheck source=tests/fuzz/lib.sh
. "$(dirname "$0")/../fuzz/lib.sh"

runs=${FUZZ_RUNS:-1000000}
seed=${FUZZ_SEED:-$((RANDOM << 15 | RANDOM))}

# Fewer where each takes its time: libtraceevent does, and what a kernel writes is all it gets;
# and so does a comparison, which is made, shown, saved and read again.
fuzz_runs() {
	case $1 in
	told | trace) echo $((runs / 10)) ;;
	*) echo "$runs" ;;
	esac
}

build_harnesses
echo "# make check-fuzz FUZZ_RUNS=$runs FUZZ_SEED=$seed does the same again"
for name in $(harnesses); do
	corpus=$(mktemp -d)
	t "$name, $(fuzz_runs "$name") inputs" fuzz "$name" "$corpus" "tests/fuzz/corpus/$name" \
		-runs="$(fuzz_runs "$name")" -seed="$seed"
	rm -rf "$corpus"
done
finish
