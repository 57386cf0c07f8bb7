#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0
#
# The module through DKMS, in an amd64 Debian of its own, with headers of an arm64
# kernel: by the package, and by make install-dkms. (slow/packages.t makes the tree.)
#
#	packages-dkms.sh RELEASE VERSION
#
# with the package in /packages, and this project in /project.

# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

release=$1
version=$2
modules=/lib/modules/$release
ko=$modules/updates/dkms/lazydbg.ko
# The kernel's own build system asks for these, and DKMS passes them on.
export ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu-

# All files but logs, and what dpkg and depmod rewrite at each call.
listing() {
	find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o \
		-path /var/log -o -path /var/cache -o -path /var/lib/dpkg -o \
		-path /var/lib/apt -o -name 'modules.*' \) -prune -o -print | sort
}

# same_as_before WHAT
same_as_before() {
	listing | diff /tmp/before - >/tmp/diff
	ok "$1 leaves nothing behind" $?
	sed 's/^/# /' /tmp/diff
}

# is_right: the module in place is ours, for this kernel, and depmod knows it.
is_right() {
	[ "$(modinfo -F version "$ko")" = "$version" ] &&
		[ "$(modinfo -F license "$ko")" = GPL ] &&
		[ "$(modinfo -F name "$ko")" = lazydbg ] &&
		modinfo -F vermagic "$ko" | grep -q "^$release .*aarch64" &&
		modinfo -F parm "$ko" | grep -q '^mode:' &&
		grep -q '^updates/dkms/lazydbg.ko' "$modules/modules.dep"
	ok "$1: modinfo says version $version, $release, aarch64" $?
	modinfo "$ko" | sed 's/^/# /'
}

# does NAME COMMAND...: it ends well, else what it said.
does() {
	local name=$1 status=0

	shift
	"$@" >/tmp/log 2>&1 || status=$?
	ok "$name" "$status"
	[ "$status" = 0 ] || sed 's/^/# /' /tmp/log
}

from_tree() {
	make -C /project KERNEL="$release" DKMSFLAGS="-a aarch64" "$@"
}

by_package() {
	listing >/tmp/before
	does "the package installs on amd64, too" dpkg -i /packages/lazydbg-dkms_*.deb
	dkms status lazydbg | grep -qx "lazydbg/$version: added"
	ok "where it is not built" $?
	does "DKMS builds and installs it for arm64" \
		dkms install "lazydbg/$version" -k "$release" -a aarch64
	is_right "by the package"

	! from_tree install-dkms >/tmp/log 2>&1 && grep -q 'belongs to the package lazydbg-dkms' /tmp/log
	ok "make install-dkms leaves it to the package" $?
	! from_tree uninstall >/tmp/log 2>&1 && [ -e "$ko" ]
	ok "and so does make uninstall" $?

	does "the package is removed" dpkg -P lazydbg-dkms
	same_as_before "it"
}

# Another version was there: it has to go.
by_make() {
	listing >/tmp/before
	mkdir /usr/src/lazydbg-0.0
	sed 's/^PACKAGE_VERSION=.*/PACKAGE_VERSION="0.0"/' /project/dkms.conf >/usr/src/lazydbg-0.0/dkms.conf
	does "an older version is in DKMS" dkms add lazydbg/0.0
	does "make install-dkms" from_tree install-dkms
	is_right "by make"
	[ "$(dkms status lazydbg | cut -d, -f1)" = "lazydbg/$version" ]
	ok "it is the only version in DKMS" $?
	does "make uninstall" from_tree uninstall
	same_as_before "it"
}

# What does not build leaves nothing half done.
by_make_in_vain() {
	listing >/tmp/before
	! CROSS_COMPILE=no-such- from_tree install-dkms >/tmp/log 2>&1 &&
		grep -q "^lazydbg: DKMS could not build the module for kernel $release" /tmp/log
	ok "a module that does not build: make install-dkms says so" $?
	same_as_before "it"
}

depmod "$release"
by_package
by_make
by_make_in_vain
finish
