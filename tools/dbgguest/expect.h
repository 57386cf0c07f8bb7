/* SPDX-License-Identifier: GPL-2.0 */
#ifndef EXPECT_H
#define EXPECT_H

#include "mailbox.h"

struct vcpu;

/* What a guest must have done by now. */
struct forecast {
	struct plan plan;	/* in force in the last batch, registers as planned */
	u64 batches;
	u64 locks;		/* batches with the OS Lock held */
	u64 hits[SLOTS];
};

/* A vcpu has been planned: nothing is expected yet. */
void expect_nothing(struct vcpu *vcpu);

/*
 * Add the batches that a guest has done since. Wants to be called before its
 * orders change.
 */
void expect_batches(struct vcpu *vcpu);

#endif
