/* SPDX-License-Identifier: GPL-2.0 */
#ifndef STOP_H
#define STOP_H

#include "vm.h"

/*
 * From now on SIGTERM makes every guest end after the batch that it is in, and a vcpu's
 * thread that gets SIGUSR1 leaves its guest, to go on at once.
 */
void stop_on_sigterm(struct vm *vm);

/* The same as SIGTERM. From any thread. */
void stop_guests(void);

/* The guests have ended: if they were stopped, that many batches were enough. */
void stop_settle(struct vm *vm);

#endif
