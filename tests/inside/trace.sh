# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# The tracepoints, recorded by lazydbg trace, perf, trace-cmd and bpftrace: do they agree
# with the counters, with what the guest did, and with each other?

. tests/inside/tap.sh

tool=/tmp/lazydbg
tracing=/sys/kernel/tracing
run="--breakpoints 3 --watchpoints 2 --exits 40 --batches 5"
cp "$LAB_BUILD/lazydbg" "$tool"

# What a trace must not change.
tracefs_state() {
	for file in set_event current_tracer tracing_on trace_clock trace_options \
		buffer_size_kb events/lazydbg/enable; do
		echo "$file: $(tr "\n" " " <$tracing/$file)"
	done
	ls $tracing/instances
}

as_before() {
	is "$before" tracefs_state
}

# no_tracefs COMMAND...: where neither it nor debugfs is mounted.
no_tracefs() {
	# shellcheck disable=SC2016 # the inner one's
	unshare -m sh -c 'umount -a -t tracefs,debugfs && exec "$@"' sh "$@"
}

t "without the module" unable "not loaded: modprobe" $tool trace
load mode=off
# Until somebody sets it, the kernel makes it larger at the first trace.
echo 1024 >$tracing/buffer_size_kb
before=$(tracefs_state)
t "as nobody" unable "only root" setpriv --reuid 65534 --clear-groups $tool trace
t "without tracefs" unable "tracefs is not mounted: mount" no_tracefs $tool trace
t "a program that there is not" unable "cannot run 'nonsense'" $tool trace -- nonsense
t "a trace.dat without trace-cmd" unable "cannot run 'trace-cmd'" \
	env PATH=/nowhere $tool trace --dat /tmp/t.dat --duration 1
t "a trace.dat that cannot be written" unable "cannot write /nowhere/t.dat" \
	$tool trace --dat /nowhere/t.dat --duration 1
t "leave no file" fails ls /tmp/t.dat*
t "a command without --" status 2 $tool trace sleep 1
t "no command after --" status 2 $tool trace --
t "a command, and a duration" status 2 $tool trace --duration 1 -- true
t "no duration" status 2 $tool trace --duration 0
t "errors change nothing" as_before

t "a command's status" status 7 $tool trace -- sh -c 'exit 7'
# shellcheck disable=SC2016 # the inner one's
t "a command that a signal ends" status 137 $tool trace -- sh -c 'kill -9 $$'
t "a time" status 0 $tool trace --duration 0.2 --json --output /tmp/trace.json
t "in which nothing happened" jq -e '.recorded == 0 and .events == [] and .seconds >= 0.2' \
	/tmp/trace.json

# Names and values, of trace.json: how many of each event, and with each `why`; sums.
recorded() {
	jq -r '"recorded \(.recorded)", "lost \(.lost)", "total \([.totals[].count] | add + 0)",
		"entries_written \([.events[].written] | add + 0)",
		"load_left \([.events[] | select(.event == "load").left] | add + 0)",
		(.events | map(select(.event != "evict" or .vm_pid)) |
			group_by(.event)[] | "t_\(.[0].event) \(map(.count) | add)"),
		(.totals[] | select(.why and .event != "mode") |
			"\(.event)_\(.why) \(.count)")' /tmp/trace.json
}

# traced OPTION...: a guest, with the counters from zero; figures are both.
traced() {
	reset_stats || return 1
	# shellcheck disable=SC2016 # the inner one's
	$tool trace --json --output /tmp/trace.json -- sh -c 'echo $$ >/tmp/vmm; exec "$@"' \
		sh "$guest" "$@" || return 1
	{ cat "$debugfs/stats"; recorded; } >/tmp/figures
}

so() {
	figures_hold /tmp/figures "$1"
}

agree() {
	t "$1: every load was recorded" so "t_load == loads"
	t "$1: every put was recorded" so "t_put == puts"
	t "$1: with why" so "put_sched_out == sched_outs && put_evict == evictions"
	t "$1: every eviction was recorded" so "t_evict == evictions"
	# An untrap leaves registers, too, at most the whole file, and is no event, nor is an
	# access of a 32-bit guest's that stays trapped, which is an exit besides its 40 in 5.
	t "$1: registers that a load left" so "load_left <= regs_left &&
		regs_left <= load_left + 21 * (untraps + swap_entries - 200)"
	t "$1: registers that were written" so "entries_written <= regs_written"
	t "$1: all are in the figures" so "total == recorded && lost == 0"
}

# The guest's exits to user space are puts, and its vcpus are those that it has.
vcpus_are() {
	jq -e --argjson pid "$(cat /tmp/vmm)" --argjson want "$1" \
		'[.events[].vm_pid] | unique == [$pid] or error' /tmp/trace.json &&
		jq -e --argjson want "$1" '[.events[].vcpu] | unique == $want or error' /tmp/trace.json
}

# of_one MODE ISA EXIT
of_one() {
	set_mode "$1"
	# shellcheck disable=SC2086
	t "$1, $2, $3" traced --isa "$2" --exit "$3" $run
	agree "$1, $2, $3"
	t "$1, $2, $3: of the guest's only vcpu" vcpus_are '[0]'
}

of_one lazy a64 mmio
of_one lazy a32 hvc
of_one eager a64 hvc
if ! is_brief; then
	of_one lazy a64 hvc
	of_one lazy a32 mmio
	of_one eager a64 mmio
	of_one eager a32 hvc
	of_one eager a32 mmio
fi

set_mode lazy
# shellcheck disable=SC2086
t "an exit to user space is a put" traced --exit mmio $run
# A thread may be scheduled out on its way to user space.
t "of 40 in each of 5 batches" so "t_put >= 200 && put_put + put_sched_out >= 200 && put_put > 100"
# shellcheck disable=SC2086
t "two vcpus" traced --vcpus 2 $run
t "are told apart" vcpus_are '[0, 1]'
agree "two vcpus"
# shellcheck disable=SC2086
t "debugged by the VMM" traced $run --guest-debug
t "is left to KVM for that" so "left_vmm_debug > 0 && t_left >= 1"
t "in the vcpu's row" jq -e '.events[] | select(.event == "left" and .why == "vmm_debug" and .vcpu == 0)' \
	/tmp/trace.json
cp /tmp/trace.json "$LAB_SHARE"
# shellcheck disable=SC2086
t "the host debugs, too" traced --pin 1 $run --exit mmio --host-watch
agree "the host debugs, too"

export debugfs
# shellcheck disable=SC2016 # the inner one's
t "changes of the mode" $tool trace --csv --output /tmp/trace.csv -- \
	sh -c 'for m in off eager lazy; do echo $m >$debugfs/mode; done'
t "are listed" is 3 grep -c -e ',mode,lazy-off,1,' -e ',mode,off-eager,1,' \
	-e ',mode,eager-lazy,1,' /tmp/trace.csv
t "one row each" is 4 grep -c , /tmp/trace.csv

# recording COMMAND...: in the background; goes on when it records.
recording() {
	"$@" &
	recorder=$!
	until grep -qx 1 "$tracing"/instances/lazydbg-*/events/lazydbg/enable 2>/dev/null; do
		kill -0 "$recorder" || return 1
		usleep 10000
	done
}

# A shell starts what is in the background with SIGINT ignored.
ends_by() {
	rm -f /tmp/trace.json
	recording env --default-signal=INT,QUIT "$tool" trace --json --output /tmp/trace.json \
		-- sleep 1000 || return 1
	fails rmmod lazydbg || return 1
	kill "-$1" "$recorder"
	# The command is told to end, too.
	status 143 wait "$recorder" && jq -e '.recorded == 0' /tmp/trace.json && as_before
}
for signal in INT TERM HUP QUIT; do
	t "ended by SIG$signal" ends_by $signal
done

# While the tool sleeps, the kernel has room for little: for two pages at least, which may be
# of 16k.
overflow() {
	reset_stats
	recording "$tool" trace --buffer 8 --json --output /tmp/trace.json 2>/tmp/told || return 1
	kill -STOP "$recorder"
	# shellcheck disable=SC2086
	"$guest" --exit mmio $run --batches 40 || return 1
	kill -CONT "$recorder"
	kill "$recorder"
	status 0 wait "$recorder" || return 1
	{ cat "$debugfs/stats"; recorded; } >/tmp/figures
}
t "a buffer that is too small" overflow
t "what is lost is counted" so "lost > 0 && recorded + lost == loads + puts"
t "and told" grep -q "events were lost" /tmp/told

# by COMMAND...: a guest under another recorder, with the counters from zero.
by() {
	reset_stats || return 1
	# shellcheck disable=SC2086
	"$@" "$guest" --exit mmio $run
}

# count_is COUNTER PATTERN: were as many lines like PATTERN printed?
count_is() {
	is "$(counter "$1")" grep -c "$2" /tmp/printed && return
	head -n 5 /tmp/printed
	return 1
}

both_are() {
	t "$1: every load" count_is loads 'lazydbg_load: .*vcpu_id=0 written='
	t "$1: every put, with why" count_is puts 'lazydbg_put: .*why=[a-z_]* ns='
}

t "lazydbg trace --dat" by $tool trace --dat /tmp/t.dat --
t "trace-cmd report reads it" eval "trace-cmd report -N /tmp/t.dat >/tmp/printed"
both_are "lazydbg trace --dat"
t "and nothing else is left" is /tmp/t.dat ls /tmp/t.dat*
t "trace-cmd record" by trace-cmd record -e lazydbg -o /tmp/t.dat
t "trace-cmd report -N" eval "trace-cmd report -N /tmp/t.dat >/tmp/printed"
both_are "trace-cmd"
t "perf record" by perf record -a -e 'lazydbg:*' -o /tmp/perf.data --
t "perf script --guest-code" eval "perf script --guest-code -i /tmp/perf.data >/tmp/printed"
both_are perf

# For the types of 5.10 bpftrace wants headers, and knows no u64; a debug kernel has no BPF.
case $LAB_KERNEL in
5.10 | *-kasan | *-kcsan) ;;
*)
	# shellcheck disable=SC2086
	t "bpftrace" eval "reset_stats; bpftrace -c '$guest --exit mmio $run' \
		-e 'tracepoint:lazydbg:lazydbg_load { @[args->vcpu_id] = count(); }' >/tmp/bpftrace"
	t "bpftrace: every load" grep -x "@\[0\]: $(counter loads)" /tmp/bpftrace
	;;
esac

echo 0 >$tracing/events/enable
t "tracefs is as before" as_before
unload
finish
