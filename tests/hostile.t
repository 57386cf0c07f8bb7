#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# Guests that mean harm: what they can do to others, and what they cost the host.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
on_cells hostile.sh
on_cells hostile-cost.sh --icount
finish
