#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# Mistakes in the register file's code: does the test in user space (tests/regs) see them?
# Each is made in a copy of module/, and a test of the architecture has to fail. What
# holds for one of the two is tried on that alone.
#
#	regs-mutations.t [NAME]

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

work=build/regs-mutants
only=${1:-}

# build DIR: from the copy of module/ in it, without sanitizers, which are for tests/regs.t,
# and without warnings, which would see some of the mistakes.
build() {
	make -s -C tests/regs O="$top/$1" MODULE="$top/$1/module" SANITIZE= CC='cc -w' \
		>"$1/log" 2>&1
}

# copy DIR
copy() {
	rm -rf "$1"
	mkdir -p "$1"
	cp -r module "$1/"
}

# mutant NAME ARCHS FILE SED: a mistake is what SED makes of FILE; ARCHS have to see it.
mutant() {
	local name=$1 archs=$2 file=$3 edit=$4 out=$work/mutant arch

	[ -z "$only" ] || [ "$only" = "$name" ] || return
	copy "$out"
	sed -i "$edit" "$out/module/$file"
	if cmp -s "module/$file" "$out/module/$file" || ! build "$out"; then
		sed 's/^/# /' "$out/log"
		ok "$name: can be made, and builds" 1
		return
	fi
	for arch in $archs; do
		! timeout 120 "$out/regstest-$arch" >"$out/$arch" 2>&1
		ok "$name, $arch" $?
		grep -E '^not ok|UNDEFINED|not implemented' "$out/$arch" | head -n 2 | sed 's/^/# /'
	done
}

copy "$work/none"
build "$work/none" && "$work/none/regstest-arm" >/dev/null && "$work/none/regstest-arm64" >/dev/null
ok "without a mistake nothing fails" $?

# Which register an instruction is for.
mutant "breakpoints' values and controls exchanged" arm access-arm.h \
	's/dbgbvr\t4/dbgbvr\t5/; s/dbgbcr\t5/dbgbcr\t4/'
mutant "watchpoints for breakpoints" arm access-arm.h 's/dbgbcr\t5/dbgbcr\t7/'
mutant "DBGDSCRint written" arm access-arm.h '/WRITE_CONTROL/s/c2, 2/c1, 0/'
mutant "another register for DBGVCR" arm access-arm.h '/_OTHER/s/c0, c7, 0/c0, c6, 0/'
mutant "the slot's number is opc2" arm access-arm.h '/ACCESS_READ(reg/s/c0, c" #n "/c" #n ", c0/'
mutant "MDSCR_EL1 for MDCCINT_EL1" arm64 access-arm64.h '/WRITE_OTHER/s/mdccint/mdscr/'

# What the CPU implements.
mutant "the contexts' field is the breakpoints'" "arm arm64" regs.c \
	's/ID_CONTEXTS) + 1/ID_BRPS) + 1/'
mutant "a number is one less" "arm arm64" regs.c 's/ID_WRPS) + 1/ID_WRPS)/'
mutant "fields in other places" arm access-arm.h 's/ID_BRPS\t\t24/ID_BRPS\t\t20/'
mutant "v7's baseline is taken for usable" arm regs-arm.c 's/count->version < VERSION_V7_1/count->version < 4/'
mutant "the OS Lock is not looked at" arm regs-arm.c 's/(oslsr & OSLSR_OSLK)/0/'
mutant "a lock that is not there is looked at" arm regs-arm.c 's/(oslsr & OSLSR_OSLM) && //'
mutant "MDBGen is not looked at" arm regs-arm.c 's/!(access_read_status.*MDBGEN)/0/'

# Moving the file.
mutant "disarm skips the last pair" "arm arm64" regs.c \
	's/EACH_SLOT(count->wrps, DISARM/EACH_SLOT(count->wrps - 1, DISARM/'
mutant "disarm skips breakpoints" "arm arm64" regs.c '/EACH_SLOT(count->brps, DISARM/d'
mutant "disarm leaves the other" "arm arm64" regs.c '/^unsigned int regs_disarm/,/^}/s/if (held->other)/if (0)/'
mutant "disarm clears more" "arm arm64" regs.c 's/&= ~(regs_t)REGS_CTRL_E/\&= ~(regs_t)(REGS_CTRL_E | REGS_CTRL_PMC)/'
mutant "disarm writes all" "arm arm64" regs.c 's/if (\*_held & REGS_CTRL_E)/if (1)/'
mutant "update ignores controls" "arm arm64" regs.c '/EACH_SLOT(count->.rps, UPDATE, dbg.cr/d'
mutant "update ignores values" "arm arm64" regs.c '/EACH_SLOT(count->wrps, UPDATE, dbgwvr/d'
mutant "update writes all" "arm arm64" regs.c 's/if (\*_held != _want)/if (1)/'
mutant "update keeps no step" "arm arm64" regs.c 's/\*_held = _want;/;/'
mutant "update ignores the other" "arm arm64" regs.c 's/if (held->other != want->other)/if (0)/'
mutant "save forgets the other" "arm arm64" regs.c '/to->other = access_read_other/d'
mutant "restore skips slot 0" "arm arm64" regs.c \
	's/access_write(reg, n, (from)\[i\])/((n) ? (void)access_write(reg, n, (from)[i]) : (void)0)/'
mutant "a slot more than there is" "arm arm64" regs.c 's/EACH_SLOT(count->brps, SAVE, dbgbvr/EACH_SLOT(count->brps + 1, SAVE, dbgbvr/'
mutant "a slot left out of the table" "arm arm64" regs.c 's/op##_SLOT(7, 7,/op##_SLOT(6, 6,/'
mutant "occupied only if enabled" "arm arm64" regs.h 's/REGS_CTRL_E | REGS_CTRL_PMC)/REGS_CTRL_E)/'
mutant "occupied does not ask watchpoints" "arm arm64" regs.h 's/any |= file->wcr.*/;/'
mutant "an exchange that writes nothing" "arm arm64" regs.c 's/access_write_control(value);/;/'
mutant "mask leaves them enabled" "arm arm64" regs.c 's/was & ~ACCESS_EXCEPTIONS/was/'
mutant "no synchronization" "arm arm64" regs.c 's/access_sync();/;/'

# The test of this very file, and who may not have it.
mutant "the host's values are not put back" "arm arm64" selftest.c '/regs_restore(&test->host/d'
mutant "nor is the control register" "arm arm64" selftest.c \
	's/regs_unmask(control);/regs_unmask(0);/; s/regs_exchange_control(control), control/0, 0/'
mutant "exceptions stay enabled" arm selftest.c 's/control = regs_mask();/control = regs_exchange_control(regs_mask()); regs_unmask(control);/'
mutant "interrupts stay enabled" "arm arm64" selftest.c 's/local_irq_save(flags)/flags = 0/'
mutant "values are not compared" "arm arm64" selftest.c 's/if (got == want)/if (1)/'
mutant "a slot is not tried" "arm arm64" selftest.c 's/at->n == slots(test, at->kind)/at->n >= slots(test, at->kind) - 1/'
mutant "breakpoints of the host do not count" "arm arm64" host.c 's/ || regs_occupied(values, count)//'
mutant "a host that debugs does not count" "arm arm64" host.c 's/regs_host_debugs() || //'
finish
