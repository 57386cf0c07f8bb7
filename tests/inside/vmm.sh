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

# with_status WANT COMMAND...
with_status() {
	want=$1
	shift
	"$@"
	[ $? = "$want" ]
}

t "a64 has no exceptions to provoke" with_status 2 "$guest" --undef
t "a64 has no DBGDSCRint" with_status 2 "$guest" --dscr
t "nobody can migrate and stay" with_status 2 "$guest" --migrate --pin 0
t "it's chosen or counted" with_status 2 "$guest" --churn --breakpoints 1
t "hostile guests do nothing else" with_status 2 "$guest" --hostile --meddle

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
