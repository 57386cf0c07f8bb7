# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# The kernel's own tests (scripts/lab/selftests), or those named in SELFTESTS: the same
# results in every mode, or those in LAZYDBG_MODES, as without the module.

. tests/inside/tap.sh

# They open their own files by name, so they are called by an absolute one.
dir=/tmp/selftests
cp -r "$LAB_BUILD/selftests" "$dir"

# These must pass, whatever else there is.
required="debug-exceptions get-reg-list hypercalls psci_test vcpu_width_config breakpoint_test_arm64"
required=${SELFTESTS:-$required}

# left_out NAME: why it is, if it is; nothing if others were asked for.
left_out() {
	if [ "$SELFTESTS" ]; then
		case " $SELFTESTS " in
		*" $1 "*) return 1 ;;
		*) return ;;
		esac
	fi
	case $1 in
	arch_timer | arch_timer_edge_cases)
		echo "asks how late an interrupt comes: passes or fails by chance under QEMU" ;;
	dirty_log_test | mmu_stress_test)
		echo "takes a gigabyte, which is all that there is" ;;
	memslot_perf_test | page_fault_test)
		echo "cannot be asked for less than many minutes under QEMU" ;;
	rseq_test)
		echo "100000 migrations of a vcpu: minutes under QEMU" ;;
	irqfd_test)
		echo "runs no guest, for a quarter of a minute" ;;
	*) return 1 ;;
	esac
}

# options NAME
options() {
	case $1 in
	debug-exceptions) echo "-i $((rounds * 30))" ;;
	demand_paging_test) echo "-b 16M" ;;
	dirty_log_perf_test | kvm_page_table_test) echo "-b 8M" ;;
	memslot_modification_stress_test) echo "-b 8M -i 20" ;;
	esac
}

# result NAME: what it said of each part, which of its assertions failed, and its
# status. Not the rest: that has process IDs, random seeds, rates, and on 6.1 names
# that do not end.
result() {
	# shellcheck disable=SC2046 # they are words
	timeout -s KILL 1200 "$dir/$1" $(options "$1") </dev/null >"/tmp/$1.out" 2>&1
	status=$?
	grep -aoE '^Use bpn#.*|^(not )?ok [0-9].*|SKIP.*|PASS.*|FAIL.*|^# Totals.*|^  [a-zA-Z0-9/_-]+[.][ch]:[0-9]+: .*' \
		"/tmp/$1.out"
	echo "status $status"
}

# alone NAME: its result without the module, to compare with.
alone() {
	result "$1" >"/tmp/$1.stock"
	echo "# without the module: $1, $(tail -n 1 "/tmp/$1.stock")"
	[ "$1" != debug-exceptions ] || t "no module: $1 uses each combination" combinations
	case " $required " in
	*" $1 "*) t "no module: $1 passes" grep -qx "status 0" "/tmp/$1.stock" ;;
	*) t "no module: $1 ends" fails grep -qx "status 137" "/tmp/$1.stock" ;;
	esac
}

# combinations: has debug-exceptions used each breakpoint with each watchpoint and each
# breakpoint for a context? On 6.1 it has no choice of them, and says nothing.
combinations() {
	awk '
	/brp_num:/ {
		gsub("[^0-9]+", " ")
		split($0, number, " ")
		wanted = (number[1] - number[3]) * number[2] * number[3]
	}
	/^Use bpn#/ && !seen[$0]++ { used++ }
	END {
		print "combinations:", wanted + 0, "wanted,", used + 0, "used"
		exit (used + 0 != wanted + 0 || (!wanted && ENVIRON["LAB_KERNEL"] != "6.1"))
	}' /tmp/debug-exceptions.out
}

# same NAME: is the result that without the module?
same() {
	result "$1" >"/tmp/$1.result"
	cmp -s "/tmp/$1.stock" "/tmp/$1.result" && return 0
	echo "differs (< without the module, > now), and all that it said:"
	diff "/tmp/$1.stock" "/tmp/$1.result"
	cat "/tmp/$1.out"
	return 1
}

# at_once: debug-exceptions on each CPU and once between them, beside an armed guest.
at_once() {
	start --pin 1 --isa a32 --breakpoints 2 --watchpoints all
	several=""
	for on in 1 2 3; do
		taskset "$on" "$dir/debug-exceptions" -i 1 >"/tmp/several.$on" 2>&1 &
		several="$several $!"
	done
	wrong=0
	for pid in $several; do
		wait "$pid" || { echo "one of them ended with status $?"; wrong=1; }
	done
	[ "$wrong" = 0 ] || cat /tmp/several.*
	stop_all && [ "$wrong" = 0 ]
}

# host_beside: the test of the host's watchpoints while a guest is armed on each CPU.
host_beside() {
	reset_stats
	start --pin 0 --breakpoints all --watchpoints all
	start --pin 1 --isa a32 --breakpoints all --watchpoints all
	until_stats "swap_entries > 20" || return 1
	echo >"$tracing/trace"
	echo 1 >"$evict"
	same breakpoint_test_arm64
	wrong=$?
	echo 0 >"$evict"
	stop_all && [ "$wrong" = 0 ]
}

# host_took_it MODE: a guest's file, or what is parked of it? In mode off there is none.
host_took_it() {
	case $1 in
	off) fails grep lazydbg_evict "$tracing/trace" ;;
	lazy) grep -q lazydbg_evict "$tracing/trace" ;;
	esac
}

# What the counters say when debug-exceptions has shown anything of a mode.
evidence() {
	case $1 in
	off) echo "left_off == swap_entries && swap_entries > 20 && taken == 0" ;;
	eager) echo "taken > 20 && loads > taken && loads == puts && left_vmm_debug > 0" ;;
	lazy) echo "taken > 20 && loads > 9 && loads == puts && untraps > 0 && left_vmm_debug > 0 && left_os_lock > 0" ;;
	esac
}

sed 's/.*/# left out: &, does not compile/' "$dir/.missing"
names=""
for file in "$dir"/*; do
	one=${file##*/}
	if why=$(left_out "$one"); then
		[ -z "$why" ] || echo "# left out: $one, $why"
	else
		names="$names $one"
		alone "$one"
	fi
done
# Beside guests it runs, whatever was asked for.
[ -e /tmp/breakpoint_test_arm64.stock ] || alone breakpoint_test_arm64
for one in $required; do
	t "there is $one" [ -e "/tmp/$one.stock" ]
done

load mode=off
tracing=/sys/kernel/tracing
evict=$tracing/events/lazydbg/lazydbg_evict/enable
for mode in ${LAZYDBG_MODES:-off eager lazy}; do
	set_mode "$mode"
	# Not called name, as t() has one.
	for one in $names; do
		reset_stats
		t "$mode: $one, as without the module" same "$one"
		[ "$one" != debug-exceptions ] ||
			t "$mode: $one was as the mode says" stats_hold "$(evidence "$mode")"
	done
	t "$mode: debug-exceptions, again and again" repeat "$rounds" "$dir/debug-exceptions" -i 1
	t "$mode: several at once, beside an armed guest" at_once
	t "$mode: the host's watchpoints beside armed guests" host_beside
	[ "$mode" = eager ] || t "$mode: the file was taken from guests, if they had it" host_took_it "$mode"
	t "$mode: every load was put" stats_hold "loads == puts"
done
t "unloads" unload
finish
