#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# On a 32-bit host.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
in_lab "a 32-bit host" arm.sh --arch arm --icount
# In a thread each, as one does not get Linux past stop_machine().
in_lab "a 32-bit host, two CPUs" arm-cpus.sh --arch arm --smp 2 --threads
finish
