/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CALLS_H
#define CALLS_H

#include "vm.h"

/* The guest has done a batch and asks for orders; false when it lies. */
bool calls_serve(struct vcpu *vcpu);

#endif
