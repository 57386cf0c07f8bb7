# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# Modes change, and the module comes and goes, while guests run.

. tests/inside/tap.sh

all="--breakpoints all --watchpoints all"

# shellcheck disable=SC2086
start_all() {
	start $all --seed 1 --vcpus 2
	start $all --seed 2 --exit mmio
	start $all --seed 3 --exit wfi --exits 10
	start $all --seed 4 --isa a32 --vcpus 2
	start $all --seed 5 --write
	start --seed 6
}

# repeat N COMMAND...
repeat() {
	n=$1
	shift
	while [ "$n" -gt 0 ]; do
		"$@" || return 1
		n=$((n - 1))
	done
}

next_modes() {
	for mode in lazy off eager lazy eager off; do
		set_mode "$mode" || return 1
		usleep 20000
	done
}

come_and_go() {
	load mode=lazy && usleep 50000 && set_mode eager && usleep 20000 && unload
}

load mode=off
start_all
t "modes change 60 times while guests run" repeat 10 next_modes
t "no guest noticed" stop_all
t "loads and puts agree" stats_hold "loads == puts && loads > 0"
t "unloads" unload

start_all
t "the module comes and goes 20 times while guests run" repeat 20 come_and_go
t "no guest noticed" stop_all

load
# shellcheck disable=SC2086
start $all --exit mmio
# shellcheck disable=SC2086
start $all --exit wfi
usleep 300000
# shellcheck disable=SC2086
kill -STOP $pids
t "unloads with guests stopped in user space" unload
# shellcheck disable=SC2086
kill -CONT $pids
t "no guest noticed" stop_all

# Nothing left behind: stock KVM saves and restores what it finds.
"$LAB_BUILD/hostbp" 0 1 10
t "the host's breakpoints work" [ $? = 0 ]
# shellcheck disable=SC2086
t "and so do guests" "$guest" $all
finish
