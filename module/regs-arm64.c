// SPDX-License-Identifier: GPL-2.0
/*
 * What an Armv8-A CPU in AArch64 state implements (Arm ARM, D2 "AArch64 Self-hosted
 * Debug").
 */
#include <linux/bits.h>

#include "access.h"

/* ID_AA64DFR0_EL1: those for numbers hold one less. */
#define DFR0_VERSION_SHIFT	0
#define DFR0_BRPS_SHIFT		12
#define DFR0_WRPS_SHIFT		20
#define DFR0_CONTEXTS_SHIFT	28
#define DFR0_FIELD_MASK		GENMASK(3, 0)

/**
 * regs_identify() - learn what this CPU implements
 * @count: filled in from ID_AA64DFR0_EL1 of this very CPU, as KVM does: the
 *         CPUs of one machine can differ
 */
void regs_identify(struct regs_count *count)
{
	regs_t dfr0 = access_read_id();

	count->brps = ((dfr0 >> DFR0_BRPS_SHIFT) & DFR0_FIELD_MASK) + 1;
	count->wrps = ((dfr0 >> DFR0_WRPS_SHIFT) & DFR0_FIELD_MASK) + 1;
	count->contexts = ((dfr0 >> DFR0_CONTEXTS_SHIFT) & DFR0_FIELD_MASK) + 1;
	count->version = (dfr0 >> DFR0_VERSION_SHIFT) & DFR0_FIELD_MASK;
}

/**
 * regs_host_debugs() - are debug exceptions enabled while the host runs?
 *
 * Return: whether MDSCR_EL1.MDE or KDE is set. Meaningful in the host only: the
 * world switch gives MDSCR_EL1 to the guest.
 */
bool regs_host_debugs(void)
{
	return access_read_control() & ACCESS_EXCEPTIONS;
}
