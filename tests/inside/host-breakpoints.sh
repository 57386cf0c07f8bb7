# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# The host sets breakpoints of its own while a guest is live: both see their hits.

. tests/inside/tap.sh

hostbp=$LAB_BUILD/hostbp

# beside OPTIONS COMMAND...: COMMAND while a guest with OPTIONS runs on CPU 1.
beside() {
	reset_stats
	# shellcheck disable=SC2086
	start --pin 1 $1
	shift
	until_stats "swap_entries > 100"
	"$@"
	status=$?
	evictions=$((evictions + $(counter evictions)))
	stop_all && return "$status"
}

evictions=0

load mode=off
for mode in off eager lazy; do
	set_mode $mode
	for g in "--breakpoints all --watchpoints all" "--breakpoints all --watchpoints all --write" \
		"--watchpoints all --exit mmio" "--churn --write" "--isa a32 --breakpoints all --watchpoints all"; do
		t "$mode, $g: CPU-wide from another CPU" beside "$g" "$hostbp" 1 0 40
		t "$mode, $g: CPU-wide from the same CPU" beside "$g" "$hostbp" 1 1 20
		reset_stats
		# shellcheck disable=SC2086
		t "$mode, $g: on the vcpu's thread" "$guest" $g --exit mmio \
			--host-watch --batches 10
		t "entries were left to KVM" stats_hold "left_off + left_dbgvcr + left_host_debug > 0"
		t "every load was put" stats_hold "loads == puts"
	done
done

# Watchpoints of the guest on all that the host touches, and breakpoints on five of 56 addresses,
# others for each seed. In mode lazy, which leaves them where they are, it takes all of these,
# in the matrix.
for mode in off eager lazy; do
	set_mode $mode
	t "$mode, a hostile guest" "$guest" --hostile
	seeds=1
	[ $mode != lazy ] || is_brief || seeds=$(seq 0 11)
	for seed in $seeds; do
		t "$mode, a hostile guest, seed $seed: the host watches its kernel" \
			beside "--hostile --seed $seed" "$hostbp" 1 0 kernel
	done
	t "$mode, a hostile guest: CPU-wide from another CPU" beside --hostile "$hostbp" 1 0 40
done
t "live guests were evicted" [ $evictions -gt 0 ]

# Host breakpoints first: nothing may go live while they are there.
hold
reset_stats
t "a guest on a CPU that the host debugs" "$guest" --pin 1 --breakpoints all
t "never went live" stats_hold "loads == 0 && left_host_debug == swap_entries && swap_entries > 0"
let_go
reset_stats
t "a guest afterwards" "$guest" --pin 1 --breakpoints all
t "did" stats_hold "loads > 0 && taken > 0"

# The same with debug exceptions switched off: MDE stays clear, and only the
# control registers tell that the host has the file.
switch=/sys/kernel/debug/debug_enabled
echo N >$switch
hold
reset_stats
t "a guest on a CPU with breakpoints that MDE does not show" \
	"$guest" --pin 1 --breakpoints all --watchpoints all
t "never went live" stats_hold "loads == 0 && left_host_debug == swap_entries && swap_entries > 0"
let_go
echo Y >$switch
t "unloads" unload
finish
