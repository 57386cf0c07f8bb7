# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
#
# The tools as their Debian package has them, where there is nothing but the package and
# what it depends on.

. tests/inside/tap.sh

root=build/deb/root

inside() {
	chroot "$root" "$@"
}

# The shared folder is read-only, the places to mount on are there.
mount -o rbind /dev "$root/dev"
mount -o rbind /sys "$root/sys"
mount -t proc proc "$root/proc"

version=$(sed -n 's/^MODULE_VERSION("\(.*\)");$/\1/p' module/main.c)
t "lazydbg --version" is "lazydbg $version" inside lazydbg --version
t "dbgguest, with its guests" inside dbgguest --breakpoints all --watchpoints all
t "the module" load
t "lazydbg mode" is lazy inside lazydbg mode
t "lazydbg mode off" inside lazydbg mode off
t "that is the mode then" is off cat "$debugfs/mode"
t "dbgguest again" inside dbgguest --breakpoints all
t "lazydbg stat" inside lazydbg stat
t "the module goes" unload
finish
