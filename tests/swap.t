#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# The module in user space (tests/swap), for each generation of KVM: a scenario for
# each hazard that it can show, then random operations, from seeds that are always the same and from
# some that are new each time. A broken rule prints the command that replays it.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

out=build/swap
generations=(5.10 6.1 6.14)
fixed=12
new=4
ops=1000000
total=0

hazards() {
	local generation=$1 status

	echo "# Subtest: hazards, KVM of $generation"
	timeout 120 "$out/swaptest-$generation" --hazards | sed 's/^/    /'
	status=${PIPESTATUS[0]}
	ok "hazards, KVM of $generation" "$status"
}

# once GENERATION HOST SEED
once() {
	total=$((total + ops))
	timeout 120 "$out/swaptest-$1" "--$2" --seed "$3" --ops "$ops"
}

random() {
	local generation=$1 host=$2 seed failed=0

	for ((seed = 1; seed <= fixed; seed++)); do
		once "$generation" "$host" "$seed" || failed=$((failed + 1))
	done
	for ((seed = 0; seed < new; seed++)); do
		once "$generation" "$host" "$((RANDOM << 15 | RANDOM))" || failed=$((failed + 1))
	done
	ok "random operations, KVM of $generation, $host: $failed of $((fixed + new)) runs fail" \
		"$failed"
}

make -s -C tests/swap O="$top/$out"
ok "the test builds" $?
for generation in "${generations[@]}"; do
	hazards "$generation"
	random "$generation" nvhe
	random "$generation" vhe
done
echo "# $((total / 1000000)) million random operations"
finish
