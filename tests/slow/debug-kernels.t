#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# debug-kernels.t [TEST...]: matrix.t on the kernels that look for errors (6.12-kasan and
# 6.12-kcsan, scripts/lab/debug-kernel), on PREEMPT_RT, and on pages of 16k, or on those in
# LAB_CELLS. What such a kernel complains of, in its log, fails the test.
#
# Which tests, unless they are named, goes by what such a kernel has that others have not:
#
#	PREEMPT_RT, 16k		another kernel: all tests, once for nVHE where there is a
#				core for it, and once for VHE; of hVHE, guests on 16k
#	6.12-kasan		all code is watched, so all of it has to run, once: all tests
#				on nVHE, and elsewhere those in which hooks come and go.
#				Not in protected mode: EL2 panics at boot, as built with KASAN
#	6.12-kcsan		threads that meet: tests in which several use the module, or
#				the module and the host use the registers, at a time; of VHE,
#				where hooks come and go

# shellcheck source=scripts/lab/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lab/common.sh"

all="load files guests two-guests counters vmm host-breakpoints trace coming-and-going hotplug fuzz-files users stress hostile"
hooks="load host-breakpoints coming-and-going"
threads="files two-guests vmm host-breakpoints coming-and-going hotplug fuzz-files stress"

# special_cells: those of special kernels, with their tests.
special_cells() {
	local cell

	lab_cells special | while read -r cell; do
		case $cell in
		*-rt*\ hvhe | *-kcsan*\ hvhe) ;;
		*-kcsan*\ vhe) echo "$cell coming-and-going" ;;
		*-kcsan*) echo "$cell $threads" ;;
		*-kasan*\ nvhe) echo "$cell $all" ;;
		*-rt* | *-16k*\ vhe) echo "$cell $all ground-truth protected" ;;
		*-kasan*) echo "$cell $hooks" ;;
		*-16k*) echo "$cell guests" ;;
		esac
	done
}

export LAB_CELLS=${LAB_CELLS:-$(special_cells)}
exec "$top/tests/slow/matrix.t" "$@"
