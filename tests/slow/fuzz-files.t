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
on_cells fuzz-files.sh --timeout 7200
finish
