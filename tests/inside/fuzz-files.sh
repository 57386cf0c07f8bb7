# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
#
# Random operations on the module's files, FUZZ_OPS of them in all, from FUZZ_SEED: alone,
# while guests run and the host debugs, and while the module comes and goes; and random
# parameters, for a load in 2000 operations.

. tests/inside/tap.sh

ops=${FUZZ_OPS:-4000}
seed=${FUZZ_SEED:-1}
files="/sys/module/lazydbg/parameters/* $debugfs/*"
echo "# FUZZ_OPS=$ops FUZZ_SEED=$seed"

# The shared folder is slow.
cp "$LAB_BUILD/fuzz-files" "$LAB_BUILD/fuzz-parameters" "$ko" /tmp

# fuzz OPERATIONS THREADS: on all files that are there. What was done becomes a comment.
fuzz() {
	seed=$((seed + 1))
	echo "fuzz-files $1 $seed $2"
	# shellcheck disable=SC2086 # they are words
	/tmp/fuzz-files "$1" "$seed" "$2" $files >/tmp/done && sed 's/^/# /' /tmp/done >&3
}
exec 3>&1

# few COMMAND...: of 300 refusals by COMMAND, are only some told, but some? The log holds all.
few() {
	dmesg -c >/dev/null
	"$@" || return 1
	lines=$(dmesg | grep -c "lazydbg: no mode")
	[ "$lines" -gt 0 ] && [ "$lines" -lt 300 ] && return 0
	echo "$lines lines"
	return 1
}

# The kernel goes on with the next when it was told that one is wrong.
parameters() {
	# shellcheck disable=SC2046 # they are words
	fails load $(yes mode=x | head -n 300) 2>/dev/null
}

writes() {
	n=0
	while [ "$n" -lt 300 ]; do
		set_mode "$n" 2>/dev/null && return 1
		n=$((n + 1))
	done
}

settle() {
	echo off >"$debugfs/latency"
	set_mode lazy
}

# Goes on until one of its own is wrong.
host_debugs() {
	while "$LAB_BUILD/hostbp" 1 0 1 >/tmp/host 2>&1; do
		echo >/tmp/host_debugged
		usleep 50000
	done
}

loads=$((20 + ops / 2000))
t "$loads loads with any parameters" eval "/tmp/fuzz-parameters $loads $seed '/tmp/${ko##*/}' >/tmp/done"
sed 's/^/# /' /tmp/done
t "the log is not flooded by parameters" few parameters
load
t "nor by what is written" few writes
t "$((ops / 4)) operations by one thread" fuzz $((ops / 4)) 1
t "$((ops / 4)) operations by four" fuzz $((ops / 4)) 4
settle

start --breakpoints all --watchpoints all --exit mmio
start --breakpoints all --vcpus 2 --exit wfi --exits 10
start --isa a32 --breakpoints all --write --pin 1
host_debugs &
debugger=$!
# As often as it takes: the operations may be done before the host has come to it.
beside_host() {
	while fuzz $((ops / 4)) 4 && kill -0 "$debugger"; do
		[ ! -e /tmp/host_debugged ] || return 0
	done
	cat /tmp/host
	return 1
}
t "$((ops / 4)) operations by four while guests run and the host debugs" beside_host
t "which found its own" eval "kill $debugger || fails cat /tmp/host"
wait $debugger 2>/dev/null
settle

# Who has a file open has the module.
come_and_go() {
	until unload 2>/dev/null; do
		kill -0 "$running" 2>/dev/null || return 1
	done
	load "mode=$1"
}
meanwhile() {
	seed=$((seed + 1))
	# shellcheck disable=SC2086 # they are words
	/tmp/fuzz-files --may-go $((ops / 4)) $seed 2 $files >/tmp/done 2>&1 &
	running=$!
	while kill -0 "$running" 2>/dev/null; do
		for mode in lazy off eager; do
			come_and_go "$mode" || break
			rounds=$((rounds + 1))
		done
	done
	wait "$running" || { cat /tmp/done; return 1; }
}
# As often as it takes: a slow host may find no time at which no file is open.
rounds=0
until_it_went() {
	while [ "$rounds" = 0 ]; do
		meanwhile || return 1
	done
}
t "$((ops / 4)) operations by two while the module comes and goes" until_it_went
sed 's/^/# /' /tmp/done
echo "# $rounds times"
t "it is there" [ -e "$debugfs" ]
settle
t "guests did not notice" stop_all
t "selftest still finds every register right" eval "echo run >$debugfs/selftest"
t "unloads" unload
finish
