# shellcheck shell=dash
# SPDX-License-Identifier: GPL-2.0
#
# What regcount.so has counted, which QEMU writes to the shared folder. Sourced, after
# tap.sh.

accesses=$LAB_SHARE/accesses

cp "$LAB_BUILD/mark" /tmp/mark

# lines_since N: what regcount has written since it had N lines, with the module told from
# the kernel by where its code is. Addresses are compared as text: to awk they are too large,
# and to dash those are whose upper 16 bits are set.
lines_since() {
	first=$(awk '$1 == "lazydbg" { print $6 }' /proc/modules)
	size=$(awk '$1 == "lazydbg" { print $2 }' /proc/modules)
	last=
	[ -z "$first" ] || last=ffff$(printf '%012x' $((0x${first#0xffff} + size - 1)))
	tail -n "+$(($1 + 1))" "$accesses" |
		awk -v first="x${first#0x}" -v last="x$last" '
			$5 !~ /^(dbg[bw]|mdccint)/ { next }
			$3 == "kernel" && "x" $4 >= first && "x" $4 <= last { $3 = "module" }
			{ print }'
}
