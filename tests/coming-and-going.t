#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# A round takes long, and the matrix has more of them.
[ -z "$brief" ] || export LAB_ROUNDS=${LAB_ROUNDS:-4}
on_cells coming-and-going.sh
finish
