# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
#
# Each allocation that the module asks the kernel for, or makes it ask for, fails once: what
# was to be done is done all the same, or it is refused and everything is as before. The
# kernel's leak detector has a word at the end.

. tests/inside/tap.sh

cp "$LAB_BUILD/no-memory" "$ko" /tmp
run="--breakpoints all --watchpoints all --exits 10 --batches 5"

# Those that may sleep fail, too; and not with a stack trace each.
echo 0 >/sys/kernel/debug/failslab/ignore-gfp-wait
echo 0 >/sys/kernel/debug/failslab/verbose

# each AFTER COMMAND...: once for each of its allocations, until it has no such. After each
# AFTER judges, told whether the command was done.
each() {
	after=$1
	shift
	n=1
	while :; do
		status=0
		/tmp/no-memory "$n" "$@" >/tmp/said 2>&1 || status=$?
		case $status in
		0 | 1) "$after" yes ;;
		2) "$after" no ;;
		*) false ;;
		esac || { echo "allocation $n of $*: status $status"; cat /tmp/said; return 1; }
		[ "$status" != 0 ] || break
		n=$((n + 1))
	done
	echo "# $((n - 1)) allocations of $*" >&3
	[ "$n" -gt 1 ] || [ "$needs" = nothing ]
}
exec 3>&1
needs=memory

gone() {
	fails grep -q '^lazydbg ' /proc/modules && [ ! -e "$debugfs" ]
}

after_load() {
	[ "$1" = no ] || unload
	gone
}

after_unload() {
	[ "$1" = yes ] || unload
	gone && insmod /tmp/lazydbg.ko
}

# Lazy, or what was asked for.
after_mode() {
	case $1 in
	yes) is "$wanted" cat "$debugfs/mode" && set_mode lazy ;;
	no) is lazy cat "$debugfs/mode" ;;
	esac
}

whatever() {
	:
}

# The others do no more, and it takes long.
t "insmod mode=lazy" each after_load load /tmp/lazydbg.ko mode=lazy
insmod /tmp/lazydbg.ko
t "rmmod" eval "needs=nothing; each after_unload unload lazydbg"
for wanted in eager off; do
	t "mode $wanted" eval "needs=nothing; each after_mode write $debugfs/mode $wanted"
done
start --breakpoints all --exit mmio
for wanted in eager off; do
	t "mode $wanted, with a guest" eval "needs=nothing; each after_mode write $debugfs/mode $wanted"
done
for file in stats stats_percpu latency vcpus info mode bench selftest; do
	t "$file is read" eval "needs=nothing; each whatever read $debugfs/$file"
done
for line in "stats reset" "latency on" "latency reset" "latency off" "bench 10" "selftest run"; do
	t "$line" eval "needs=nothing; each whatever write $debugfs/$line"
done
t "the guest did not notice" stop_all
# shellcheck disable=SC2086
t "guests are as ever" "$guest" $run
t "and the host's breakpoints" "$LAB_BUILD/hostbp" 1 0 10
t "unloads" unload
finish
