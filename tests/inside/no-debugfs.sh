# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# A host with debugfs=off: the module has no files and moves the registers all the same.

. tests/inside/tap.sh

tool=$LAB_BUILD/lazydbg
tracing=/sys/kernel/tracing

t "there is nowhere to mount debugfs" [ ! -e /sys/kernel/debug ]
t "loads" load mode=lazy
t "and says so" logged "no files in debugfs"
echo 1 >"$tracing/events/lazydbg/enable"
t "a guest with breakpoints" "$guest" --breakpoints all --watchpoints all --exits 20 --batches 10
echo 0 >"$tracing/events/lazydbg/enable"
t "whose registers the module moved" grep -q "lazydbg_load: .* written=[1-9]" "$tracing/trace"
t "lazydbg mode says what is missing" unable "debugfs is not mounted: boot with debugfs=on" \
	"$tool" mode
"$tool" doctor >/tmp/doctor
t "and so does its doctor" grep -A1 "^debugfs  *no" /tmp/doctor
t "with what to do" grep -q "to do: boot with debugfs=on" /tmp/doctor
t "unloads" unload
finish
