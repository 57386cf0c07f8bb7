# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
#
# Guests that mean harm: watchpoints and breakpoints on all of the host, random values in
# every register, the locks, storms of exceptions. Each finds in its registers what it put
# there, and nothing else, while other guests and the host have secrets in the same ones;
# and these find theirs, and all their hits. In each mode and without the module, or as in
# LAZYDBG_MODES.

. tests/inside/tap.sh

hostbp=$LAB_BUILD/hostbp
all="--breakpoints all --watchpoints all"
few="--exits 5 --batches 8"
! is_brief || few="--exits 5 --batches 3"

# Attackers of both kinds on each CPU, with victims, that know their answers; those that lie
# in wait have other breakpoints each time.
seed=0
# shellcheck disable=SC2086
start_all() {
	seed=$((seed + 2))
	start --attack --exits 5 --seed 1 --vcpus 2
	start --attack --exits 5 --seed 2 --isa a32 --vcpus 2
	start --hostile --vcpus 2 --seed $seed
	start $all --exits 20 --seed 3
	start --random --write --exits 20 --seed 4 --isa a32
	start --mde --exits 20 --seed 5
}

# Values of the host's, on both CPUs, where an attacker could find them.
host_secrets() {
	"$hostbp" 0 1 10 && "$hostbp" 1 0 10 && "$hostbp" 1 0 kernel && "$hostbp" 0 1 kernel
}

# beside OPTION...: the same, while a guest with OPTIONS runs.
beside() {
	start "$@"
	host_secrets
	status=$?
	stop_all && return "$status"
}

# A guest that does nothing but be interrupted by itself is ended, in the midst of that.
killed() {
	start --attack --exits 5 --pin 1
	usleep 50000
	# shellcheck disable=SC2086
	kill -KILL $pids
	# shellcheck disable=SC2086
	wait $pids 2>/dev/null
	pids=""
	"$hostbp" 1 0 5
}

# The words of $g and $few are options.
# shellcheck disable=SC2086
attacks() {
	for g in "" "--random --meddle --reset" "$all --write --exit mmio --host-watch" \
		"--random --exit wfi --migrate --vcpus 2"; do
		for isa in a64 a32; do
			t "$1: $isa, attack $g" "$guest" --isa $isa --attack $few $g
		done
	done
	# Twelve vcpus with five breakpoints each are enough for all 56 addresses of the table.
	for first in 0 4 8; do
		t "$1: the host debugs, breakpoints on what it executes, seed $first" \
			beside --hostile --vcpus 4 --seed $first
	done
	start_all
	t "$1: the host debugs among attackers" host_secrets
	t "$1: all of them find their own, and only that" stop_all
	t "$1: an attacker is killed" killed
}

in_mode() {
	load "mode=$1"
	attacks "$1"
	t "$1: every load was put" stats_hold "loads == puts"
	[ "$1" != lazy ] || t "lazy: live attackers were evicted" stats_hold "evictions > 0"
	unload
}

for mode in ${LAZYDBG_MODES:-none off eager lazy}; do
	case $mode in
	none) attacks "no module" ;;
	*) in_mode "$mode" ;;
	esac
done
load
t "selftest still finds every register right" eval "echo run >$debugfs/selftest"
t "unloads" unload
finish
