#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# The Debian packages: they are built, lintian finds no error, they hold what they
# should; the module's goes into a Debian tree and out again (packages-dkms.sh), and
# what is in the tools' runs.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$(sed -n 's/^MODULE_VERSION("\(.*\)");$/\1/p' module/main.c)
dkms_deb=build/deb/lazydbg-dkms_${version}_all.deb
root=$top/build/deb/root
tools_deb=build/deb/lazydbg_${version}_arm64.deb

# holds PACKAGE FILE...: exactly these files, and its documentation.
holds() {
	local package=$1

	shift
	printf './%s\n' "$@" | sort >"$work/want"
	dpkg-deb --fsys-tarfile "$package" | tar -t | grep -v '/$' |
		grep -v '^\./usr/share/doc/' | sort | diff "$work/want" - >"$work/diff"
	ok "$(basename "$package") holds what it should" $?
	sed 's/^/# /' "$work/diff"
}

# A Debian of this machine's architecture, with DKMS, a compiler for arm64, and the
# headers of the lab's KERNEL; packages-dkms.sh runs in it.
module_comes_and_goes() {
	local kernel=$1 tree=build/cache/$1/tree release status=0

	release=$(basename "$tree"/lib/modules/*)
	tar -cf "$work/headers.tar" -C "$tree" usr/src "usr/lib/linux-kbuild-$kernel" \
		"lib/modules/$release/modules.builtin" "lib/modules/$release/modules.order"
	tar -cf "$work/project.tar" Kbuild Makefile completion dkms.conf man module \
		packaging scripts tests/lib.sh tests/slow
	echo "# Subtest: dkms, $kernel"
	bash -c '. scripts/lab/packages.sh; apt_sources bookworm' |
		mmdebstrap --quiet --variant=apt --format=null \
			--include=dkms,make,gcc-aarch64-linux-gnu \
			--customize-hook="mkdir -p \"\$1/project\" \"\$1/packages\"" \
			--customize-hook="tar-in $work/project.tar /project" \
			--customize-hook="tar-in $work/headers.tar /" \
			--customize-hook="copy-in $dkms_deb /packages" \
			--customize-hook="ln -s /usr/src/linux-headers-$release \"\$1/lib/modules/$release/build\"" \
			--customize-hook="chroot \"\$1\" /project/tests/slow/packages-dkms.sh $release $version >&2" \
			bookworm - - >"$work/dkms.log" 2>&1 || status=$?
	sed 's/^/    /' "$work/dkms.log"
	ok "the module comes and goes through DKMS, $kernel" "$status"
}

# What the tools' package depends on, and the package, in a root of their own: all that
# is there to run them with.
make_root() {
	bash -c '
		. scripts/lab/packages.sh
		conf=$(apt_root bookworm arm64)
		apt_update "$conf"
		depends=$(apt_closure "$conf" "./$1" | grep -vx lazydbg)
		apt_unpack "$conf" "$2" $depends' - "$tools_deb" "$root" &&
		dpkg-deb --fsys-tarfile "$tools_deb" |
		tar -xp --keep-directory-symlink -C "$root" &&
		mkdir -p "$root"/{dev,proc,sys,tmp,run}
}

tools_run() {
	rm -rf "$root"
	make_root >"$work/log" 2>&1
	status=$?
	ok "what the tools depend on can be had" "$status"
	[ "$status" = 0 ] || sed 's/^/# /' "$work/log"
	make -s module tools KERNEL=6.1 >>"$work/log" 2>&1
	in_lab "the tools run with nothing but that" packages-tools.sh
}

make deb >"$work/log" 2>&1
status=$?
ok "make deb" "$status"
[ "$status" = 0 ] || sed 's/^/# /' "$work/log"

lintian --fail-on error --allow-root build/deb/*.changes >"$work/log" 2>&1
ok "lintian finds no error" $?
sed 's/^/# /' "$work/log"

mapfile -t sources < <(ls dkms.conf Kbuild module/*.[ch])
holds "$dkms_deb" "${sources[@]/#/usr/src/lazydbg-$version/}"
module_comes_and_goes 6.1

mapfile -t pages < <(sed -n 's|^\tX(\([a-z]*\), .*|usr/share/man/man8/lazydbg-\1.8.gz|p' \
	tools/lazydbg/commands.h)
holds "$tools_deb" usr/bin/{lazydbg,dbgguest} \
	usr/share/bash-completion/completions/{lazydbg,dbgguest} \
	usr/share/man/man1/dbgguest.1.gz usr/share/man/man8/lazydbg.8.gz "${pages[@]}"
tools_run
finish
