# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# CPUs go off and on while guests run, and under a parked file.

. tests/inside/tap.sh

all="--breakpoints all --watchpoints all"
rounds=$((rounds / 2))

off_and_on() {
	cpu1 0 && usleep 30000 && cpu1 1 && usleep 30000
}

# The same guest finds in its registers what it left, or it does not. While the CPU
# was off, the host has reset them.
# shellcheck disable=SC2086
forgotten() {
	"$guest" --pin 1 $all --seed 1 --batches 5 && off_and_on &&
		"$guest" --pin 1 $all --seed 1 --batches 5 && "$LAB_BUILD/hostbp" 1 1 10
}

start_all() {
	# shellcheck disable=SC2086
	{
		start $all --seed 1 --vcpus 2
		start $all --seed 2 --exit mmio
		start $all --seed 3 --exit wfi --exits 10
		start $all --seed 4 --isa a32
		start $all --seed 5 --write
	}
}

load mode=off
for mode in lazy eager off; do
	set_mode $mode
	reset_stats
	# shellcheck disable=SC2086
	t "$mode: what was parked on a CPU that went off is forgotten" forgotten
	start_all
	t "$mode: a CPU goes off and on $rounds times under guests" repeat $rounds off_and_on
	t "$mode: no guest noticed" stop_all
	t "$mode: every load was put" stats_hold "loads == puts"
done

t "unloads" unload

start_all
reload() {
	load && live && off_and_on && live && unload
}
t "the module comes and goes with the CPU" repeat 5 reload
t "no guest noticed" stop_all
finish
