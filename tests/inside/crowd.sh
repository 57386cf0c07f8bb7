# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# More vcpus at once than the list of vcpus has lines: all are served, listed or not.
# shellcheck disable=SC2086 # numbers, and pids

. tests/inside/tap.sh

vcpus=200
guests=6

load mode=lazy
most=$(awk '$1 == "vcpus_max" { print $2 }' "$debugfs/info")

lines() {
	tail -n +2 "$debugfs/vcpus" | wc -l
}

# filled GUESTS: most vcpus of so many have got a line, or few lines are left. Which two
# vcpus could have the same lines is a matter of chance.
filled() {
	want=$(($1 * vcpus * 9 / 10))
	[ "$want" -lt $((most * 9 / 10)) ] || want=$((most * 9 / 10))
	until [ "$(lines)" -ge "$want" ]; do
		kill -0 "$last" || return 1
		usleep 200000
	done
}

# So many would keep the host busy, so each VMM is stopped when its vcpus have been live.
crowd() {
	n=0
	while [ $n -lt $guests ]; do
		n=$((n + 1))
		start --mde --vcpus $vcpus --exits 10 --batches 2000 --seed $n
		last=${pids##* }
		filled $n || return 1
		kill -STOP "$last"
	done
	[ "$(lines)" -le "$most" ]
}

# And goes on when the one before it has ended.
ends() {
	failed=0
	for pid in $pids; do
		kill -TERM "$pid"
		kill -CONT "$pid"
		wait "$pid" || { echo "guest $pid ended with status $?"; failed=1; }
	done
	pids=""
	[ $failed = 0 ] || grep -H '^dbgguest' /tmp/guest.*
	return $failed
}

t "the list has fewer than $((vcpus * guests)) lines" [ "$most" -lt $((vcpus * guests)) ]
t "it fills" crowd
t "all vcpus are served" ends
t "every load was put" stats_hold "loads == puts && loads >= $((vcpus * guests))"
t "none stays in the list" is 0 lines
t "a guest afterwards" "$guest" --breakpoints all --watchpoints all
t "unloads" unload
finish
