#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# lazydbg top, in a terminal made by tmux, on a directory that stands in for the module's.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/tool/lib.sh
. tests/tool/lib.sh

tmux() {
	command tmux -S "$work/tmux" -f /dev/null "$@"
}

screen() {
	tmux capture-pane -p
}

# shows PATTERN: does the screen, within a minute?
shows() {
	local i

	for ((i = 0; i < 600; i++)); do
		! screen | grep -qE -- "$1" || return 0
		sleep 0.1
	done
	screen
	return 1
}

# order: the vcpus, from the top of the screen.
order() {
	screen | awk '$3 ~ /^a(32|64)$/ { printf "%s/%s ", $1, $2 }'
}

# ordered VCPUS: are they in that order, within a minute?
ordered() {
	local i

	for ((i = 0; i < 600; i++)); do
		[ "$(order)" != "$*" ] || return 0
		sleep 0.1
	done
	screen
	return 1
}

keys() {
	tmux send-keys "$@"
}

# start WIDTH HEIGHT COMMAND: in a shell, which tells the terminal's settings before and after.
start() {
	fake host
	rm -f "$work"/tty.*
	tmux new-session -d -x "$1" -y "$2" "LAZYDBG_DEBUGFS='$LAZYDBG_DEBUGFS'; export LAZYDBG_DEBUGFS
		stty -g >'$work/tty.before'; $3; echo \"ended with \$?\"
		stty -g >'$work/tty.after'; sleep 1000"
	tmux set-option -g status off
}

# restored STATUS: has it ended so, and left the terminal as it was?
restored() {
	shows "ended with $1" && until [ -s "$work/tty.after" ]; do sleep 0.1; done
	cmp "$work/tty.before" "$work/tty.after" && [ "$(tmux display -p '#{cursor_flag}#{alternate_on}')" = 10 ]
}

stop() {
	tmux kill-server
}

build_tool
trap 'stop 2>/dev/null; rm -rf "$work"' EXIT
unset TMUX

start 110 20 "'$tool' top -d 0.2"
t "the head" shows '^lazydbg: mode lazy, 4 vcpus, by loads'
t "a vcpu" shows '^1234-12 +0 a64 +untrapped +- +0\.0 +0\.0 +0\.0 +70$'
t "a reason" shows '^977-9 +0 a32 +left +dbgvcr '
t "by loads" ordered "1234-12/0 1234-12/1 977-9/1 977-9/0 "
keys v
t "by VM" ordered "977-9/0 977-9/1 1234-12/0 1234-12/1 "
t "says so" shows 'by vm$'
keys r
t "reversed" ordered "1234-12/1 1234-12/0 977-9/1 977-9/0 "
t "says so" shows 'by vm reversed$'
keys r s
t "by state" ordered "977-9/0 1234-12/1 977-9/1 1234-12/0 "
keys e
t "by evictions" ordered "1234-12/0 1234-12/1 977-9/0 977-9/1 "
keys p
t "by puts" ordered "1234-12/0 1234-12/1 977-9/1 977-9/0 "

sed 's/^977-9 1 a32 trapped - 31/977-9 1 a32 untrapped - 9031/' tests/tool/host/vcpus >"$work/vcpus"
keys l
mv "$work/vcpus" "$LAZYDBG_DEBUGFS/vcpus"
t "a vcpu that has loads is shown so" shows '^977-9 +1 a32 +untrapped .* 9031$'
echo off >"$LAZYDBG_DEBUGFS/mode"
t "a change of mode is shown" shows '^lazydbg: mode off'
head -n 2 tests/tool/host/vcpus >"$work/vcpus"
mv "$work/vcpus" "$LAZYDBG_DEBUGFS/vcpus"
t "vcpus that went away are gone" shows 'mode off, 1 vcpus'

{ cat tests/tool/host/vcpus; seq -f '55-5 %g a64 parked - 1 1 0' 100; } >"$work/vcpus"
mv "$work/vcpus" "$LAZYDBG_DEBUGFS/vcpus"
keys v
t "more than there is room for" shows '104 vcpus'
t "from the first" shows '^55-5 +1 a64'
keys NPage
t "a page down" shows '^55-5 +17 a64'
keys Down
t "a line down" shows '^55-5 +33 a64'
keys PPage PPage
t "pages up" shows '^55-5 +1 a64'
tmux resize-window -x 130 -y 50
t "a bigger terminal shows more" shows '^55-5 +46 a64'
for size in "40 8" "10 4" "3 2" "1 1"; do
	tmux resize-window -x "${size% *}" -y "${size#* }"
	sleep 0.3
done
tmux resize-window -x 110 -y 20
t "it lives through a terminal of one character" shows '^lazydbg: mode off, 104 vcpus, by vm$'
keys q
t "q ends it, and the terminal is as before" restored 0
stop

start 110 20 "'$tool' top"
t "it starts" shows '^lazydbg: mode lazy'
keys C-c
t "Ctrl-C ends it, and the terminal is as before" restored 0
stop

start 110 20 "'$tool' top -d 0.2"
t "it starts" shows '^lazydbg: mode lazy'
rm -r "$LAZYDBG_DEBUGFS"
t "without the module it ends, and the terminal is as before" restored 3
t "it says why" shows '^lazydbg: LAZYDBG_DEBUGFS is .*, which has no'
stop

start 110 20 "TERM=none '$tool' top"
t "a terminal that is not known" restored 3
t "is named" shows "^lazydbg: terminal 'none' is not known"
stop

fake host
ends 2 "no terminal" top
says "top needs a terminal; lazydbg stat --interval"
# One line: what is in vcpus | what is said.
while IFS='|' read -r text pattern; do
	fake host
	printf '%b' "$text" >"$LAZYDBG_DEBUGFS/vcpus"
	ends 3 "vcpus: $text" top
	says "vcpus is not what this tool understands: line $pattern"
done <<'ROWS'
|1 must be the heads
vm vcpu isa state reason loads puts\n|1 has no column 'evictions'
vm vcpu isa state reason loads puts evictions\n1-2 0 a64 left - 1 1\n|2 has 7 values for 8 columns
vm vcpu isa state reason loads puts evictions\n1-2 x a64 left - 1 1 1\n|2 has 'x' for 'vcpu'
ROWS
finish
