#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
# Allocations fail: on a debug kernel, as only that lets them, and looks for what leaks then.
export LAB_CELLS=${LAB_CELLS:-"6.12-kasan cortex-a72 nvhe"}
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# The kernel warns itself of an event that it has no memory for; and when the module goes, as
# event_create_dir() has then not taken the reference that event_release() drops. Half a
# thousand insmods take long.
on_cells no-memory.sh --timeout 7200 --expect-warning \
	'WARNING: .*kernel/trace/trace_events\.c:[0-9]+.* event_(define_fields|file_put)'
finish
