#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# STRESS_SWITCHES world switches (ten million) on all kernels, cores and modes of KVM that
# the module is for, or on those in LAB_CELLS, on LAB_JOBS hosts at a time (1), between
# STRESS_OPS random operations (5000) on guests, VMMs, the module and the host. STRESS_SEED
# chooses which. Each host gets an equal part. Or STRESS_SECONDS on each host, with as many
# switches to an operation.

# shellcheck source=scripts/lab/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lab/common.sh"

# From 6.1 on a cortex-a72's CPUs cannot go off and on (tests/inside/stress.sh), a cortex-a53's can.
LAB_CELLS=${LAB_CELLS:-$(lab_cells arm64 | sed -E '/^5[.]10 /!s/cortex-a72/cortex-a53/')}
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
set +e

all=$cells
hosts=$(wc -l <<<"$all")
switches=${STRESS_SWITCHES:-10000000}
ops=${STRESS_OPS:-5000}
seed=${STRESS_SEED:-$((RANDOM << 15 | RANDOM))}
work=build/stress

echo "# make check-stress STRESS_OPS=$ops STRESS_SWITCHES=$switches STRESS_SEED=$seed" \
	"${STRESS_SECONDS:+STRESS_SECONDS=$STRESS_SECONDS }does the same again"
export STRESS_OPS=$(((ops + hosts - 1) / hosts))
export STRESS_SWITCHES=$(((switches + hosts - 1) / hosts))

# in_cell CELL SEED: its TAP in one file, its verdict in another.
in_cell() {
	local out=$work/${1// /-}

	cells=$1
	STRESS_SEED=$2 on_cells stress.sh --smp 3 --timeout 7200 >"$out.log" 2>&1
	echo "$failures" >"$out.failures"
}

rm -rf "$work"
mkdir -p "$work"
running=0
while read -r cell; do
	[ "$running" -lt "${LAB_JOBS:-1}" ] || { wait -n; running=$((running - 1)); }
	in_cell "$cell" "$seed" </dev/null &
	running=$((running + 1))
	seed=$((seed + 1))
done <<<"$all"
wait

made=0
while read -r cell; do
	log=$work/${cell// /-}.log
	grep -v '^\(not \)\?ok ' "$log"
	here=$(sed -n 's/^ *# world switches *\([0-9]*\)$/\1/p' "$log")
	made=$((made + ${here:-0}))
	ok "stress, ${cell// /, }: ${here:-no} world switches" \
		"$(cat "$work/${cell// /-}.failures")"
done <<<"$all"

# How much is done in a time depends on the machine.
if [ -z "${STRESS_SECONDS:-}" ]; then
	[ "$made" -ge "$switches" ]
	ok "$switches world switches in all: $made" $?
fi
finish
