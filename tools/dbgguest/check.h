/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHECK_H
#define CHECK_H

#include "vm.h"

struct findings {
	u64 hits_expected;
	u64 hits_seen;
	u64 stray;
	u64 registers_checked;
	u64 registers_wrong;
	u64 watch_expected;
	u64 watch_seen;
};

/* Judge what a vcpu did: add it to the findings, and complain. */
void check_vcpu(const struct vcpu *vcpu, struct findings *findings);

#endif
