/* SPDX-License-Identifier: GPL-2.0 */
#ifndef RELAY_H
#define RELAY_H

#include "vm.h"

/* A second thread for the vcpu, where this one runs; dies if there can be none. */
void relay_start(struct vcpu *vcpu);

/* KVM_RUN, every other one by the second thread. As ioctl() returns. */
int relay_run(struct vcpu *vcpu);

void relay_stop(struct vcpu *vcpu);

#endif
