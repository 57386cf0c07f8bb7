# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
#
# What hostile guests cost the host, in instructions, with the module in mode lazy and
# without it. Wants one CPU, and QEMU to count instructions.

. tests/inside/tap.sh

work=/tmp/respond
rounds=15
! is_brief || rounds=5
cp "$LAB_BUILD/respond" $work

# What may be added to the median: to rounds of system calls, switches and memory two in a
# hundred, and to setting a watchpoint, hitting and removing it, 3000 instructions, which
# is twice the register file, and a load.
system_most=2
debug_most=3000
# The longest of the rounds has ticks of the host's in it, or other guests: it may take
# less than three times as long. A storm of exceptions would take a hundred times as long.
longest_most=3

# measure STATE: one guest after another, their medians in a file each.
measure() {
	for kind in system debug; do
		"$work" "$rounds" "$kind" >"/tmp/$1.$kind" || return 1
		echo "# $1, $kind: $(cat "/tmp/$1.$kind")" >&3
	done
}

# beside STATE OPTION...
beside() {
	state=$1
	shift
	start "$@"
	usleep 20000
	measure "$state"
	measured=$?
	stop_all && return "$measured"
}

median() {
	cut -d ' ' -f 2 "/tmp/$1"
}

bounded() {
	stock=$(median stock.system)
	lazy=$(median lazy.system)
	[ $((lazy * 100)) -le $((stock * (100 + system_most))) ] && return 0
	echo "$lazy instructions, and $stock without the module"
	return 1
}

debug_bounded() {
	stock=$(median stock.debug)
	lazy=$(median lazy.debug)
	[ "$lazy" -le $((stock + debug_most)) ] && return 0
	echo "$lazy instructions, and $stock without the module"
	return 1
}

longest() {
	cut -d ' ' -f 3 "/tmp/$1"
}

longest_bounded() {
	for kind in system debug; do
		stock=$(longest "stock.$kind")
		lazy=$(longest "lazy.$kind")
		[ "$lazy" -gt $((stock * longest_most)) ] || continue
		echo "$kind: $lazy instructions, and $stock without the module"
		return 1
	done
}

exec 3>&1
for g in "--hostile" "--attack --exits 5" "--attack --exits 5 --isa a32 --vcpus 2" \
	"--flood --exits 1" "--flood --exits 1 --isa a32"; do
	# shellcheck disable=SC2086 # they are words
	{
		t "$g: without the module" beside stock $g
		load mode=lazy
		t "$g: in mode lazy" beside lazy $g
	}
	t "$g: was live" stats_hold "taken > 0"
	t "$g: what the host does takes at most $system_most % more" bounded
	t "$g: a watchpoint of its own at most $debug_most instructions more" debug_bounded
	t "$g: no round takes $longest_most times as long" longest_bounded
	unload
done
finish
