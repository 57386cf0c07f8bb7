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
t "a guest with breakpoints" "$guest" --breakpoints all --watchpoints all --exits 20 --batches 10
t "all its swaps were left to KVM" stats_hold "taken == 0 && loads == 0 && left_off == swap_entries && swap_entries > 0"
t "unloads" unload
finish
