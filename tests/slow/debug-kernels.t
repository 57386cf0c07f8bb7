#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# debug-kernels.t [TEST...]: matrix.t on the kernels that look for errors (6.12-kasan and
# 6.12-kcsan, scripts/lab/debug-kernel), on PREEMPT_RT, and on pages of 16k, or on those in
# LAB_CELLS. What such a kernel complains of, in its log, fails the test.

# shellcheck source=scripts/lab/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lab/common.sh"

# They are several times as slow.
export LAB_TIMEOUT=${LAB_TIMEOUT:-3600}
export LAB_CELLS=${LAB_CELLS:-$(lab_cells special)}
exec "$top/tests/slow/matrix.t" "$@"
