# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
#
# Debian guests under Debian's QEMU: a64 and a32 share a CPU, and tests/real-guest runs in
# them, without the module and in each of its modes, or those in LAZYDBG_MODES. Each hit has
# to come, once, and to whom it belongs. a32 sets MDBGen at boot; on KVM to 6.13 it finds
# that it can't read that back, so it pays for debug registers and can arm none.

. tests/inside/tap.sh
. tests/inside/regcount.sh

figures=/tmp/figures
turns=25
# gdb takes long to begin.
turns_gdb=5

# Of four programs, four in each turn (tests/real-guest/guest.c).
least_exits() {
	echo $((16 * $1))
}

# What a32 answers when programs in it are to be debugged: 3 is ENODEV.
case $LAB_KERNEL in
7*) a32_arms=0 ;;
*) a32_arms=3 ;;
esac

# What QEMU would have a guest believe to be there, and KVM has for AArch64 only.
a32_cpu=host,aarch64=off
! grep -qw sve /proc/cpuinfo || a32_cpu=$a32_cpu,sve=off
! grep -qw paca /proc/cpuinfo || a32_cpu=$a32_cpu,pauth=off

# boot NAME KERNEL OPTION...: a guest. What is written to NAME.in, which must never end, it
# gets from its console; NAME.out is what it prints. iomem=relaxed: for real-guest to reach
# the interrupt controller, which has a driver.
boot() {
	vm=$1
	kernel=$2
	shift 2
	mkfifo "/tmp/$vm.in" || return 1
	sleep 100000 >"/tmp/$vm.in" &
	qemu-system-aarch64 -M virt,gic-version=3 -accel kvm -m 256 \
		-nodefaults -display none -monitor none -no-reboot -serial stdio \
		-kernel "build/cache/$kernel/vmlinuz" -initrd "build/$kernel/real-guest.cpio" \
		-append "console=ttyAMA0 rdinit=/init quiet panic=-1 iomem=relaxed" \
		"$@" <"/tmp/$vm.in" >"/tmp/$vm.out" 2>&1 &
	echo $! >"/tmp/$vm.pid"
	echo 0 >"/tmp/$vm.asked"
	says "$vm" ready 1
}

# says NAME WORD N: wait until it has said WORD so often.
says() {
	until [ "$(grep -c "^$2" "/tmp/$1.out")" -ge "$3" ]; do
		if ! kill -0 "$(cat "/tmp/$1.pid")"; then
			cat "/tmp/$1.out"
			return 1
		fi
		usleep 100000
	done
}

# ask NAME ARGUMENTS: have it run real-guest.
ask() {
	echo $(($(cat "/tmp/$1.asked") + 1)) >"/tmp/$1.asked"
	echo "$2" >"/tmp/$1.in"
}

# answers NAME STATUS: is that the status it ends with?
answers() {
	says "$1" "done" "$(cat "/tmp/$1.asked")" || return 1
	status=$(sed -n 's/^done \([0-9]*\).*/\1/p' "/tmp/$1.out" | tail -n 1)
	[ "$status" = "$2" ] && return 0
	echo "$1 ended with status $status, not $2"
	tail -n 40 "/tmp/$1.out"
	return 1
}

# stop NAME: its QEMU, which ends well when it is told to.
stop() {
	pid=$(cat "/tmp/$1.pid")
	kill "$pid"
	wait "$pid"
}

exits() {
	cat /sys/kernel/debug/kvm/exits
}

# entries: those at which KVM moves the registers, so far. Without the module it can be told
# of a32 only, for which it does at each. A difference of two counters that go on would not do.
entries() {
	if [ -e "$debugfs" ]; then
		awk '$1 ~ /^left_/ { sum += $2 } END { print sum + 0 }' "$debugfs/stats"
	else
		cat "/sys/kernel/debug/kvm/$(cat /tmp/a32.pid)"-*/exits
	fi
}

# runs NAME STATUS ARGUMENTS: that, and all figures of it: exits as KVM counts them, the
# module's counters, and accesses as QEMU does, to the registers that KVM moves. What a64
# accesses itself is among the kernel's. A guest may run between two looks, so that between
# QEMU's marks there were so many entries of KVM's at least, and so many at most.
runs() {
	rm -f "$figures"
	[ ! -e "$debugfs" ] || reset_stats
	first=$(entries)
	/tmp/mark
	from=$(wc -l <"$accesses")
	early=$(entries)
	before=$(exits)
	ask "$1" "$3"
	answers "$1" "$2" || return 1
	exited=$(($(exits) - before))
	late=$(entries)
	/tmp/mark
	last=$(entries)
	echo "exits $exited
		least $((late - early))
		most $((last - first))" >"$figures"
	[ ! -e "$debugfs" ] || cat "$debugfs/stats" >>"$figures"
	lines_since "$from" | awk '
		$1 == "stretch" { count[$3] += $7 }
		END { for (who in count) print who, count[who]; print "kvm", count["kernel"] + count["hyp"] }' \
		>>"$figures"
}

holds() {
	figures_hold "$figures" "$1"
}

# What a mode promises, whoever the guest is.
promised() {
	case $mode in
	off) t "$1: all swaps are left to KVM" holds "swap_entries > 0 && taken == 0 && left_off == swap_entries" ;;
	# On nVHE eager leaves 32-bit guests to KVM, which moves their DBGVCR.
	eager) t "$1: all are taken" holds "swap_entries > 0 && taken + left_dbgvcr == swap_entries" ;;
	lazy)
		t "$1: all are taken, by fewer loads" \
			holds "taken > loads && loads > 0 && taken + left_dbgvcr == swap_entries"
		;;
	esac
}

# both A64 A32 STATUS: at once. Is STATUS what a32 ends with, and 0 what a64 does? And did the
# module take their swaps, if it was to?
both() {
	[ ! -e "$debugfs" ] || reset_stats
	ask a64 "$1"
	ask a32 "$2"
	answers a64 0 && answers a32 "$3" || return 1
	case $mode in
	off) stats_hold "left_off > 0 && taken == 0" ;;
	eager | lazy) stats_hold "taken > 0 && taken + left_dbgvcr == swap_entries" ;;
	esac
}

# of NAME STATUS DEBUGGER [TURNS]
of() {
	run="$mode: $1, $3"
	t "$run" runs "$1" "$2" "$3 ${4:-$turns}"
	[ ! -e "$figures" ] || echo "# $run: $(grep -v ' 0$' "$figures" | xargs)"
	[ "$2" = 3 ] || t "$run: all exits" holds "exits >= $(least_exits "${4:-$turns}")"
	promised "$run"
}

# 42 registers are saved and restored at an entry, and as many at the exit.
a32_tax() {
	swap=84
	t "$mode: KVM moves all for each of its entries" \
		holds "kvm >= $swap * least && kvm <= $swap * most"
	case $mode in
	none) t "none: each entry is one" holds "least >= $(least_exits $turns)" ;;
	off) t "off: each entry is one" holds "least >= $(least_exits $turns) && taken == 0" ;;
	# On nVHE some are, until KVM has put DBGVCR where it stays.
	lazy) t "lazy: hardly an entry is one" holds "10 * most <= swap_entries" ;;
	esac
}

round() {
	of a32 0 none
	a32_tax
	of a64 0 perf
	of a64 0 ptrace
	of a64 0 gdb $turns_gdb
	of a32 $a32_arms ptrace
	# Where it can't be, gdb says so in its own ways; ptrace and perf have shown it.
	[ $a32_arms != 0 ] || of a32 0 gdb $turns_gdb
	# On 7 perf's would need a mismatch breakpoint (LAB_KERNEL 7 arms), which QEMU lacks.
	[ $a32_arms = 0 ] || of a32 $a32_arms perf
	t "$mode: a64 debugs, a32 does not" both "perf $turns" "none $turns" 0
	t "$mode: both do" both "ptrace $turns" "ptrace $turns" $a32_arms
}

# One that debugs on two CPUs of its own, from boot to end in one mode.
two_vcpus() {
	mode=lazy
	load mode=lazy
	t "arm64 with two vcpus boots in mode lazy" boot two 6.1 -cpu host -smp 2
	of two 0 perf
	of two 0 ptrace
	of two 0 gdb $turns_gdb
	t "it stops" stop two
	t "every load was put" stats_hold "loads == puts"
	unload
}

# chosen MODE: is it one to be tried?
chosen() {
	case " ${LAZYDBG_MODES:-none off eager lazy} " in
	*" $1 "*) ;;
	*) return 1 ;;
	esac
}

t "Debian's arm64 boots" boot a64 6.1 -cpu host -smp 1
t "Debian's armhf boots" boot a32 6.1-armmp -cpu "$a32_cpu" -smp 1
mode=none
! chosen $mode || round
t "loads under them" load mode=off
for mode in off eager lazy; do
	chosen $mode || continue
	set_mode $mode
	round
done
t "unloads under them" unload
t "a64 still debugs" runs a64 0 "ptrace $turns"
t "a32 still does what it did" runs a32 $a32_arms "ptrace $turns"
t "a64 stops" stop a64
t "a32 stops" stop a32

[ "$LAZYDBG_MODES" ] || two_vcpus
t "no guest's kernel complained" fails grep -E 'Oops|BUG|rcu: INFO|panic|^tainted [1-9]' /tmp/*.out
t "and each would have said so" fails eval "grep -L '^tainted 0' /tmp/*.out | grep ."
finish
