# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# Every kind of guest in each mode: dbgguest checks hits and registers by itself.

. tests/inside/tap.sh

brief="--exits 20 --batches 15"

# The words of $brief and $2... are options.
# shellcheck disable=SC2086
all_guests() {
	state=$1
	for isa in a64 a32; do
		for exit in hvc mmio wfi; do
			g="--isa $isa --exit $exit $brief"
			t "$state: $isa, $exit, clean" "$guest" $g
			t "$state: $isa, $exit, enabled" "$guest" $g --mde
			t "$state: $isa, $exit, some armed" "$guest" $g --breakpoints 2 --watchpoints 1
			t "$state: $isa, $exit, all armed" "$guest" $g --breakpoints all --watchpoints all
			t "$state: $isa, $exit, writing" "$guest" $g --breakpoints 3 --watchpoints 2 --write
		done
		t "$state: $isa, 4 vcpus" "$guest" --isa $isa $brief --vcpus 4 \
			--breakpoints all --watchpoints all
		t "$state: $isa, 4 vcpus, exits to user space" "$guest" --isa $isa $brief --vcpus 4 \
			--exit mmio --breakpoints 3 --watchpoints all --write
	done
}

all_guests "no module"
load mode=off
for mode in off eager lazy; do
	set_mode $mode
	all_guests $mode
done
t "unloads" unload
all_guests "module gone"
finish
