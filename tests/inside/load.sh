# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# Loading, unloading, and everything that can be written to the module.

. tests/inside/tap.sh

ftrace_switch=false
if echo 0 >/proc/sys/kernel/ftrace_enabled; then
	ftrace_switch=true
	echo 1 >/proc/sys/kernel/ftrace_enabled
fi 2>/dev/null

comes_and_goes() {
	load "mode=$1" && is "$1" cat "$debugfs/mode" &&
		is "$1" cat /sys/module/lazydbg/parameters/mode &&
		unload && [ ! -e "$debugfs" ]
}

t "loads in lazy mode without parameters" load
t "says lazy" is lazy cat "$debugfs/mode"
t "a second one is refused" fails load
t "unloads" unload
t "leaves nothing in debugfs" [ ! -e "$debugfs" ]
for mode in off eager lazy; do
	t "comes and goes with mode=$mode" comes_and_goes "$mode"
done

many() {
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		load && unload || return 1
	done
}
t "comes and goes ten times" many

blink() {
	while cpu1 0 && cpu1 1; do
		echo >/tmp/blinked
	done
}
# As often as it takes: that may be slower.
many_in_blinks() {
	until many && [ -e /tmp/blinked ]; do
		kill -0 "$blinker" || return 1
	done
}
blink &
blinker=$!
t "comes and goes ten times while a CPU does" many_in_blinks
t "which goes on doing so" kill $blinker
wait $blinker 2>/dev/null
t "the CPU is back" cpu1 1

for bad in "" LAZY lazyy "off,lazy" 1; do
	t "parameter mode='$bad' is refused" refused "no mode '$bad'" load "mode=$bad"
	t "and nothing is loaded" [ ! -e "$debugfs" ]
done

of_another_name() {
	dmesg -c >/dev/null
	load mood=lazy && logged "unknown parameter 'mood'" && unload
}
t "a parameter of another name is ignored, and the log says so" of_another_name

load
for bad in LAZY laz lazyy "lazy off" " lazy" 0; do
	t "'$bad' written to mode is refused" invalid "no mode" "$bad" "$debugfs/mode"
done
long() {
	head -c 5000 /dev/zero | tr '\0' l >"$1"
}
nul() {
	printf 'off\0' >"$1"
}
for file in mode stats; do
	t "5000 bytes written to $file are refused" refused "one word" long "$debugfs/$file"
	t "a NUL written to $file is refused" refused "one word" nul "$debugfs/$file"
done
of_length() {
	head -c "$1" /dev/zero | tr '\0' l >"$debugfs/mode"
}
t "31 bytes are a word" refused "no mode" of_length 31
t "32 are not" refused "one word" of_length 32
for file in stats stats_percpu; do
	t "'zero' written to $file is refused" invalid "takes 'reset'" zero "$debugfs/$file"
done
t "the mode is still lazy" is lazy cat "$debugfs/mode"
t "a newline after the mode is fine" set_mode off
t "and none is, too" words eager "$debugfs/mode"
t "the mode is eager now" is eager cat "$debugfs/mode"

t "every line of stats is a name and a number" fails grep -Evq '^[a-z_]+ [0-9]+$' "$debugfs/stats"
bytewise() {
	dd if="$1" bs=1 2>/dev/null
}
t "stats read byte by byte are the same" is "$(cat "$debugfs/stats")" bytewise "$debugfs/stats"
for file in mode stats; do
	t "only root can read or write $file" is 600 stat -c %a "$debugfs/$file"
done

ftrace() {
	echo "$1" >/proc/sys/kernel/ftrace_enabled
}
t "the guard cannot be switched off with ftrace" fails ftrace 0
t "unloads" unload

# On a CPU, by as many as there is room for: the last one says so.
take_watchpoints() {
	takers=""
	while hold 2>/tmp/said; do
		takers="$takers $holder"
	done
	grep 'cannot set a watchpoint on CPU 1' /tmp/said
}
leave_watchpoints() {
	# shellcheck disable=SC2086
	kill $takers 2>/dev/null
	# shellcheck disable=SC2086
	wait $takers 2>/dev/null
	load && unload
}
t "all watchpoints of a CPU can be the host's" take_watchpoints
t "then it does not load, as it can't try its guard" refused "no watchpoint is free" load
t "and nothing is loaded" [ ! -e "$debugfs" ]
t "once they are free, it does" leave_watchpoints

if $ftrace_switch; then
	t "once it is gone, ftrace can be switched off" ftrace 0
	t "without ftrace it does not load, and says why" refused "ftrace is switched off" load
	t "with ftrace back it does" eval "ftrace 1 && load"
	t "unloads" unload
else
	skip "without ftrace it does not load" "this kernel does not let ftrace be switched off"
fi
finish
