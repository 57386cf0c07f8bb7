#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# FUZZ_OPS random operations (a million) on the module's files, half of them while guests
# run. FUZZ_SEED chooses which.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export FUZZ_OPS=${FUZZ_OPS:-1000000}
export FUZZ_SEED=${FUZZ_SEED:-$((RANDOM << 15 | RANDOM))}

echo "# make check-fuzz FUZZ_OPS=$FUZZ_OPS FUZZ_SEED=$FUZZ_SEED does the same again"
# Who opens a file after the kernel has found that nobody uses the module, and before it has
# noted that it goes, is told that it left its files behind. They go a moment later.
on_cells fuzz-files.sh --timeout 7200 --expect-warning \
	'WARNING: .*fs/debugfs/file\.c:[0-9]+.* full_proxy_open'
finish
