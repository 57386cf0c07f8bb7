#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# The module's counters, and what it promises of the world switch, against QEMU's own
# count of the accesses to debug registers, which knows nothing of the module.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

share=$(mktemp -d)
trap 'rm -rf "$share"' EXIT

on_cells ground-truth.sh --icount --share "$share" \
	--plugin "build/lab/regcount.so,out=$share/accesses"
finish
