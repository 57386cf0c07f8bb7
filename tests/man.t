#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# The man pages: there is one for each command, with the options and exit statuses that
# its --help has and no others, and mandoc finds nothing to complain about.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# same WHAT FILE FILE: the same lines, in any order.
same() {
	local status=0

	diff <(sort -u "$2") <(sort -u "$3") >"$work/diff" && [ -s "$2" ] || status=1
	ok "$1" "$status"
	[ "$status" = 0 ] || sed 's/^/# /' "$work/diff"
}

# The left column of --help.
help_options() {
	grep -oE '^ +-.*' "$1" | sed -E 's/^ +//; s/  .*//' | grep -oE -- '--?[a-z][a-z-]*'
}

# The items of the lists of options: .It Fl -output Ar FILE
page_options() {
	grep '^\.It Fl ' "$1" | grep -oE 'Fl -?[a-z][a-z-]*' | sed 's/^Fl /-/'
}

# "Exit status: 0 done, 2 wrong": at the beginning, and after what ends with a comma or so.
help_statuses() {
	sed -n '/^Exit status:/,/^$/p' "$1" | tr '\n' ' ' |
		grep -oE '[:,;] +(otherwise +)?[0-9] ' | grep -oE '[0-9]'
}

page_statuses() {
	sed -n '/^\.Sh EXIT STATUS/,/^\.Sh EXAMPLES/p' "$1" | sed -n 's/^\.It \([0-9]\)$/\1/p'
}

# lint PAGE: all but that mandoc looks for other pages where this machine has its own.
lint() {
	local status=0

	mandoc -T lint -W style "$1" 2>/dev/null |
		grep -v 'referenced manual not found' >"$work/lint" && status=1
	ok "mandoc -T lint $1" "$status"
	sed 's/^/# /' "$work/lint"
}

# Each of ours that PAGE refers to is there.
references() {
	local name section status=0

	while read -r name section; do
		[ -e "man/$name.$section" ] || { echo "# there is no $name.$section"; status=1; }
	done < <(sed -n 's/^\.Xr \(\(lazydbg\|dbgguest\)[^ ]*\) \([0-9]\).*/\1 \3/p' "$1" | sort -u)
	ok "$1 refers to pages that are there" "$status"
}

# says_what_help_says PAGE PROGRAM [COMMAND]
says_what_help_says() {
	local page=$1

	shift
	"$@" --help >"$work/help"
	help_options "$work/help" >"$work/want"
	page_options "$page" >"$work/got"
	same "$page has the options of $* --help" "$work/want" "$work/got"
	help_statuses "$work/help" >"$work/want"
	page_statuses "$page" >"$work/got"
	same "$page has the exit statuses of $* --help" "$work/want" "$work/got"
}

make -s tool CROSS_COMPILE= out="$top/build/native" >"$work/log" 2>&1
status=$?
ok "the tool builds for this machine" "$status"
[ "$status" = 0 ] || sed 's/^/# /' "$work/log"
lazydbg=build/native/lazydbg

for page in man/*.[18]; do
	lint "$page"
	references "$page"
done

"$lazydbg" --help | sed -n 's/^  \([a-z]\+\) .*/\1/p' >"$work/want"
basename -s .8 man/lazydbg-*.8 | sed 's/^lazydbg-//' >"$work/got"
same "each command has a page" "$work/want" "$work/got"
sed -n 's/^\.It Cm \([a-z]*\)$/\1/p' man/lazydbg.8 >"$work/got"
same "lazydbg.8 has each command" "$work/want" "$work/got"
for command in $("$lazydbg" --help | sed -n 's/^  \([a-z]\+\) .*/\1/p'); do
	says_what_help_says "man/lazydbg-$command.8" "$lazydbg" "$command"
	grep -qx "\.Xr lazydbg-$command 8 \." man/lazydbg.8
	ok "lazydbg.8 refers to lazydbg-$command.8" $?
done
says_what_help_says man/dbgguest.1 scripts/lab/lab run -- build/6.1/dbgguest
finish
