#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# The lab's verdicts: a command's status and output come through as they are, and
# nothing that goes wrong with the host passes for success.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

lab() {
	scripts/lab/lab "$@" 2>"$work/err" >"$work/out"
}

# ends STATUS NAME LAB-ARGUMENT...
ends() {
	local want=$1 name=$2 status=0

	shift 2
	lab "$@" || status=$?
	[ "$status" = "$want" ]
	ok "$name: status $want" $?
	[ "$status" = "$want" ] || { echo "# status $status"; sed 's/^/# /' "$work/err"; }
}

says() {
	grep -q "$1" "$work/err"
	ok "and says '$1'" $?
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ends 0 "true" run -- true
ends 7 "exit 7" run -- sh -c 'exit 7'
# shellcheck disable=SC2016
ends 0 "odd words" run -- printf '%s|' "it's" 'a "b"  $c' '' $'two\nlines'
# shellcheck disable=SC2016
[ "$(cat "$work/out")" = "$(printf '%s|' "it's" 'a "b"  $c' '' $'two\nlines')" ]
ok "they arrive as they are" $?
ends 0 "words for the kernel" run --append "nokaslr what=ever" -- true
ends 0 "much output" run -- seq 50000
seq 50000 | cmp -s - "$work/out"
ok "all of it arrives" $?

ends 99 "a crash" run -- sh -c 'echo c >/proc/sysrq-trigger'
says "the kernel complained"
ends 99 "a warning" run -- sh -c 'echo "WARNING: just a test" >/dev/kmsg'
says "WARNING: just a test"
ends 0 "an expected warning" run --expect-warning 'just a test' -- \
	sh -c 'echo "WARNING: just a test" >/dev/kmsg'
# race LINE...: a report of KCSAN's, with these among its lines.
race() {
	printf 'for line in "BUG: KCSAN: data-race in a / b"'
	printf ' "%s"' "$@" ==========
	# shellcheck disable=SC2016 # the inner one's
	echo '; do echo "$line" >/dev/kmsg; done'
}
ends 0 "a data race of the kernel's own" run -- sh -c "$(race 'read_it+0x10/0x20')"
ends 99 "one of the module's" run -- sh -c "$(race 'read_it+0x10/0x20 [lazydbg]')"
for interrupted in el1h_64_irq __schedule; do
	ends 0 "one below which the module was interrupted, by $interrupted" run -- sh -c \
		"$(race 'write to 0x0 of 8 bytes by task 2' 'wake+0x10/0x20' "$interrupted+0x64/0x68" \
			'read_it+0x10/0x20 [lazydbg]' 'read to 0x0 of 8 bytes by task 1' 'sleep+0x10/0x20')"
done
ends 99 "one with what it interrupted" run -- sh -c \
	"$(race 'write to 0x0 of 8 bytes by interrupt' 'wake+0x10/0x20' 'el1h_64_irq+0x64/0x68' \
		'sleep+0x10/0x20' 'read to 0x0 of 8 bytes by task 1' 'read_it+0x10/0x20 [lazydbg]')"
ends 99 "another complaint amid one of the kernel's own" run -- sh -c "$(race 'WARNING: just a test')"
says "WARNING: just a test"
ends 99 "a host that goes off" run -- poweroff -f
says "ended without an answer"
ends 2 "no seconds" run --timeout "" -- true
ends 99 "a hang" run --timeout 15 -- sleep 1000
says "the host hangs"

ends 0 "no CPU runs code that another one has replaced" run -- build/6.1/stale-code 200

# perf and the kernel need not be of one version; and what is there is Debian's.
for kernel in 5.10 6.1 6.12 7; do
	ends 0 "real tools on $kernel" run --root --kernel $kernel -- sh -c \
		'perf --version && { trace-cmd --version; perf list tracepoint; } &&
		touch /etc/written && [ -c /dev/kvm ] && cat /etc/os-release'
	for line in 'perf version 6.1' 'trace-cmd version' ' kvm:kvm_exit ' 'VERSION_CODENAME=bookworm'; do
		grep -q "$line" "$work/out"
		ok "print '$line'" $?
	done
done
ends 5 "a command's status, from Debian" run --root -- bash -c 'exit 5'

ends 2 "no such kernel" run --kernel 1.0 -- true
says "there are: 5.10 6.1 6.12 7 6.1-armmp"
ends 2 "hvhe on a kernel without it" run --cpu max --mode hvhe -- true
says "kernel 6.1 cannot put KVM in hvhe mode"
ends 2 "vhe on a CPU without it" run --mode vhe -- true
says "has no VHE"
ends 2 "no such mode" run --mode fast -- true
ends 0 "the mode asked for" run --cpu max --mode nvhe -- true
ends 99 "another mode" run --cpu max --mode vhe --append kvm-arm.mode=nvhe -- true
says "asked for KVM in vhe mode"
ends 2 "no such architecture" run --arch x86 -- true
says "takes arm64 or arm"
ends 2 "a kernel of another architecture" run --arch arm --kernel 6.12 -- true
says "kernel 6.12 is not one for arm; there are: 6.1-armmp"
ends 2 "pages of 16k on a CPU without them" run --kernel 6.12-16k -- true
says "which a cortex-a72 has not; take --cpu max"
ends 2 "two CPUs of arm in one thread" run --arch arm --smp 2 -- true
says "wants --threads"
ends 2 "a mode of KVM without KVM" run --arch arm --mode nvhe -- true
says "kernel 6.1-armmp has no KVM"
ends 2 "no such option" run --fast -- true
ends 2 "no command" run
ends 2 "no action" frobnicate
finish
