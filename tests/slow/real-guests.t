#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# Debian arm64 and armhf guests that debug programs, on hosts of either generation of KVM
# and on 6.12, or those in LAB_CELLS.

LAB_CELLS=${LAB_CELLS:-"6.1 cortex-a72 nvhe
6.1 max vhe
6.12 cortex-a72 nvhe
6.12 max vhe
7 cortex-a72 nvhe
7 max vhe"}

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

share=$(mktemp -d)
trap 'rm -rf "$share"' EXIT

on_cells real-guests.sh --qemu --icount --memory 1G --timeout "${LAB_TIMEOUT:-1800}" --share "$share" \
	--plugin "build/lab/regcount.so,out=$share/accesses"
finish
