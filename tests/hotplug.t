#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

one_host "6.1 cortex-a72 nvhe"
# On QEMU's cortex-a72 a CPU that has been off hangs any guest, module or not, from 6.1 on.
cells=${cells//cortex-a72/cortex-a53}
on_cells hotplug.sh
finish
