#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

# Once for each kernel and CPU that can be in protected mode. With pages of 16k and LPA2 the
# host hangs as EL2 takes over, before there is a module.
cells=$(while read -r kernel cpu _; do
	[[ $kernel != *-16k ]] || cpu=$cpu,lpa2=off
	[ "$kernel" = 5.10 ] || echo "$kernel $cpu protected"
done <<<"$cells" | sort -u)
if [ "$cells" ]; then
	on_cells protected.sh
else
	skip "protected mode" "no such kernel among those asked for"
fi
finish
