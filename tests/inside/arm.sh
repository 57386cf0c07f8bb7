# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# A 32-bit host: no KVM, but a register file to be moved, measured and tested. Figures
# are instructions: this runs with --icount.

. tests/inside/tap.sh

hostbp=$LAB_BUILD/hostbp-arm

# of FILE NAME: the value of a line "NAME VALUE".
of() {
	awk -v name="$2" '$1 == name { print $2 }' "$debugfs/$1"
}

# figure ROW: its shortest sample, in thousandths of a cycle.
figure() {
	awk -v row="$1" '$1 == row { for (i = 2; i < NF; i += 2) if ($i == "min_mc") print $(i + 1) }' \
		"$debugfs/bench"
}

write() {
	printf '%s' "$1" >"$debugfs/$2"
}

breakpoints_hit() {
	"$hostbp" hits 100
}

t "host breakpoints hit before" breakpoints_hit
for mode in eager lazy; do
	t "loading with mode=$mode is refused" refused "no KVM .* only mode 'off'" load mode=$mode
	t "and nothing is loaded" [ ! -e "$debugfs" ]
done
t "loads" load
t "says off" is off cat "$debugfs/mode"
for mode in eager lazy; do
	t "mode $mode is refused" refused "no KVM .* only mode 'off'" set_mode $mode
done
t "mode off is not" set_mode off
t "its files" is "bench info mode selftest" eval "ls $debugfs | xargs"
t "info: the architecture" [ "$(of info arch)" = arm ]
t "info: no KVM" [ "$(of info kvm_mode) $(of info binding) $(of info entry_hook)" = "none none none" ]
t "info: the registers of QEMU's cortex-a15, debug v7.1" is \
	"cpu 0 breakpoints 6 watchpoints 4 contexts 2 debug_version 5" grep ^cpu "$debugfs/info"
t "host breakpoints hit" breakpoints_hit

# The file tests itself.
t "another word than run is refused" refused "selftest takes 'run'" write go selftest
t "without a result selftest is empty" is "" cat "$debugfs/selftest"
t "selftest" write run selftest
t "nothing failed" [ "$(of selftest failed)" = 0 ]
t "of all checks" [ "$(of selftest checks)" -gt 500 ]
t "host breakpoints hit afterwards" breakpoints_hit

# The benchmark.
t "bench" write 50 bench
t "its rows" is "empty read_bvr read_bcr read_wvr read_wcr read_dbgdscr read_dbgvcr \
write_bvr write_bcr write_wvr write_wcr write_dbgdscr write_dbgvcr isb save restore disarm \
load_unchanged switch_eager switch_dirty switch_lazy" eval \
	"awk '\$2 == \"repeats\" { print \$1 }' $debugfs/bench | xargs"
t "the cycle counter runs, perf or not" [ "$(of bench cycles)" = yes ]
t "a register is read by one instruction" [ "$(($(figure read_bvr) / 1000))" = 1 ]
t "to save takes two for each of 21" [ "$(figure save)" -ge 42000 ]
t "an eager switch is two saves and two restores, and DBGDSCR both ways" \
	[ "$(figure switch_eager)" -ge $(((2 * (21 + 21) + 4) * 2000)) ]
t "one by a dirty flag is a fifth at most" \
	[ "$((5 * $(figure switch_dirty)))" -lt "$(figure switch_eager)" ]
t "and at least DBGDSCR both ways" [ "$(figure switch_dirty)" -ge $((4 * 2000)) ]
t "a lazy one is that as well" [ "$(figure switch_lazy)" -ge $((4 * 2000)) ]
t "and takes less than one by a dirty flag" \
	[ "$(figure switch_lazy)" -lt "$(figure switch_dirty)" ]
grep ^switch_ "$debugfs/bench" | sed 's/^/# /'
t "host breakpoints hit afterwards" breakpoints_hit

# Both next to a thread that is debugged, on the same CPU.
both() {
	write run selftest && write 5 bench && kill -0 "$pid"
}
"$hostbp" hits 50000 &
pid=$!
t "selftest and bench while breakpoints hit" repeat 10 both
t "each hit came" wait $pid

# While the host debugs.
before=$(cat "$debugfs/selftest" "$debugfs/bench")
"$hostbp" hold &
pid=$!
held() {
	tries=100
	while write run selftest 2>/dev/null; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || return 1
		usleep 10000
	done
}
t "the host debugs" held
t "selftest is refused" refused "the host debugs on this CPU" write run selftest
t "bench is refused" refused "the host debugs on this CPU" write 10 bench
t "the last results stay" is "$before" cat "$debugfs/selftest" "$debugfs/bench"
kill $pid
wait $pid 2>/dev/null
t "selftest when it no longer does" write run selftest
t "bench" write 10 bench

t "unloads" unload
t "leaves nothing in debugfs" [ ! -e "$debugfs" ]
comes_and_goes() {
	load mode=off && write run selftest && unload
}
t "comes and goes" repeat 5 comes_and_goes
t "host breakpoints hit after all" breakpoints_hit
finish
