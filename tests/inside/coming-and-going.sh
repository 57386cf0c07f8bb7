# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# Modes change, the module comes and goes, and VMMs die, while guests run.

. tests/inside/tap.sh

all="--breakpoints all --watchpoints all"

# Armed, asleep in WFI, writing, migrating, of both kinds, and clean.
# shellcheck disable=SC2086
start_all() {
	start $all --seed 1 --vcpus 2 --migrate
	start $all --seed 2 --exit mmio
	start $all --seed 3 --exit wfi --exits 10
	start $all --seed 4 --isa a32 --vcpus 2
	start $all --seed 5 --write
	# Nothing is checked after a batch of its, and there are only so many.
	start --seed 6 --exits 5000
}

next_modes() {
	for mode in lazy off eager lazy eager off; do
		set_mode "$mode" || return 1
		usleep 20000
	done
}

come_and_go() {
	load mode=lazy && live && set_mode eager && live && unload
}

# Killed while its values are live on CPU 1; then the host needs the registers.
# shellcheck disable=SC2086
die_live() {
	reset_stats
	start --pin 1 $all $1
	until_stats "swap_entries > 50" || return 1
	kill -KILL $pids
	wait $pids 2>/dev/null
	pids=""
	stats_hold "loads == puts && loads + left_dbgvcr > 0" && "$LAB_BUILD/hostbp" 1 1 10 &&
		"$LAB_BUILD/hostbp" 1 0 10 && "$guest" --pin 1 --batches 5 $all
}

load mode=off
start_all
t "modes change $((rounds * 3)) times while guests run" repeat $((rounds / 2)) next_modes
t "no guest noticed" stop_all
t "loads and puts agree" stats_hold "loads == puts && loads > 0"

for mode in lazy eager; do
	set_mode $mode
	for g in "--exit hvc" "--exit mmio" "--write" "--isa a32"; do
		t "$mode: a VMM is killed, $g" die_live "$g"
	done
done
t "unloads" unload

start_all
t "the module comes and goes $rounds times while guests run" repeat "$rounds" come_and_go
t "no guest noticed" stop_all

load
# shellcheck disable=SC2086
{
	start $all --exit mmio
	start $all --exit wfi
}
# Both have been live.
until [ "$(awk 'NR > 1 && $6 > 0' "$debugfs/vcpus" | wc -l)" = 2 ]; do
	# shellcheck disable=SC2086
	kill -0 $pids || break
done
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
