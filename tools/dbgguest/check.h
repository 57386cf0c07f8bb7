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
	u64 moves;
	u64 locks;
	u64 locks_ignored;
	u64 debug_exits_expected;
	u64 debug_exits_seen;
	u64 steps;
	u64 storm;
	u64 floods;
	u64 planned;
	u64 debug_calls;
	u64 meddled;
	u64 regs_got;
	u64 regs_set;
	u64 resets;
	u64 inits;
	u64 undefs;
};

/*
 * Does KVM_GET_ONE_REG read what the guest wrote last? The guest must not be
 * running, and its memory be settled.
 */
void check_saved(struct vcpu *vcpu);

/* Judge what a vcpu did: add it to the findings, and complain. */
void check_vcpu(struct vcpu *vcpu, struct findings *findings);

#endif
