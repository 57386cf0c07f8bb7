#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# Guests, host, module and CPUs, all changed at random for a short while. tests/slow/stress.t
# does more.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

export STRESS_OPS=${STRESS_OPS:-60} STRESS_SWITCHES=${STRESS_SWITCHES:-60000}

one_host "7 max vhe"
on_cells stress.sh --smp 3
finish
