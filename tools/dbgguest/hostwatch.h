/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A watchpoint of the host's own, on a variable of the VMM's, for the thread
 * of one vcpu: the host must count its hits right, whatever its guest does
 * with the same hardware.
 */
#ifndef HOSTWATCH_H
#define HOSTWATCH_H

#include "types.h"

struct hostwatch {
	volatile u64 watched;
	int fd;
	bool enabled;
	u64 exits;
	u64 expected;
	u64 seen;
};

/* All three are for the vcpu's own thread. */
void hostwatch_open(struct hostwatch *watch);
void hostwatch_exit(struct hostwatch *watch);	/* once for every exit */
void hostwatch_close(struct hostwatch *watch);

#endif
