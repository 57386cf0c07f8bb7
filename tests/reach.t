#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# What of the kernel is called on the paths that guests, their VMMs and whoever debugs can
# send the module along: from everything that it has hooked, by all calls in the module as it
# was built, only what is named here. None of that allocates, sleeps or writes to the log.

# shellcheck source=scripts/lab/common.sh
. "$(dirname "$0")/../scripts/lab/common.sh"
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
set +e

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# - hrtimer_start_range_ns: from 6.14 on, a guest left for DBGVCR32_EL2 is looked at again
# - sprint_symbol_no_offset: on the first entry after insmod (kvm.c)
# - snprintf, strscpy: the name of a vcpu's VM, when it gets its line in the list
# - preempt_schedule_notrace: where a hook enables preemption
# - __ubsan_*, __stack_chk_fail, fortify_panic: where the kernel was built to find errors, and
#   has found one
allowed='__stack_chk_fail|__ubsan_handle_[a-z_]+|fortify_panic|__fortify_panic|memcpy|memset|'
allowed+='preempt_notifier_(un)?register|preempt_schedule_notrace|hrtimer_start_range_ns|'
allowed+='snprintf|(sized_)?strscpy|sprint_symbol_no_offset'

# hooks: what the module has other parts of the kernel call: of ftrace, kprobes, tracepoints,
# preempt notifiers, CPU power management's and timers; and the trampolines.
hooks() {
	{
		grep -hoE '\.(func|(pre_|entry_)?handler|sched_in|sched_out|notifier_call) = [a-z0-9_]+' \
			module/*.c
		grep -hoE 'struct tracepoint_hook [a-z0-9_]+ = \{ "[a-z0-9_]+", [a-z0-9_]+' module/*.c
		grep -hoE 'hrtimer_setup\(.*\), [a-z0-9_]+' module/*.c
		grep -hoE '^TRAMPOLINE\([a-z0-9_]+' module/*.c
	} | grep -oE '[a-z0-9_]+$' | sort -u
}

# reached MODULE HOOK...: what calls lead to, a line each: "extern NAME" if it is not in the
# module, "intern NAME" if it is, "pointer NAME" where the function NAME calls by a pointer.
reached() {
	local ko=$1

	shift
	aarch64-linux-gnu-objdump -dr "$ko" | awk -v hooks="$*" '
	/^Disassembly of section/ { section = substr($4, 1, length($4) - 1) }
	/^[0-9a-f]+ <.*>:$/ {
		name = substr($2, 2, length($2) - 3)
		start = $1
		sub(/^0+/, "", start)
		at[section (start == "" ? "" : "+0x" start)] = name
		intern[name] = 1
	}
	/\t(blr|br)\t/ { pointer[name] = 1 }
	/\t(bl|b|b\.[a-z]+|cbz|cbnz|tbz|tbnz)\t/ && match($0, /<[^>+]*/) {
		calls[name, ++count[name]] = substr($0, RSTART + 1, RLENGTH - 1)
	}
	# What the linker is to fill in.
	/R_AARCH64_(CALL26|JUMP26|CONDBR19|TSTBR14)/ { calls[name, count[name]] = $3 }
	function reach(name) {
		if (name in at)
			name = at[name]
		if (name in seen)
			return
		seen[name] = 1
		queue[++queued] = name
	}
	END {
		split(hooks, hook, " ")
		for (n in hook)
			if (hook[n] in intern)
				reach(hook[n])
		for (n = 1; n <= queued; n++) {
			name = queue[n]
			print (name in intern ? "intern" : "extern"), name
			if (name in pointer)
				print "pointer", name
			for (c = 1; c <= count[name]; c++)
				reach(calls[name, c])
		}
	}'
}

# none KIND PATTERN: of KIND nothing was reached but this.
none() {
	! grep "^$1 " "$work/reached" | grep -vxE "$1 ($2)" >"$work/others" ||
		{ sed 's/^/# /' "$work/others"; return 1; }
}

# has LINE...: is this among what was reached?
has() {
	local line

	for line in "$@"; do
		grep -qxF "$line" "$work/reached" || { echo "# no $line"; return 1; }
	done
}

mapfile -t hooks < <(hooks)
while read -r kernel; do
	ko=build/$kernel/lazydbg.ko
	reached "$ko" "${hooks[@]}" >"$work/reached"
	has "intern at_put" "intern at_guard" "intern sched_out" "intern at_destroy" \
		"intern swap_put" "intern park" "intern vcpus_find" "intern power_changes"
	ok "$kernel: all of swap.c is looked at" $?
	none extern "$allowed"
	ok "$kernel: hooks call nothing that allocates, sleeps or logs" $?
	# The counter, and who listens to tracepoints; and a switch's own branches.
	none pointer 'record_(now|load|put|evict|left)|regs_(save|restore|update|disarm)'
	ok "$kernel: nor anything by a pointer" $?

	reached "$ko" hooks_set_mode latency_take >"$work/reached"
	has "extern mutex_lock" && grep -qE '^extern _?printk$' "$work/reached"
	ok "$kernel: root's paths do, so that it would be seen" $?
done < <(lab_kernels)
finish
