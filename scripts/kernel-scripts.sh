# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# The checks that come with the kernel's sources: checkpatch, and coccinelle's. Sourced.

# shellcheck source=scripts/lab/packages.sh
. "$(dirname "${BASH_SOURCE[0]}")/lab/packages.sh"

# The same for all kernels: there is one style.
kernel_scripts=$cache/kernel-scripts-6.1

# fetch_kernel_scripts: from Debian's source package, once.
fetch_kernel_scripts() {
	local conf source=$kernel_scripts.source

	[ ! -e "$kernel_scripts" ] || return 0
	say "fetching the checks that come with kernel 6.1"
	mkdir -p "$cache"
	conf=$(apt_root "$(kernel_suite 6.1)")
	apt_update "$conf"
	apt_unpack "$conf" "$source" linux-source-6.1 ||
		die 99 "the sources of kernel 6.1 cannot be had; see above"
	rm -rf "$kernel_scripts.new"
	mkdir "$kernel_scripts.new"
	tar -C "$kernel_scripts.new" --strip-components=2 --wildcards \
		-xf "$source/usr/src/linux-source-6.1.tar.xz" \
		'*/scripts/checkpatch.pl' '*/scripts/spelling.txt' \
		'*/scripts/const_structs.checkpatch' '*/scripts/coccinelle'
	rm -rf "$source"
	mv "$kernel_scripts.new" "$kernel_scripts"
}
