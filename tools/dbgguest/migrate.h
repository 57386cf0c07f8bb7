/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MIGRATE_H
#define MIGRATE_H

#include "vm.h"

/* A thread that moves all vcpus from CPU to CPU, until told to stop. */
void migrate_start(struct vm *vm);
/* In a vcpu's thread: wait for its first move. */
void migrate_await(struct vcpu *vcpu);

void migrate_stop(struct vm *vm);

#endif
