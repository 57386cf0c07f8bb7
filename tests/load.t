#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# On 7.x a cortex-a72 that comes up makes the kernel complain, module or not (UBSAN, in
# cpu_set_hyp_vector()).
cells=${cells//cortex-a72/cortex-a53}
on_cells load.sh
one_host "7 max vhe"
on_cells no-debugfs.sh --append debugfs=off
finish
