/* SPDX-License-Identifier: GPL-2.0 */
#ifndef GUESTDEBUG_H
#define GUESTDEBUG_H

#include "vm.h"

/* Can KVM debug guests with hardware breakpoints? Dies if not. */
void guestdebug_require(const struct vm *vm);

/* After a batch: was it right, and will the VMM debug the next one? */
void guestdebug_after_batch(struct vcpu *vcpu);

/* Serve KVM_EXIT_DEBUG; false when it isn't what was asked for. */
bool guestdebug_exit(struct vcpu *vcpu);

#endif
