#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# The tool's parsers (tests/fuzz) on what is kept of fuzzing them: real files, made small,
# and each input that was a finding. tests/slow/fuzz.t looks for more.
# shellcheck source=tests/fuzz/lib.sh
. "$(dirname "$0")/fuzz/lib.sh"

build_harnesses
for name in $(harnesses); do
	t "$name, $(find "tests/fuzz/corpus/$name" -type f | wc -l) files" \
		fuzz "$name" "tests/fuzz/corpus/$name" -runs=0
done
finish
