#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# Guests that mean harm: what they can do to others, and what they cost the host. In mode
# lazy, in which they can do most; or, as in make check-hostile, in those in LAZYDBG_MODES.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
export LAZYDBG_MODES=${LAZYDBG_MODES:-lazy}
on_cells hostile.sh
# Where instructions are counted, one host is as good as another.
[ "${LAB_CELLS:-}" ] || cells="6.1 cortex-a72 nvhe"
on_cells hostile-cost.sh --icount
finish
