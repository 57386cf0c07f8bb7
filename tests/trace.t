#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

one_host "7 max vhe"
on_cells trace.sh --root --share "$work"
tests/tool/valid Documentation/schema/trace.json 1 <"$work/trace.json"
ok "a trace is as Documentation/schema says" $?
finish
