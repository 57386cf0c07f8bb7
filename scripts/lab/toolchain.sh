# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# A newer Debian's compiler on this machine. A kernel of a newer release wants
# modules built by that release's compiler, which needs a newer libc than can be
# installed here. So the unpacked programs are told to take their loader and
# their libraries from where they were unpacked; that needs neither a chroot nor
# the privilege to make one. Sourced, never run.

# shellcheck source=scripts/lab/packages.sh
. "$(dirname "${BASH_SOURCE[0]}")/packages.sh"

# toolchain_packages KERNEL: what compiles modules for KERNEL, where this
# machine's own programs do not.
toolchain_packages() {
	case $1 in
	7 | 7-*) echo gcc-aarch64-linux-gnu pahole ;;
	esac
}

# Neither has every executable file a loader, nor is every one a program.
relocate_program() {
	local tree=$1 file=$2 loader

	loader=$(patchelf --print-interpreter "$file" 2>/dev/null) || return 0
	patchelf --set-interpreter "$tree/lib${loader##*/lib}" --force-rpath \
		--set-rpath "$tree/usr/lib/$(gcc -print-multiarch)" "$file"
}

# toolchain_relocate TREE BIN: make the compiler and kbuild's programs, unpacked
# in TREE, run from there, and put links to them in BIN, for PATH. Does nothing
# when they do already; a tree that was moved has to be relocated again.
toolchain_relocate() {
	local tree=$1 bin=$2 file

	! "$bin/pahole" --version >/dev/null 2>&1 || return 0
	find "$tree"/usr/{bin,libexec,lib/linux-kbuild-*}/ -type f -perm -u+x -print0 |
		while read -r -d '' file; do
			relocate_program "$tree" "$file"
		done
	mkdir -p "$bin"
	ln -sfr "$tree"/usr/bin/aarch64-linux-gnu-* "$tree/usr/bin/pahole" "$bin/"
	"$bin/pahole" --version >/dev/null || die 99 "the compiler in $tree does not run"
}
