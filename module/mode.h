/* SPDX-License-Identifier: GPL-2.0 */
/* The three ways of moving the registers. */
#ifndef LAZYDBG_MODE_H
#define LAZYDBG_MODE_H

/**
 * enum mode - who moves the registers, and when
 * @MODE_OFF: KVM, as it always does; we only count
 * @MODE_EAGER: we do, the whole file, on every entry and exit of every guest
 * @MODE_LAZY: we do, once at the first entry after a vcpu load that needs it,
 *             and back at vcpu put
 */
enum mode {
	MODE_OFF,
	MODE_EAGER,
	MODE_LAZY,
};

const char *mode_name(enum mode mode);
int mode_parse(const char *name);

#endif
