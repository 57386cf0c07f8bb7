#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# Debian arm64 and armhf guests that debug programs, on the hosts in LAB_CELLS, in the modes
# in LAZYDBG_MODES (none off eager lazy). By default these hosts, on which guests see
# something else or get it by other code:
#
#   6.1   KVM that traps an armhf guest's DBGDSCRint, so that it can arm nothing; without VHE,
#         where it shares DBGVCR32_EL2 with the host
#   6.12  the same KVM, with ftrace's direct calls; VHE
#   7     KVM that lets guests at the registers; without VHE, where an armhf guest is left to
#         it after each access, and with
#
# hVHE is VHE's registers and nVHE's code: make matrix has it.

LAB_CELLS=${LAB_CELLS:-"6.1 cortex-a72 nvhe
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
