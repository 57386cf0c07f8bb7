#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# Guests that mean harm, without the module and in each mode, or as in LAZYDBG_MODES.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
brief=""
on_cells hostile.sh --timeout "${LAB_TIMEOUT:-1800}"
finish
