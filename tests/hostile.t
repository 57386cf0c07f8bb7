#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# Guests that mean harm: what they can do to others, and what they cost the host. In mode
# lazy, in which they can do most; tests/slow/hostile.t has the others.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
export LAZYDBG_MODES=lazy
one_host "7 max vhe"
on_cells hostile.sh
# What a kernel that looks for errors takes is no cost of the module's.
[[ $cells == *-k[ac]san* ]] || on_cells hostile-cost.sh --icount
finish
