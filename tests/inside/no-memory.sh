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

# each LEAST AFTER COMMAND...: once for each of its allocations, of which there are LEAST or
# more, until it has no such. After each AFTER judges, told whether the command was done.
each() {
	least=$1
	after=$2
	shift 2
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
	[ "$n" -gt "$least" ]
}
exec 3>&1

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

# written LEAST FILE WORD
written() {
	t "$2 $3" each "$1" whatever write "$debugfs/$2" "$3"
}

# The others do no more, and it takes long.
t "insmod mode=lazy" each 100 after_load load /tmp/lazydbg.ko mode=lazy
insmod /tmp/lazydbg.ko
t "rmmod" each 1 after_unload unload lazydbg
for wanted in eager off; do
	t "mode $wanted" each 0 after_mode write "$debugfs/mode" $wanted
done
start --breakpoints all --exit mmio
for wanted in eager off; do
	t "mode $wanted, with a guest" each 0 after_mode write "$debugfs/mode" $wanted
done
for file in stats stats_percpu latency vcpus info mode bench selftest; do
	t "$file is read" each 1 whatever read "$debugfs/$file"
done
for line in "0 stats reset" "0 latency on" "0 latency reset" "0 latency off" "1 bench 10" \
	"1 selftest run"; do
	# shellcheck disable=SC2086 # they are words
	written $line
done
t "the guest did not notice" stop_all
# shellcheck disable=SC2086
t "guests are as ever" "$guest" $run
t "and the host's breakpoints" "$LAB_BUILD/hostbp" 1 0 10
t "unloads" unload
finish
