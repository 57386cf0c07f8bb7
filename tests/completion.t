#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# What bash completes, with the tools as they are: commands, each option that --help has,
# what options take, and commands after --.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

make -s tool CROSS_COMPILE= out="$top/build/native" >"$work/log" 2>&1
status=$?
ok "the tool builds for this machine" "$status"
[ "$status" = 0 ] || sed 's/^/# /' "$work/log"
PATH=$top/build/native:$work/bin:$PATH

# dbgguest is ARM's: its --help is asked for in the lab.
mkdir "$work/bin"
scripts/lab/lab run -- build/6.1/dbgguest --help >"$work/bin/help"
ok "dbgguest --help" $?
printf '#!/bin/sh\ncat %s/bin/help\n' "$work" >"$work/bin/dbgguest"
chmod +x "$work/bin/dbgguest"

# completes WORD...: what completion makes of the last word, sorted, in one line. As bash
# has it, a = is a word.
completes() {
	bash -c '
		. /usr/share/bash-completion/bash_completion
		. completion/lazydbg
		# It works only while bash completes.
		compopt() { :; }
		cd "$1"
		shift
		COMP_LINE="$*"
		COMP_WORDS=()
		for word; do
			mapfile -t parts <<<"${word//=/$'"'\n=\n'"'}"
			COMP_WORDS+=("${parts[@]}")
		done
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		COMP_POINT=${#COMP_LINE}
		_lazydbg "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
		printf "%s\n" "${COMPREPLY[@]}"' - "$work/dir" "$@" | sort | paste -sd ' '
}

# gives WANT WORD...
gives() {
	local want=$1 got

	shift
	got=$(completes "$@")
	[ "$got" = "$want" ]
	ok "'$*': $want" $?
	[ "$got" = "$want" ] || echo "# it is: $got"
}

# all_options PROGRAM [COMMAND]: all in the left column of --help, and no others.
all_options() {
	local want

	want=$("$@" --help | grep -oE '^ +-.*' | sed -E 's/^ +//; s/  .*//' |
		grep -oE -- '--?[a-z][a-z-]*' | sort | paste -sd ' ')
	[ "$want" ]
	ok "$* --help has options" $?
	gives "$want" "$@" -
}

mkdir -p "$work/dir/results"
touch "$work/dir/result.json"
commands=$(sed -n 's/^\tX(\([a-z]*\), .*/\1/p' tools/lazydbg/commands.h | sort | paste -sd ' ')

gives "--help --version $commands" lazydbg ""
gives "compare" lazydbg comp
for command in $commands; do
	all_options lazydbg "$command"
done
all_options dbgguest

gives "eager lazy off" lazydbg mode ""
gives "eager" lazydbg mode e
gives "result.json results" lazydbg mode --output res
gives "--output" lazydbg mode --out
gives "result.json results" lazydbg mode --output=res
gives "a32 a64" dbgguest --isa ""
gives "hvc" dbgguest --breakpoints 2 --exit h
gives "all" dbgguest --breakpoints ""
gives "off,eager off,lazy off,off" lazydbg compare --modes off,
gives "off,lazy" lazydbg compare --rounds 3 --modes off,l
gives "" lazydbg compare --rounds ""
gives "dbgguest" lazydbg compare dbggu
gives "dbgguest" lazydbg compare --rounds 3 -- dbggu
gives "--isa" lazydbg compare -- dbgguest --is
gives "--isa" lazydbg compare --rounds=3 -- dbgguest --is
gives "a32 a64" lazydbg compare --no-perf dbgguest --isa a
gives "dbgguest" lazydbg trace --duration 1 -- dbggu
gives "" lazydbg trace dbggu
gives "result.json results" lazydbg report res
gives "" lazydbg nonsense ""
finish
