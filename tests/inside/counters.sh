# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# The counters say what must be so.

. tests/inside/tap.sh

tracing=/sys/kernel/tracing
run="--breakpoints 3 --watchpoints 2 --exits 40 --batches 10"

# The sum of the reasons for which a swap was left to KVM.
left="(left_off + left_cpu_down + left_nested + left_vmm_debug + left_os_lock + left_dbgvcr + left_host_debug)"

# counted MODE OPTION...: one guest in MODE, with the counters from zero.
counted() {
	set_mode "$1" && reset_stats || return 1
	shift
	"$guest" "$@"
}

always_so() {
	t "$1: every swap was taken or left" stats_hold "swap_entries == taken + $left"
	t "$1: every load was put" stats_hold "loads == puts"
	t "$1: no evictions" stats_hold "evictions == 0"
}

# The kernel's own record of vcpu loads, to hold the counters against.
trace() {
	cd "$tracing" || return 1
	echo kvm_arch_vcpu_load >set_ftrace_filter
	# From 6.14 on: the guest was trapped at a debug register; before, trap_reg tells.
	echo kvm_debug_set_guest_ownership >>set_ftrace_filter 2>/dev/null
	echo function >current_tracer
	echo 1 >events/kvm/kvm_entry/enable
	echo 1 >events/kvm/trap_reg/enable
	echo 8192 >buffer_size_kb
	echo >trace
	cd - >/dev/null || return 1
	"$@"
	status=$?
	# All loads, and those after which the guest was entered at least once, and had
	# been trapped at a debug register before.
	awk '/trap_reg:|kvm_debug_set_guest_ownership/ { touched = 1 }
		/kvm_arch_vcpu_load/ { loads++; fresh = touched }
		/kvm_entry:/ { entered += fresh; fresh = 0 }
		END { print loads + 0, entered + 0 }' "$tracing/trace" >/tmp/vcpu-loads
	echo 0 >"$tracing/events/kvm/kvm_entry/enable"
	echo 0 >"$tracing/events/kvm/trap_reg/enable"
	echo nop >"$tracing/current_tracer"
	return "$status"
}

# KVM of 5.10 has none: the guest's writes are ignored.
has_os_lock=1
[ "$LAB_KERNEL" != 5.10 ] || has_os_lock=0

load mode=off

# A guest whose DBGVCR32_EL2 is KVM's to move starts with some entries left to it;
# then eager's figures hold only from there on.
# shellcheck disable=SC2086
for isa in a64 a32; do
	for exit in hvc mmio; do
		g="--isa $isa --exit $exit $run"
		t "off, $isa, $exit" counted off $g
		t "off: swaps" stats_hold "swap_entries >= 400"
		t "off: all left to KVM" stats_hold "taken == 0 && left_off == swap_entries"
		t "off: nothing moved" stats_hold "loads + puts + regs_read + regs_written + regs_left == 0"
		always_so off

		t "eager, $isa, $exit" counted eager $g
		t "eager: one load each entry" stats_hold "loads >= taken && taken + left_dbgvcr == swap_entries"
		t "eager: the whole file, both ways, of host and guest" \
			stats_hold "regs_read == loads * 42 && regs_written == loads * 42 && regs_left == 0"
		always_so eager

		t "lazy, $isa, $exit" trace counted lazy $g
		read -r all entered </tmp/vcpu-loads
		# One that goes to and fro between KVM and us loads more often, and not where all
		# of its entries were left.
		if [ "$isa" = a32 ]; then
			all=$((all + $(counter left_dbgvcr)))
			entered=$((entered - $(counter left_dbgvcr)))
		fi
		t "lazy: one load for each vcpu load ($entered to $all)" \
			stats_hold "loads >= $entered && loads <= $all"
		[ $exit = hvc ] || t "there were many" [ "$entered" -gt 300 ]
		# Five slots, twice, and MDCCINT_EL1: what QEMU has KVM read from it is anything.
		t "lazy: only registers that differ are written" \
			stats_hold "regs_written <= loads * 12 + 42 && regs_left >= loads * 11 - 42"
		always_so lazy
	done
done

t "a clean guest in lazy mode" counted lazy --exits 40 --batches 10
t "is none of our business" stats_hold "swap_entries + loads + regs_read + regs_written == 0"

# What is left to KVM is left for a reason.
# shellcheck disable=SC2086
for mode in eager lazy; do
	t "$mode, debugged by the VMM" counted $mode $run --guest-debug
	t "$mode: left for that" stats_hold "left_vmm_debug > 0"
	always_so $mode
	t "$mode, OS Lock" counted $mode $run --os-lock
	t "$mode: left for that, where KVM has one" \
		stats_hold "(left_os_lock > 0) == $has_os_lock"
	always_so $mode
done

t "a reset" reset_stats
t "leaves zeros" fails grep -qv ' 0$' "$debugfs/stats"
unload
finish
