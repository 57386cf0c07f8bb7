# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# Running the tool, built for this machine, on a directory in place of the module's files.
# Sourced by tests/tool*.t, after tests/lib.sh.

# What nobody may use, too: the tool is to be run by that user.
work=$(mktemp -d)
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
out=$work/out err=$work/err

# build_tool: $tool is it.
build_tool() {
	# shellcheck disable=SC2154 # of tests/lib.sh
	make -s -C tools/lazydbg O="$top/build/host" >"$work/log" 2>&1 || {
		cat "$work/log" >&2
		exit 1
	}
	tool=$work/lazydbg
	cp build/host/lazydbg "$tool"
}

# fake NAME: a directory like the module's, of its own; LAZYDBG_DEBUGFS from now on.
fake() {
	export LAZYDBG_DEBUGFS=$work/$1
	rm -rf "$LAZYDBG_DEBUGFS"
	cp -r tests/tool/host "$LAZYDBG_DEBUGFS"
}

# ends STATUS NAME ARGUMENT...: the tool's status. On failure, it says one sentence.
ends() {
	local want=$1 name=$2 status=0

	shift 2
	timeout 60 "${as[@]}" "$tool" "$@" >"$out" 2>"$err" </dev/null || status=$?
	[ "$status" = "$want" ] &&
		{ [ "$want" -lt 2 ] || [ "$(wc -l <"$err")" = 1 ]; }
	ok "$name: status $want" $?
	[ "$status" = "$want" ] || { echo "# status $status"; sed 's/^/# /' "$err"; }
}
as=()

# prints PATTERN, says PATTERN: of what was run last, on stdout and on stderr.
prints() {
	grep -qE -- "$1" "$out"
	ok "prints '$1'" $?
}

says() {
	grep -q -- "$1" "$err"
	ok "says '$1'" $?
	grep -q -- "$1" "$err" || sed 's/^/# /' "$err"
}

# same NAME FILE FILE
same() {
	diff -u "$2" "$3" >"$work/diff"
	ok "$1" $?
	[ ! -s "$work/diff" ] || sed 's/^/# /' "$work/diff"
}

# t NAME COMMAND...: does COMMAND succeed?
t() {
	local name=$1 status=0

	shift
	"$@" >"$work/t" 2>&1 || status=$?
	ok "$name" "$status"
	[ "$status" = 0 ] || sed 's/^/# /' "$work/t"
}
