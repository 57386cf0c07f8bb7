# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# The module's counters against those of regcount.so, which QEMU writes to the shared
# folder. Both are exact, so they have to be equal.

. tests/inside/tap.sh
. tests/inside/regcount.sh

exits=40
batches=20
figures=/tmp/figures
lines=/tmp/lines

# How many pairs of registers there are: "BREAKPOINTS WATCHPOINTS".
implemented() {
	"$guest" --json --batches 1 |
		sed 's/.*"implemented": {"breakpoints": \([0-9]*\), "watchpoints": \([0-9]*\)}.*/\1 \2/'
}

# WHO_read and WHO_written; batches in which the host accessed a register at all.
regcount_figures() {
	awk '
		BEGIN { split("guest module kernel hyp other", who) }
		$1 == "stretch" { count[$3, $6] += $7 }
		$1 == "batch" && $3 != "guest" && !busy[$2]++ { busy_batches++ }
		END {
			for (i in who) {
				print who[i] "_read", count[who[i], "r"] + 0
				print who[i] "_written", count[who[i], "w"] + 0
			}
			print "busy_batches", busy_batches + 0
		}' "$lines"
}

# counted MODE OPTION...: one guest in MODE. All figures are kept, as "NAME VALUE".
counted() {
	set_mode "$1" || return 1
	shift
	/tmp/mark
	from=$(wc -l <"$accesses")
	reset_stats
	"$guest" --exits "$exits" --batches "$batches" "$@" || return 1
	cat "$debugfs/stats" >"$figures"
	/tmp/mark
	lines_since "$from" >"$lines"
	regcount_figures >>"$figures"
}

# holds EXPRESSION: is this true, with the figures as variables?
holds() {
	figures_hold "$figures" "$1"
}

# run MODE NAME WRITES OPTION...: one guest, which writes that many registers in its
# timed loops. It writes all at the start and reads all after each batch.
run() {
	mode=$1
	run="$1, $2"
	writes=$3
	shift 3
	t "$run" counted "$mode" "$@"
	t "$run: the guest's own accesses" \
		holds "guest_read == $slots * $batches && guest_written == $slots + $writes"
	t "$run: the module's are what it counts" \
		holds "module_read == regs_read && module_written == regs_written"
	# A swap saves and restores the file, at the entry and at the exit.
	swaps="2 * ($slots + 1) * (swap_entries - taken)"
	t "$run: KVM's are the swaps that were left to it" \
		holds "kernel_read + hyp_read == $swaps && kernel_written + hyp_written == $swaps"
	t "$run: nobody else's" holds "other_read + other_written == 0"
}

# What must be so while a vcpu stays loaded: it is put only when it is scheduled out.
# An AArch32 guest is left to KVM now and then where its DBGVCR32_EL2 is in the way.
while_loaded() {
	excuse=0
	[ "$isa" = a64 ] || excuse=left_dbgvcr
	case $mode in
	off)
		t "$run: KVM swaps in each batch" holds "busy_batches == $batches"
		t "$run: the module moves nothing" holds "module_read + module_written == 0"
		;;
	eager)
		t "$run: the host swaps in each batch" holds "busy_batches == $batches"
		t "$run: the module takes all swaps, whole" \
			holds "taken + $excuse == swap_entries && module_read == 2 * ($slots + 1) * loads"
		;;
	lazy)
		t "$run: nothing moves between load and put" \
			holds "busy_batches <= sched_outs + $excuse"
		t "$run: none in the world switch" \
			holds "kernel_read + kernel_written + hyp_read + hyp_written == 0 || $excuse > 0"
		;;
	esac
}

read -r brps wrps <<END
$(implemented)
END
slots=$((2 * (brps + wrps)))
armed="--breakpoints all --watchpoints all"

load mode=off
# The words of $armed are options.
# shellcheck disable=SC2086
for mode in off eager lazy; do
	for isa in a64 a32; do
		run $mode "$isa, all armed" 0 --isa $isa $armed
		while_loaded
		run $mode "$isa, writing" $((exits * batches)) --isa $isa --mde --write
		while_loaded
		run $mode "$isa, to user space" 0 --isa $isa --exit mmio $armed
	done
done
t "unloads" unload
finish
