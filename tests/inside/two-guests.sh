# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# Two guests with different registers take turns on one CPU.

. tests/inside/tap.sh

# together OPTIONS-OF-ONE OPTIONS-OF-THE-OTHER: both, on CPU 1.
# shellcheck disable=SC2086
together() {
	"$guest" --pin 1 --seed 1 $1 >/tmp/one 2>&1 &
	one=$!
	"$guest" --pin 1 --seed 2 $2 >/tmp/other 2>&1 &
	other=$!
	wait $one
	one=$?
	wait $other
	other=$?
	[ $one = 0 ] && [ $other = 0 ] && return 0
	cat /tmp/one /tmp/other
	return 1
}

all="--breakpoints all --watchpoints all"
some="--breakpoints 1 --watchpoints 3"
long="--exits 100 --batches 60"

load mode=off
for mode in off eager lazy; do
	set_mode $mode
	reset_stats
	t "$mode: a64 and a64" together "$long $all" "$long $some"
	t "$mode: a64 and a64, exits to user space" together "$long $all --exit mmio" "$long $some"
	t "$mode: a64 writing and a64" together "$long $all --write" "$long $all"
	t "$mode: a64 and a64 that only has debugging enabled" together "$long $all" "$long --mde"
	t "$mode: a64 and a32" together "$long $all" "$long --isa a32 $all"
	t "$mode: a32 and a32" together "$long --isa a32 $all" "$long --isa a32 $some"
	t "$mode: a32 writing and a32" together "$long --isa a32 $all --write" "$long --isa a32 $all"
	t "$mode: clean and a64" together "$long" "$long $all"
done
t "they did take turns" stats_hold "loads > 100"
t "told by the preempt notifier" stats_hold "sched_outs > 100"
t "every load was put" stats_hold "loads == puts"
unload
finish
