#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"
# Hooks are patched into code that guests run on another CPU.
on_cells coming-and-going.sh --one-thread
finish
