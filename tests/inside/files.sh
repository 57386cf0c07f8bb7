# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# What the files in debugfs say, and what may be written to them.
# shellcheck disable=SC2086,SC2016 # options are words, awk's programs are its own

. tests/inside/tap.sh

run="--breakpoints 3 --watchpoints 2 --exits 40 --batches 10"

# of FILE NAME: the value of a line "NAME VALUE".
of() {
	awk -v name="$2" '$1 == name { print $2 }' "$debugfs/$1"
}

# durations WHAT: how many are in the histograms' summaries, and in their buckets.
durations() {
	awk -v what="$1" '
		$1 == "summary" && $2 == what { summary += $5 }
		$1 == "bucket" && $2 == what { bucket += $NF }
		END { print summary + 0, bucket + 0 }' "$debugfs/latency"
}

# durations_are WHAT COUNT: both say so.
durations_are() {
	is "$2 $2" durations "$1"
}

# Each bucket is where its figures say, and holds what the summary allows.
buckets_hold() {
	awk -v hz="$(of latency counter_hz)" '
		$1 == "summary" { min[$2 $3] = $9; max[$2 $3] = $11
			if ($7 < $5 * $9 || $7 > $5 * $11) { print; bad = 1 } }
		$1 == "bucket" {
			if ($5 > max[$2 $3] || ($7 != "inf" && $7 <= min[$2 $3])) { print; bad = 1 }
			if ($9 != int($5 * 1000000000 / hz)) { print; bad = 1 }
			if ($5 && $7 != "inf" && $7 != 2 * $5) { print; bad = 1 } }
		END { exit bad }' "$debugfs/latency"
}

# sums_agree: stats is the sum of stats_percpu.
sums_agree() {
	awk 'NR > 1 { sum = 0; for (i = 2; i <= NF; i++) sum += $i; print $1, sum }' \
		"$debugfs/stats_percpu" >/tmp/sums
	cmp /tmp/sums "$debugfs/stats"
}

# partly FILE: piece by piece it is the same as at once.
partly() {
	cat "$debugfs/$1" >/tmp/whole
	dd if="$debugfs/$1" bs=7 2>/dev/null | cmp - /tmp/whole &&
		dd if="$debugfs/$1" bs=1 skip=11 2>/dev/null >/tmp/rest &&
		tail -c +12 /tmp/whole | cmp - /tmp/rest
}

write() {
	printf '%s' "$1" >"$debugfs/$2"
}

load mode=off

t "info: the module's version" [ "$(of info version)" = "$(cat /sys/module/lazydbg/version)" ]
t "info: KVM's mode" [ "$(of info kvm_mode)" = "$LAB_MODE" ]
t "info: a line for each CPU" [ "$(grep -c '^cpu ' "$debugfs/info")" = "$(nproc)" ]
t "info: QEMU's registers" fails grep -qvE '^cpu [01] breakpoints 6 watchpoints 4 contexts 2 debug_version [0-9]+$|^[^c]' \
	"$debugfs/info"
t "info is for reading only" invalid "info is for reading only" x "$debugfs/info"
t "vcpus is for reading only" invalid "vcpus is for reading only" x "$debugfs/vcpus"


# What is written is one word in one write, and one that the file knows.
for bad in ON onn "on off" 1; do
	t "'$bad' written to latency is refused" invalid "latency takes 'on', 'off' or 'reset'" \
		"$bad" "$debugfs/latency"
done
t "latency is off" [ "$(of latency enabled)" = off ]
for bad in 0 -1 100001 4294967297 18446744073709551617 x 1x "1 2"; do
	t "'$bad' written to bench is refused" invalid "bench takes a number of samples, 1 to 100000" \
		"$bad" "$debugfs/bench"
done
t "without a result bench is empty" is "" cat "$debugfs/bench"
for bad in x RUN runs "run run" 1; do
	t "'$bad' written to selftest is refused" invalid "selftest takes 'run'" "$bad" "$debugfs/selftest"
done
t "without a result selftest is empty" is "" cat "$debugfs/selftest"
t "selftest, in mode off" write run selftest
t "nothing failed" [ "$(of selftest failed)" = 0 ]
t "of all checks" [ "$(of selftest checks)" -gt 500 ]

# Durations, which are taken only if asked for.
set_mode lazy
t "a guest, latency off" "$guest" $run --exit mmio
t "no durations" durations_are load 0
t "latency on" write on latency
t "the word is shown" [ "$(of latency enabled)" = on ]
reset_stats
t "guests, latency on" eval "'$guest' $run --exit mmio && '$guest' --isa a32 $run --write"
t "a duration for each load" durations_are load "$(counter loads)"
t "a duration for each put" durations_are put "$(counter puts)"
t "none for evictions: there were none" durations_are evict 0
t "every bucket is where it says" buckets_hold
t "a reading of the counter takes time" [ "$(of latency overhead_ps)" -gt 0 ]
# It has to be live when the host comes; after each exit to user space it is again.
evict() {
	until [ "$(counter evictions)" -gt 0 ]; do
		"$LAB_BUILD/hostbp" 1 0 1 && kill -0 $pids || return 1
	done
}
start --pin 1 --breakpoints all --exit mmio
t "the host watches until it has evicted a guest" evict
stop_all
t "a duration for each eviction, and for those of values parked" \
	[ "$(durations evict | cut -d' ' -f1)" -ge "$(counter evictions)" ]
t "latency off again" write off latency
before=$(durations load)
t "a guest" "$guest" $run
t "no new durations" is "$before" durations load
t "latency reset" write reset latency
t "none are left" durations_are load 0

# The list of vcpus.
row() {
	awk -v vcpu="$1" 'NR > 1 && $2 == vcpu { print $3, $4, $5 }' "$debugfs/vcpus"
}
# listed VCPU PATTERN: does its line come to match, while the guest runs?
listed() {
	until row "$1" | grep -qx "$2"; do
		kill -0 $pids || return 1
	done
}
vm_names() {
	awk 'NR > 1 { print $1 }' "$debugfs/vcpus" | sort -u
}
t "no guest, no vcpu" is "vm vcpu isa state reason loads puts evictions" cat "$debugfs/vcpus"
start --breakpoints all --vcpus 2 --pin 0
t "the first of two vcpus is listed" listed 0 "a64 [a-z]* .*"
t "the second is" listed 1 "a64 [a-z]* .*"
t "the VM has the name that KVM gave it" [ -d "/sys/kernel/debug/kvm/$(vm_names)" ]
stop_all
t "none is listed when the VM is gone" is "" vm_names
echo 0 >/sys/kernel/debug/kprobes/enabled
start --breakpoints all
t "one is listed while kprobes are switched off" listed 0 "a64 [a-z]* .*"
stop_all
t "none is listed when its VM is gone" is "" vm_names
echo 1 >/sys/kernel/debug/kprobes/enabled
start --breakpoints all --guest-debug
t "one that its VMM debugs is left at times" listed 0 "a64 left vmm_debug"
stop_all
set_mode off
start --isa a32 --breakpoints all
t "in mode off it is left for that" listed 0 "a32 left off"
stop_all
start
usleep 300000
t "one that does not debug is not listed" is "" vm_names
stop_all

# The benchmark.
t "bench" write 50 bench
t "its rows" is "empty read_bvr read_bcr read_wvr read_wcr read_mdscr read_mdccint \
write_bvr write_bcr write_wvr write_wcr write_mdscr write_mdccint isb save restore disarm \
load_unchanged switch_eager switch_dirty switch_lazy" eval "awk '\$2 == \"repeats\" { print \$1 }' $debugfs/bench | xargs"
t "no median below its minimum, no minimum of 0" fails awk \
	'$2 == "repeats" && ($5 == 0 || $7 < $5) { found = 1 } END { exit !found }' "$debugfs/bench"
# As many samples as there can be take long, and keep nobody from anything: who waits can be
# interrupted, and the CPU's worker can work, as one has to for CPU 1 to answer to sync.
state_of() {
	awk '{ print $3 }' "/proc/$1/stat"
}
asleep() {
	until [ "$(state_of "$1")" != R ]; do
		usleep 10000
	done
	is S state_of "$1"
}
taskset 2 sh -c "echo 100000 >$debugfs/bench" 2>/dev/null &
measurer=$!
until pidof lazydbg/1 >/dev/null; do
	kill -0 $measurer || break
	usleep 10000
done
t "who measures for long can be interrupted" asleep $measurer
cat "$debugfs/bench" >/tmp/measured 2>&1 &
reader=$!
usleep 200000
t "so can who waits for the result" asleep $reader
t "meanwhile the CPU does other work" eval "echo 1 >/proc/sys/vm/stat_refresh"
kill -TERM $reader
wait $reader
t "the reader has ended" [ $? = 143 ]
kill -TERM $measurer
wait $measurer
t "so has who measured" [ $? = 143 ]
t "nobody measures" fails pidof lazydbg/1
t "the last result is still there" [ "$(of bench samples)" = 50 ]
hold
t "bench on a CPU that the host debugs is refused" refused "the host debugs on this CPU" \
	taskset 2 sh -c "echo 10 >$debugfs/bench"
t "and so is selftest" refused "the host debugs on this CPU" \
	taskset 2 sh -c "echo run >$debugfs/selftest"
let_go
set_mode lazy
start --pin 1 --churn
t "bench on a CPU that a guest uses" taskset 2 sh -c "echo 200 >$debugfs/bench"
t "its CPU" [ "$(of bench cpu)" = 1 ]
t "selftest there" taskset 2 sh -c "echo run >$debugfs/selftest"
t "was there" [ "$(of selftest cpu)" = 1 ]
t "host breakpoints are as before" "$LAB_BUILD/hostbp" 1 0 20
t "the guest saw nothing of it" stop_all

for file in info stats stats_percpu latency vcpus bench selftest; do
	t "$file in pieces" partly $file
	t "only root reads $file" eval "stat -c %a $debugfs/$file | grep -qx '[46]00'"
done
t "stats is the sum of stats_percpu" sums_agree
t "a reset through stats_percpu" write reset stats_percpu
t "is one of stats" fails grep -qv ' 0$' "$debugfs/stats"

# Read while it comes and goes, is reset, and guests run.
reader() {
	while :; do
		cat "$debugfs"/*
		echo reset >"$debugfs/stats"
		echo on >"$debugfs/latency"
		echo 1 >"$debugfs/bench"
		echo run >"$debugfs/selftest"
	done >/dev/null 2>&1
}
start --churn --exit mmio
reader &
readers=$!
reader &
readers="$readers $!"
# Who has a file open has the module, for that time.
reload() {
	until unload 2>/dev/null; do usleep 1000; done
	load
}
t "unloaded and loaded while being read" repeat 5 reload
# shellcheck disable=SC2086
kill $readers
wait $readers 2>/dev/null
# Their last cat may still have a file open.
while pidof cat >/dev/null; do usleep 1000; done
t "guests did not notice" stop_all
t "unloads" unload
finish
