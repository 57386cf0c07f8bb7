#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# What a debug kernel says of an error is a failure of the lab's: a module
# (tests/faults) commits one of each kind. None of them, and it is well.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# build KERNEL: build/KERNEL/faults/lazydbg-faults.ko
build() {
	local out=build/$1/faults

	mkdir -p "$out"
	ln -sfr tests/faults/Kbuild tests/faults/*.c "$out/"
	scripts/lab/kbuild "$1" "$out" modules >"$log" 2>&1
	ok "the module builds for $1" $?
}

# commit KERNEL KIND: leaves the lab's status in $status.
commit() {
	status=0
	scripts/lab/lab run --kernel "$1" --cpu max -- \
		insmod "build/$1/faults/lazydbg-faults.ko" "kind=$2" >"$log" 2>&1 || status=$?
}

# caught KERNEL KIND COMPLAINT
caught() {
	commit "$1" "$2"
	[ "$status" = 99 ] && grep -q "the kernel complained" "$log" && grep -qF "$3" "$log"
	ok "$1, $2: $3" $?
	grep -qF "$3" "$log" || sed 's/^/# /' "$log"
}

# well KERNEL
well() {
	commit "$1" none
	ok "$1, no error: no complaint" "$status"
	[ "$status" = 0 ] || sed 's/^/# /' "$log"
}

build 6.12-kasan
well 6.12-kasan
caught 6.12-kasan past-the-end "BUG: KASAN: slab-out-of-bounds in"
caught 6.12-kasan freed "BUG: KASAN: slab-use-after-free in"
caught 6.12-kasan leaked "kmemleak: 1 new suspected memory leaks"
caught 6.12-kasan shifted "UBSAN: shift-out-of-bounds in"
caught 6.12-kasan indexed "UBSAN: array-index-out-of-bounds in"
caught 6.12-kasan deadlock "WARNING: possible circular locking dependency detected"
caught 6.12-kasan sleeps "BUG: sleeping function called from invalid context"
caught 6.12-kasan wanders "BUG: using smp_processor_id() in preemptible"
caught 6.12-kasan unlocked "WARNING: suspicious RCU usage"
caught 6.12-kasan busy-timer "ODEBUG: free active"

build 6.12-kcsan
well 6.12-kcsan
caught 6.12-kcsan race "BUG: KCSAN: data-race in"
finish
