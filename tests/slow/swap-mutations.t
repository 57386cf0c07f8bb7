#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# Each mitigation that can be left out of a build: does the test in user space
# (tests/swap) see that? For each, it is built without, and a scenario or a random
# run has to fail that does not fail with it. Those that no model can show are shown on
# virtual hosts, by mutations.t.
#
#	swap-mutations.t [MITIGATION...]

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

work=build/swap-mutants
generations=(5.10 6.1 6.14)
seeds=12
ops=200000

# build DIR [MITIGATION]: without sanitizers, which are for what tests/swap.t does.
build() {
	make -s -C tests/swap O="$top/$1" SANITIZE= \
		LAZYDBG_CFLAGS="${2:+-DLAZYDBG_WITHOUT_$2}" >"$1.log" 2>&1
}

# run DIR: a line "GENERATION: WHAT" for all that fails.
run() {
	local generation seed

	for generation in "${generations[@]}"; do
		timeout 120 "$1/swaptest-$generation" --hazards </dev/null 2>&1 |
			sed -n "s/^not ok [0-9]* - /$generation: /p"
		for ((seed = 1; seed <= seeds; seed++)); do
			# A subshell, for the shell's own word on a crash.
			(timeout 60 "$1/swaptest-$generation" --seed "$seed" --ops "$ops" \
				>"$1.random" 2>&1) 2>/dev/null ||
				echo "$generation: seed $seed"
			sed -n "s/^# broken: \([^:]*\):.*/\1/p" "$1.random" >>"$1.rules"
		done
	done
}

# mutant MITIGATION
mutant() {
	local name=$1 out=$work/$1 caught

	rm -f "$out".*
	if ! build "$out" "$name"; then
		sed 's/^/# /' "$out.log"
		ok "$name: builds" 1
		return
	fi
	run "$out" | sort >"$out.failed"
	comm -13 "$work/none.failed" "$out.failed" >"$out.new"
	caught=$(wc -l <"$out.new")
	grep -v ': seed ' "$out.new" | head -n 4 | sed 's/^/# without it: /'
	[ ! -s "$out.rules" ] || sort "$out.rules" | uniq -c | sort -rn | head -n 3 |
		sed 's/^ */# without it, of random runs: /'
	[ "$caught" != 0 ]
	ok "without $name, $caught of the tests in user space fail" $?
}

mkdir -p "$work"
if build "$work/none"; then
	run "$work/none" | sort >"$work/none.failed"
	sed 's/^/# with all mitigations: /' "$work/none.failed"
	[ ! -s "$work/none.failed" ]
	ok "with all mitigations, none fails" $?
else
	sed 's/^/# /' "$work/none.log"
	ok "the test builds" 1
fi

if [ $# -eq 0 ]; then
	# shellcheck disable=SC2046
	set -- $(grep -oh 'MITIGATED([A-Z_]*)' module/*.[ch] | sort -u | sed 's/.*(\(.*\))/\1/')
fi
for mitigation; do
	mutant "$mitigation"
done
finish
