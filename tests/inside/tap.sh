# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
#
# TAP and common steps for the scripts that run inside the lab. Sourced.

ko=${LAZYDBG_KO:-$LAB_BUILD/lazydbg.ko}
rounds=10
# On a debug kernel all takes several times as long.
[ -z "${LAB_DEBUG:-}" ] || rounds=3
# shellcheck disable=SC2034 # for who sources this
rounds=${LAB_ROUNDS:-$rounds}
guest=/tmp/dbgguest
debugfs=/sys/kernel/debug/lazydbg
count=0
failures=0

# The shared folder is not cached: from there it would be read at each start.
[ ! -e "$LAB_BUILD/dbgguest" ] || cp "$LAB_BUILD/dbgguest" "$guest"

# Is it before a commit, and not in the matrix?
is_brief() {
	[ "${LAB_BRIEF:-}" ]
}

# t NAME COMMAND...: ok if COMMAND succeeds; what it printed is shown if not.
t() {
	name=$1
	shift
	count=$((count + 1))
	if "$@" >/tmp/output 2>&1; then
		echo "ok $count - $name"
		return 0
	fi
	echo "not ok $count - $name"
	sed 's/^/# /' /tmp/output
	failures=$((failures + 1))
	# To whom it matters only that there is one.
	[ -z "${LAB_BAIL:-}" ] || exit 1
	return 1
}

# skip NAME WHY
skip() {
	count=$((count + 1))
	echo "ok $count - $1 # SKIP $2"
}

finish() {
	echo "1..$count"
	[ "$failures" = 0 ]
	exit
}

fails() {
	! "$@"
}

# is WANT COMMAND...: does COMMAND print WANT?
is() {
	want=$1
	shift
	got=$("$@") || return 1
	[ "$got" = "$want" ] && return 0
	echo "want: $want"
	echo "got:  $got"
	return 1
}

# status WANT COMMAND...: does it end so? Its errors are in /tmp/errors.
status() {
	want=$1
	got=0
	shift
	"$@" 2>/tmp/errors || got=$?
	cat /tmp/errors
	[ "$got" = "$want" ] || { echo "status $got, not $want"; return 1; }
}

# unable PATTERN COMMAND...: does lazydbg find that it cannot, with one sentence that has PATTERN?
unable() {
	pattern=$1
	shift
	status 3 "$@" && [ "$(wc -l </tmp/errors)" = 1 ] && grep -q "$pattern" /tmp/errors
}

# repeat N COMMAND...: until one fails.
repeat() {
	n=$1
	shift
	while [ "$n" -gt 0 ]; do
		"$@" || return 1
		n=$((n - 1))
	done
}

load() {
	insmod "$ko" "$@"
}

unload() {
	rmmod lazydbg
}

set_mode() {
	echo "$1" >"$debugfs/mode"
}

reset_stats() {
	echo reset >"$debugfs/stats"
}

# counter NAME: its value.
counter() {
	awk -v name="$1" '$1 == name { print $2 }' "$debugfs/stats"
}

# figures_hold FILE EXPRESSION: is this true, with FILE's names and values, two in a
# line, as variables?
figures_hold() {
	[ -e "$1" ] || { echo "there is no $1"; return 1; }
	awk -v expression="$2" '
		{ print $1 "=" $2 }
		END { print "[ $((" expression ")) != 0 ]" }' "$1" >/tmp/expression || return 1
	sh /tmp/expression && return 0
	echo "does not hold: $2"
	cat "$1"
	return 1
}

# stats_hold EXPRESSION: the same, with the counters.
stats_hold() {
	figures_hold "$debugfs/stats" "$1"
}

# until_stats EXPRESSION: wait until they hold, as long as all guests are there.
until_stats() {
	until stats_hold "$1" >/dev/null; do
		# shellcheck disable=SC2086
		kill -0 $pids || return 1
	done
}

# live: wait until another guest has been.
live() {
	until_stats "loads > $(counter loads)"
}

pids=""

# start OPTION...: a guest in the background that runs until stop_all.
start() {
	"$guest" --batches 100000 "$@" >"/tmp/guest.$(echo "$pids" | wc -w)" 2>&1 &
	pids="$pids $!"
	# It takes signals by the time that it has a thread for a vcpu.
	while [ "$(find "/proc/$!/task" -mindepth 1 -maxdepth 1 | wc -l)" = 1 ]; do
		usleep 10000
	done
}

# stop_all: do all guests find that everything was right?
stop_all() {
	failed=0
	# shellcheck disable=SC2086
	kill $pids || failed=1
	for pid in $pids; do
		wait "$pid" || { echo "guest $pid ended with status $?"; failed=1; }
	done
	pids=""
	[ $failed = 0 ] || grep -H '^dbgguest' /tmp/guest.*
	return $failed
}

# hold: the host has a watchpoint on CPU 1, until let_go.
hold() {
	rm -f /tmp/held
	"$LAB_BUILD/hostbp" 1 0 hold >/tmp/held &
	holder=$!
	until grep -q holding /tmp/held; do
		kill -0 "$holder" || return 1
	done
}

let_go() {
	kill "$holder"
	wait "$holder" 2>/dev/null
}

# cpu1 0|1: off, or on. The host may be slow to let go of a CPU.
cpu1() {
	for _ in 1 2 3 4 5; do
		echo "$1" >/sys/devices/system/cpu/cpu1/online && return 0
		usleep 100000
	done
	return 1
}

# logged PATTERN: is there such a line of the module's in the log?
logged() {
	dmesg | grep -q "lazydbg: .*$1" && return 0
	echo "no line like '$1' in the log:"
	dmesg
	return 1
}

# refused PATTERN COMMAND...: does COMMAND fail and leave such a line in the log?
refused() {
	dmesg -c >/dev/null
	pattern=$1
	shift
	if "$@"; then
		echo "was not refused: $*"
		return 1
	fi
	logged "$pattern"
}

# words TEXT FILE: written to it at once. The shell's own commands do not say what was wrong.
words() {
	printf '%s' "$1" | dd of="$2" conv=notrunc 2>/tmp/said
}

# invalid PATTERN TEXT FILE: is TEXT refused as an invalid argument, with such a line in the log?
invalid() {
	refused "$1" words "$2" "$3" && grep -q 'Invalid argument' /tmp/said && return 0
	cat /tmp/said
	return 1
}
