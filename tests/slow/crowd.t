#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
on_cells crowd.sh --timeout 1800
finish
