# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# In protected mode only 'off' is to be had, and guests run as without the module.

. tests/inside/tap.sh

for mode in lazy eager; do
	t "does not load with mode=$mode" refused "protected mode" load "mode=$mode"
done
t "nor without a mode" refused "protected mode" load
t "loads with mode=off" load mode=off
for mode in lazy eager; do
	t "mode $mode is refused" refused "protected mode" set_mode "$mode"
	t "the mode is still off" is off cat "$debugfs/mode"
done
# doctor_says CHECK: its answer, without what to do.
doctor_says() {
	"$LAB_BUILD/lazydbg" doctor --csv | grep "^$1," | cut -d , -f 1-4
}
t "the tool is refused, too" unable "only off is to be had" "$LAB_BUILD/lazydbg" mode lazy
t "and its doctor says so" is "kvm_mode,no,true,protected" doctor_says kvm_mode
t "a guest with breakpoints" "$guest" --breakpoints all --watchpoints all --exits 20 --batches 10
t "all its swaps were left to KVM" stats_hold "taken == 0 && loads == 0 && left_off == swap_entries && swap_entries > 0"
t "unloads" unload
finish
