#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# A few thousand random operations on the module's files. tests/slow/fuzz-files.t does more.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
on_cells fuzz-files.sh
finish
