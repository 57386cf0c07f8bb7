/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AArch32 guest: what KVM answers with an exception that it injects. An older
 * KVM puts and loads the vcpu for that.
 */
#include "mailbox.h"

#define CPSR_SVC	0x1d3		/* as in vectors.S */
#define SAVED_CPSR	20		/* of an UNDEF, after LR */
#define ABORT_LR	28		/* as in vectors.S */
#define ABORT_CPSR	32

	.arch	armv7ve
	.text

/*
 * PMCR traps. This guest has no PMU: a newer KVM leaves the register undefined,
 * an older one reads it as zero. A fetch from where no memory is aborts in all.
 */
	.globl	provoke_undef
provoke_undef:
	ldr	r1, [r4, #MB_FLAGS]
	tst	r1, #USE_UNDEFS
	bxeq	lr
	mov	r3, lr
	mrc	p15, 0, r1, c9, c12, 0	// PMCR
undefined_end:
	mov	r1, #NOWHERE
	bx	r1
landed:
	bx	r3

/* Of the exceptions, one more was asked for. Changes r2. */
	.macro	count_undef
	ldr	r2, [r4, #MB_UNDEFS]
	add	r2, r2, #1
	str	r2, [r4, #MB_UNDEFS]
	.endm

/* From the vector: on with the next instruction, if it was that one. */
	.globl	undefined
undefined:
	sub	sp, sp, #8
	push	{r0-r2, lr}
	adr	r0, undefined_end
	cmp	lr, r0
	bne	1f
	count_undef
	ldr	r0, =CPSR_SVC		// not from SPSR, see vectors.S
	str	lr, [sp, #SAVED_CPSR - 4]
	str	r0, [sp, #SAVED_CPSR]
	pop	{r0-r2, lr}
	rfeia	sp!

1:	pop	{r0-r2, lr}
	b	unexpected_undef

/* A prefetch abort at NOWHERE, with the registers saved. */
	.globl	back_from_nowhere
back_from_nowhere:
	count_undef
	adr	r0, landed
	ldr	r1, =CPSR_SVC
	str	r0, [sp, #ABORT_LR]
	str	r1, [sp, #ABORT_CPSR]
	pop	{r0-r3, r5-r7}
	rfeia	sp!
