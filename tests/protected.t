#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

# Once for each kernel and CPU that can be in protected mode.
cells=$(while read -r kernel cpu _; do
	[ "$kernel" = 5.10 ] || echo "$kernel $cpu protected"
done <<<"$cells" | sort -u)
if [ "$cells" ]; then
	on_cells protected.sh
else
	skip "protected mode" "no such kernel among those asked for"
fi
finish
