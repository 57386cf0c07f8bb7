#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# faults.t [FAULT...]: do the debug kernels complain, and does the lab fail then? A module
# (tests/faults) does one thing after another that is wrong, and that each time has to end in
# status 99, with the kernel's own words for it. What the module does right must not.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

only=" $* "
log=$(mktemp)
trap 'rm -f "$log"' EXIT

build() {
	local kernel=$1 out=build/$1/faults

	mkdir -p "$out"
	ln -sfr tests/faults/Kbuild tests/faults/*.c "$out/"
	scripts/lab/kbuild "$kernel" "$top/$out" modules >"$log" 2>&1 || {
		sed 's/^/# /' "$log"
		return 1
	}
}

# commit KERNEL FAULT: the lab's status; what it says is in the log. The command itself is
# well, whatever the kernel says.
commit() {
	scripts/lab/lab run --kernel "$1" -- sh -c \
		"insmod build/$1/faults/lazydbg-faults.ko fault=$2 && rmmod lazydbg_faults" >"$log" 2>&1
}

wanted() {
	[ "$only" = "  " ] || [[ $only == *" $1 "* ]]
}

# faulty KERNEL FAULT PATTERN
faulty() {
	local kernel=$1 fault=$2 pattern=$3 status=0

	wanted "$fault" || return 0
	commit "$kernel" "$fault" || status=$?
	[ "$status" = 99 ] && grep -q 'the kernel complained' "$log" && grep -qE "$pattern" "$log"
	ok "$kernel: $fault" $?
	grep -m 1 -E "$pattern" "$log" | sed 's/^/# /' || { echo "# status $status"; sed 's/^/# /' "$log"; }
}

# faultless KERNEL FAULT
faultless() {
	wanted "$2" || return 0
	commit "$1" "$2"
	ok "$1: $2 is nothing to complain of" $?
	[ ! -s "$log" ] || sed 's/^/# /' "$log"
}

build 6.12-kasan
ok "builds for 6.12-kasan" $?
faultless 6.12-kasan none
faulty 6.12-kasan use-after-free 'BUG: KASAN: slab-use-after-free in use_after_free'
faulty 6.12-kasan heap-bounds 'BUG: KASAN: slab-out-of-bounds in heap_bounds'
faulty 6.12-kasan stack-bounds 'BUG: KASAN: stack-out-of-bounds in stack_bounds'
faulty 6.12-kasan global-bounds 'BUG: KASAN: global-out-of-bounds in global_bounds'
faulty 6.12-kasan lock-order 'WARNING: possible circular locking dependency detected'
faulty 6.12-kasan lock-in-interrupt 'WARNING: inconsistent lock state'
faulty 6.12-kasan sleep-in-atomic 'BUG: sleeping function called from invalid context'
faulty 6.12-kasan preemptible-cpu 'BUG: using smp_processor_id\(\) in preemptible'
faulty 6.12-kasan rcu-unlocked 'WARNING: suspicious RCU usage'
faulty 6.12-kasan leak 'kmemleak: [0-9]+ new suspected memory leaks'
faulty 6.12-kasan shift 'UBSAN: shift-out-of-bounds in .*lazydbg-faults'
faulty 6.12-kasan array-index 'UBSAN: array-index-out-of-bounds in .*lazydbg-faults'
faulty 6.12-kasan not-a-bool 'UBSAN: invalid-load in .*lazydbg-faults'
faulty 6.12-kasan live-object 'ODEBUG: free active .*timer_list'
faulty 6.12-kasan list-twice 'list_add double add'

build 6.12-kcsan
ok "builds for 6.12-kcsan" $?
faulty 6.12-kcsan unmarked-race 'BUG: KCSAN: data-race in step_plain'
faultless 6.12-kcsan marked-race
faulty 6.12-kcsan sleep-in-atomic 'BUG: sleeping function called from invalid context'
finish
