# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# lazydbg compare with guests: does it find what lazy saves, and nothing between two
# times off? QEMU counts instructions here, also where perf and the guest's ticks are time.

. tests/inside/tap.sh

tool=/tmp/lazydbg
result=/tmp/result.json
cp "$LAB_BUILD/lazydbg" "$tool"

# 99.9 % takes 11 rounds; one figure in 1000 may differ by chance. Lazy spares some 2.5 million
# instructions in so many exits; a run now and then takes 0.6 million more than others, for
# what else the host has to do.
compare() {
	"$tool" compare --rounds 11 --confidence 99.9 --output "$result" "$@" -- \
		"$guest" --breakpoints all --watchpoints all --exits 1000 --batches 3 --json
}

# holds JQ: is it true of the result?
holds() {
	jq -e "def figure(n; m): .figures[] | select(.name == n and .mode == m); $1" "$result" &&
		return
	jq -c '.notes, (.figures[] | select(.verdict == "less" or .verdict == "more"))' "$result"
	return 1
}

mode_is() {
	is "$1" cat "$debugfs/mode"
}

# interrupted SIGNAL: while a guest runs, is the mode put back, and is the guest gone?
interrupted() {
	"$tool" compare --modes off --rounds 1 --no-perf -- "$guest" --batches 100000 &
	pid=$!
	until pgrep -x dbgguest >/dev/null; do
		usleep 100000
	done
	mode_is off || return 1
	kill "-$1" "$pid"
	wait "$pid"
	mode_is lazy || return 1
	fails pgrep -x dbgguest
}

load mode=lazy
t "off and lazy are compared" compare --modes off,lazy
t "the mode is put back" mode_is lazy
t "a guest's exit takes less in lazy" holds 'figure("ticks_per_exit.min"; "lazy").verdict == "less"'
t "perf counts fewer instructions" holds 'figure("instructions:HG"; "lazy") |
	.source == "perf" and .verdict == "less"'
t "as all swaps were taken" holds 'figure("taken"; "lazy").min > 3000 and
	figure("taken"; "off").max == 0'
t "hits are the same" holds 'figure("hits.seen"; "lazy") | .difference == 0 and .min > 0'
t "the host is known, and that it is virtual" holds '.host | .virtual == "yes" and
	(.cpu | contains("implementer")) and (.kernel | contains("arm64")) and .module != null'
t "a report can be made of it" "$tool" report --html /tmp/report.html "$result"

t "off is compared with itself" compare --modes off,off
t "by a guest's exits it cannot be told from itself" holds \
	'figure("ticks_per_exit.min"; "off#2").verdict == "alike"'
t "nor by what perf counts" holds 'figure("instructions:HG"; "off#2").verdict == "alike"'
t "nor by the registers that the module moved" holds \
	'figure("regs_written"; "off#2").verdict == "alike"'

t "SIGTERM while a guest runs" interrupted TERM
unload
finish
