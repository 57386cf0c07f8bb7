# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# Running the harnesses of this directory. Sourced by tests/fuzz.t and tests/slow/fuzz.t.

# shellcheck source=tests/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

out=build/fuzz
log=$(mktemp)
trap 'rm -f "$log"' EXIT

build_harnesses() {
	make -s -C tests/fuzz O="$top/$out" >"$log" 2>&1
	ok "the harnesses build" $?
	sed 's/^/# /' "$log"
}

harnesses() {
	make -s -C tests/fuzz names
}

# fuzz NAME DIRECTORY OPTION...: with libFuzzer's options. What report refuses it refuses by
# ending the program, so who goes on has lost some memory.
fuzz() {
	local name=$1 leaks=1

	shift
	[ "$name" != saved ] || leaks=0
	ASAN_OPTIONS=detect_leaks=$leaks "$out/fuzz-$name" -max_len=4096 -rss_limit_mb=3000 \
		-artifact_prefix="$out/found-$name-" "$@"
}

# t NAME COMMAND...: ok if COMMAND succeeds; if not, what it printed is shown.
t() {
	local name=$1 status=0

	shift
	"$@" >"$log" 2>&1 || status=$?
	ok "$name" "$status"
	[ "$status" = 0 ] || grep -vE '^#[0-9]|NEW_FUNC|^INFO' "$log" | head -n 60 | sed 's/^/# /'
}
