// SPDX-License-Identifier: GPL-2.0
/*
 * Can an ARMv7-A CPU's file be moved (ARMv7 ARM, C11 "The Debug Registers")? Registers
 * that some versions lack or trap, as v7.1 does DBGPRSR, are left alone.
 */
#include <linux/bits.h>

#include "access.h"

/* Of the debug architecture. */
#define VERSION_V7		3	/* with all registers in coprocessor 14 */
#define VERSION_V7_1		5

/* DBGOSLSR: OSLM, in two parts, says whether there is a lock, OSLK whether it is held. */
#define OSLSR_OSLM		(BIT(0) | BIT(3))
#define OSLSR_OSLK		BIT(1)

/**
 * regs_unusable() - why this CPU's file cannot be moved
 * @count: what this CPU implements
 *
 * To v6.1 of the debug architecture DBGDSCR is elsewhere, and with v7's baseline the slots
 * are in memory only.
 *
 * Linux sets MDBGen on each CPU that lets it. On the others the debug logic is switched
 * off, or locked for a power-down, and most accesses would be UNDEFINED.
 *
 * v7 may have an OS Lock, v7.1 and later do; held, it means that somebody is saving the
 * file, and accesses to it may be UNPREDICTABLE.
 *
 * Return: a sentence's end, or NULL if it can.
 */
const char *regs_unusable(const struct regs_count *count)
{
	regs_t oslsr;

	if (count->version != VERSION_V7 && count->version < VERSION_V7_1)
		return "has no breakpoint registers in coprocessor 14";
	if (!(access_read_status() & ACCESS_MDBGEN))
		return "has debug registers that Linux could not get at (DBGDSCR.MDBGen is clear)";
	oslsr = access_read_oslsr();
	if ((oslsr & OSLSR_OSLM) && (oslsr & OSLSR_OSLK))
		return "has its debug registers locked (OS Lock)";
	return NULL;
}
