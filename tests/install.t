#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# There is one version, and make install puts everything below DESTDIR, where make
# uninstall finds it again. (slow/packages.t is for DKMS and Debian's packages.)

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
version=$(sed -n 's/^MODULE_VERSION("\(.*\)");$/\1/p' module/main.c)

# has_version WHERE VERSION
has_version() {
	[ "$2" ] && [ "$2" = "$version" ]
	ok "$1 has the module's version, $version" $?
	[ "$2" = "$version" ] || echo "# it has '$2'"
}

# put WHAT...: make WHAT below $root. Whoever asks for dkms or depmod is noted.
put() {
	PATH=$work/bin:$PATH make "$@" DESTDIR="$root" prefix=/usr >"$work/log" 2>&1
}

# there FILE...: all are, below $root.
there() {
	local file status=0

	for file; do
		compgen -G "$root/$file" >/dev/null || { echo "# there is no $file"; status=1; }
	done
	return "$status"
}

# A root as Debian's are, and a look at it.
make_root() {
	rm -rf "$root"
	mkdir -p "$root"/usr/{bin,src,share/bash-completion/completions,share/man/man{1,8}} \
		"$root/lib/modules/$1"
	find "$root" | sort >"$work/before"
}

# comes_and_goes KERNEL
comes_and_goes() {
	local kernel=$1 release status=0

	release=$(basename build/cache/"$kernel"/tree/lib/modules/*)
	# What the lab fetches for it needs depmod, so that is done first.
	make -s all KERNEL="$kernel" >"$work/log" 2>&1 || sed 's/^/# /' "$work/log"
	make_root "$release"
	put install KERNEL="$kernel" || { sed 's/^/# /' "$work/log"; status=1; }
	ok "make install for $kernel" "$status"
	there "lib/modules/$release/*/lazydbg.ko*" usr/bin/{lazydbg,dbgguest} \
		usr/share/man/man8/lazydbg{,-stat}.8 usr/share/man/man1/dbgguest.1 \
		usr/share/bash-completion/completions/lazydbg
	ok "the module, the tools, man pages and completion are there" $?
	put uninstall KERNEL="$kernel" && find "$root" | sort | diff "$work/before" - >"$work/diff"
	ok "make uninstall leaves nothing behind" $?
	[ ! -s "$work/diff" ] || sed 's/^/# /' "$work/diff"
	[ ! -e "$work/called" ]
	ok "neither dkms nor depmod was run" $?
}

mkdir "$work/bin"
for program in dkms depmod; do
	printf '#!/bin/sh\necho "%s $*" >>%s/called\n' "$program" "$work" >"$work/bin/$program"
	chmod +x "$work/bin/$program"
done

has_version dkms.conf "$(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' dkms.conf)"
has_version "the newest entry of the Debian packages' changelog" \
	"$(sed -n '1s/^lazydbg (\(.*\)) .*/\1/p' packaging/debian/changelog)"
comes_and_goes 6.1
comes_and_goes 7

# A kernel that is not there: a sentence. All other steps come after this one.
! make install-host KERNEL=6.1 >"$work/log" 2>&1 &&
	grep -q '^kernel 6.1 is not installed here: ' "$work/log"
ok "without DESTDIR, the kernel has to be one that is installed" $?
finish
