#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# lazydbg compare over real guests, with the real perf: each counts instructions, so the
# figures are the same wherever this runs.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

one_host "6.1 cortex-a72 nvhe"
on_cells compare.sh --root --icount --smp 1
finish
