# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# What unprivileged users of the host and their VMMs can do, and cannot.
# shellcheck disable=SC2086 # options are words

. tests/inside/tap.sh

cp "$LAB_BUILD/nobody" "$LAB_BUILD/traced" /tmp
nobody=/tmp/nobody
all="--breakpoints all --watchpoints all"
parameters=/sys/module/lazydbg/parameters
tracing=/sys/kernel/tracing
rest=/tmp/rest

# The module is on a slow folder, which may be root's alone.
cp "$ko" /tmp/lazydbg.ko
chmod 644 /tmp/lazydbg.ko

load mode=lazy

# Files.
cat "$debugfs/info" "$debugfs/stats" >"$rest"
t "nobody gets at no file of the module's" $nobody denied "$debugfs"/* "$debugfs/none"
mount -o remount,mode=755 /sys/kernel/debug
t "nor where debugfs is open to all" $nobody denied "$debugfs"/*
t "though they can be seen there" $nobody run ls "$debugfs/stats"
mount -o remount,mode=700 /sys/kernel/debug
t "all are as they were" eval "cat $debugfs/info $debugfs/stats | cmp - $rest"
writes() {
	fails $nobody run sh -c "echo off >$1" 2>/tmp/said && grep -q 'Permission denied' /tmp/said
}
t "nobody writes the parameter" writes "$parameters/mode"
t "which is not to be written at all" is 444 stat -c %a "$parameters/mode"
t "nobody reads there which mode it was loaded in" is lazy $nobody run cat "$parameters/mode"
version=/sys/module/lazydbg/version
t "and which version it is" is "$(cat $version)" $nobody run cat $version
set_mode off
t "but not the mode that it is in" is lazy $nobody run cat "$parameters/mode"
set_mode lazy
t "there are no other parameters" is mode ls "$parameters"
t "the mode is lazy" is lazy cat "$debugfs/mode"

# The module.
t "nobody loads or unloads a module" $nobody module /tmp/lazydbg.ko
t "it is there" [ -e "$debugfs" ]

# Where it is in memory, and what else.
address='(^|[^0-9a-f])ffff[0-9a-f]{12}'
all_files() {
	echo on >"$debugfs/latency"
	echo run >"$debugfs/selftest"
	echo 10 >"$debugfs/bench"
	start $all --vcpus 2
	start --isa a32 $all
	until_stats "loads > 10" || return 1
	cat "$debugfs"/* >/tmp/all
	echo off >"$debugfs/latency"
	stop_all
}
t "all files, when there is all that can be in them" all_files
t "no address of the kernel's in any of its files" fails grep -E "$address" /tmp/all
t "nor in its tracepoints' formats" eval \
	"! cat $tracing/events/lazydbg/*/format | grep -E '^print fmt.*%p'"

# Tracepoints, breakpoints. As the kernel's sources have it: Debian lets users do nothing.
echo 2 >/proc/sys/kernel/perf_event_paranoid
for event in "$tracing"/events/lazydbg/lazydbg_*; do
	id=$(cat "$event/id")
	t "nobody sees ${event##*/}" $nobody events "$id"
	t "nor switches it on" $nobody denied "$event/enable" "$event/format" "$event/id"
done
panic=$(awk '$3 == "panic" { print $1 }' /proc/kallsyms)
t "nobody has breakpoints in the kernel, or CPU-wide ones" $nobody kernel "$panic"

# With a guest's values in the registers.
for g in "$all" "$all --write" "--isa a32 $all" "--hostile"; do
	reset_stats
	start --pin 1 $g
	t "$g: is swapped" until_stats "swap_entries > 50"
	t "$g: nobody watches own variables, exactly" $nobody watch 30 1
	before=$(($(counter loads) + $(counter left_dbgvcr)))
	t "$g: nobody debugs an own program, exactly" $nobody run taskset 2 /tmp/traced 30
	t "$g: which had the CPU in turn with it" stats_hold "loads + left_dbgvcr > $before + 30"
	t "$g: the guest was right" stop_all
	t "$g: every load was put" stats_hold "loads == puts"
done

# VMMs of nobody's.
chmod 666 /dev/kvm
for mode in lazy eager; do
	set_mode $mode
	reset_stats
	for g in "$all" "--isa a32 $all" "--churn --write --meddle --reset --migrate --vcpus 2"; do
		t "$mode: a guest of nobody's, $g" $nobody run "$guest" $g --exits 50 --batches 10
	done
	t "$mode: they were live" stats_hold "loads > 0 && loads == puts"
done
set_mode lazy
own_guest() {
	$nobody run "$guest" $all --batches 100000 >/dev/null 2>&1 &
	own=$!
	until stats_hold "swap_entries > 50" >/dev/null; do
		kill -0 $own || return 1
	done
	$nobody denied "$debugfs"/*
	denied=$?
	kill $own
	wait $own && [ $denied = 0 ]
}
reset_stats
t "who has a guest gets at no file for that" own_guest

# Two threads that run a vcpu in turn: each has a notifier at most while it does.
for g in "$all" "$all --write" "--churn --meddle --reset" "$all --migrate --vcpus 3" \
	"--isa a32 $all" "--isa a32 --churn --write --guest-debug --vcpus 2"; do
	reset_stats
	t "run by two threads in turn, $g" "$guest" --relay --exit mmio --exits 30 --batches 12 $g
	t "every load was put" stats_hold "loads == puts && loads + left_dbgvcr > 0"
done

# Whatever it waited for in the registers, it is gone at once: hostbp has debug exceptions
# enabled in the kernel, on all of which the guest had watchpoints. Its breakpoints are others
# each time.
seed=0
for mode in lazy eager; do
	set_mode $mode
	killed() {
		reset_stats
		seed=$((seed + 1))
		start --pin 1 --hostile --seed $seed
		until_stats "swap_entries > 50" || return 1
		kill -KILL $pids
		"$LAB_BUILD/hostbp" 1 0 kernel || return 1
		wait $pids 2>/dev/null
		pids=""
		"$LAB_BUILD/hostbp" 1 1 20 && stats_hold "loads == puts && loads > 0"
	}
	t "$mode: a hostile guest's VMM is killed" repeat 5 killed
done
set_mode lazy

t "unloads" unload
t "a guest afterwards" "$guest" $all
t "and the host's breakpoints" "$LAB_BUILD/hostbp" 1 0 20
finish
