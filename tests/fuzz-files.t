#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# A few thousand random operations on the module's files. tests/slow/fuzz-files.t does more.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# Who opens a file after the kernel has found that nobody uses the module, and before it has
# noted that it goes, is told that it left its files behind. They go a moment later.
one_host "6.1 cortex-a72 nvhe"
on_cells fuzz-files.sh --expect-warning \
	'WARNING: .*fs/debugfs/file\.c:[0-9]+.* full_proxy_open'
finish
