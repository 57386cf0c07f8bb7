# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# A 32-bit host with two CPUs, one of which comes and goes.

. tests/inside/tap.sh

cpus() {
	grep -c '^cpu [01] breakpoints 6 watchpoints 4 ' "$debugfs/info"
}

selftest_on() {
	taskset "$1" sh -c "echo run >$debugfs/selftest" &&
		is "cpu $2" grep '^cpu' "$debugfs/selftest"
}

t "CPU 1 goes" cpu1 0
t "loads" load
t "one CPU is online" is 1 cpus
t "CPU 1 comes" cpu1 1
t "it has been identified" is 2 cpus
t "selftest on CPU 0" selftest_on 1 0
t "selftest on CPU 1" selftest_on 2 1
t "CPU 1 goes, and comes" eval "cpu1 0 && cpu1 1"
t "selftest on CPU 1" selftest_on 2 1
t "host breakpoints hit there" taskset 2 "$LAB_BUILD/hostbp-arm" hits 20
t "unloads" unload
finish
