#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
one_host "6.1 cortex-a72 nvhe"
on_cells files.sh
finish
