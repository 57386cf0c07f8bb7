# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
# Guests and VMMs that change, at any time, what the debug registers hold and who
# may use them: other slots armed, the OS Lock, a VMM that debugs its guest or
# changes its registers, resets, moves between CPUs.

. tests/inside/tap.sh

brief="--exits 10 --batches 20"
armed="--breakpoints 3 --watchpoints 2"
# What an AArch32 guest with MDBGen set can read of DBGDSCRint is zero on an older KVM.
case $LAB_KERNEL in
7*) dscr=--dscr ;;
*) dscr= ;;
esac

# The words of $g and $armed are options.
# shellcheck disable=SC2086
all_options() {
	state=$1
	seed=$2
	for isa in a64 a32; do
		g="--isa $isa $brief --seed $seed"
		t "$state: $isa, migrating" "$guest" $g $armed --migrate --vcpus 2
		t "$state: $isa, migrating, writing" "$guest" $g --breakpoints all \
			--watchpoints all --write --migrate --vcpus 3
		t "$state: $isa, reset" "$guest" $g $armed --reset --write
		t "$state: $isa, reset while migrating" "$guest" $g --churn --reset --migrate --vcpus 2
		t "$state: $isa, changed by the VMM" "$guest" $g $armed --meddle
		t "$state: $isa, changed by the VMM, writing" "$guest" $g $armed --meddle --write --vcpus 2
		t "$state: $isa, changing" "$guest" $g --churn
		t "$state: $isa, changing, writing" "$guest" $g --churn --write --exit wfi
		t "$state: $isa, OS Lock" "$guest" $g $armed --os-lock
		t "$state: $isa, OS Lock, writing" "$guest" $g --churn --os-lock --write --exit mmio
		t "$state: $isa, debugged by the VMM" "$guest" $g $armed --guest-debug
		t "$state: $isa, clean, debugged by the VMM" "$guest" $g --guest-debug
		t "$state: $isa, all at once" "$guest" $g --churn --write --migrate --os-lock \
			--guest-debug --meddle --reset --vcpus 2
	done
	t "$state: a32, DBGDSCRint" "$guest" $g --breakpoints 1 --exit mmio $dscr
	t "$state: a32, DBGDSCRint, migrating" "$guest" $g --mde --migrate --vcpus 2 $dscr
	t "$state: a32, exceptions injected" "$guest" $g $armed --undef --write
	t "$state: a32, exceptions injected, changing" "$guest" $g --churn --undef --meddle
}

# SIGTERM, in the middle of everything.
stopped() {
	start --churn --reset --meddle --seed 1
	start --isa a32 --churn --reset --guest-debug --migrate --vcpus 2 --seed 2
	usleep 300000
	stop_all
}

# cannot SENTENCE OPTION...
cannot() {
	sentence=$1
	shift
	status 2 "$guest" "$@" && grep -qF -- "dbgguest: $sentence" /tmp/errors
}

while IFS='|' read -r words sentence; do
	# shellcheck disable=SC2086
	t "$words cannot be" cannot "$sentence" $words
done <<'END'
--undef|--undef is for AArch32 guests: add --isa a32
--dscr|--dscr is for AArch32 guests: add --isa a32
--dscr --isa a32 --os-lock|--dscr reads what --os-lock and --guest-debug hide
--attack --guest-debug|--attack is hit, which --os-lock and --guest-debug prevent
--migrate --pin 0|--migrate moves the vcpus that --pin would hold
--churn --breakpoints 1|--churn and --random choose what is armed
--hostile --meddle|--hostile is a guest of its own kind
--host-watch|--host-watch needs exits to the VMM: add --exit mmio
--mark --exit hvc|--mark needs exits to the VMM: add --exit mmio
--relay --exit wfi|--relay needs exits to the VMM: add --exit mmio
--no-vgic --exit wfi|--exit wfi needs an interrupt controller
--isa a16|--isa takes a64 or a32, not 'a16'
--exit smc|--exit takes hvc, mmio or wfi, not 'smc'
--exits 0|--exits takes a number from 1 to
--batches 1x|--batches takes a number from 1 to
--vcpus -1|--vcpus takes a number from 1 to
--seed 0x|--seed takes a number from 0 to
--breakpoints some|--breakpoints takes a number or all, not 'some'
--watchpoints 4294967296|--watchpoints takes a number or all
--breakpoints 17|this CPU has
--pin 0,|--pin takes CPU numbers with commas between
--pin 99|--pin: there is no CPU 99 to run on
--seed|--seed needs a value
--sead 1|there is no option '--sead'
more|'more' is not an option
END

# Stock's answers are the same, and in the matrix.
modes="eager lazy"
if ! is_brief; then
	all_options "no module" 1
	t "no module: stopped" stopped
	modes="off eager lazy"
fi
load mode=off
n=2
for mode in $modes; do
	set_mode "$mode"
	all_options "$mode" "$n"
	t "$mode: stopped" stopped
	n=$((n + 1))
done
t "unloads" unload
all_options "module gone" $n
finish
