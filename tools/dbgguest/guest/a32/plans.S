/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AArch32 guest: take a new plan for each batch, and the OS Lock with it.
 */
#include "mailbox.h"

#define OSLAR_KEY	0xc5acce55
#define OSLSR_OSLK	1		/* bit number */

	.arch	armv7ve
	.text

/* The next plan of those in memory, if there are any, comes into force. */
	.globl	adopt
adopt:
	ldr	r1, [r4, #MB_PLANS]
	cmp	r1, #0
	bxeq	lr
	ldr	r2, [r4, #MB_ORDER]
	cmp	r2, #ORDER_KEEP
	bxeq	lr

	ldr	r0, [r4, #MB_BATCH]
	udiv	r2, r0, r1
	mls	r2, r2, r1, r0
	mov	r3, #PLAN_SIZE
	mul	r2, r2, r3
	add	r2, r2, r4
	add	r2, r2, #AT_PLANS - AT_MAILBOX
	ldr	r0, [r2, #PLAN_FLAGS]

	tst	r0, #PLAN_WRITE
	bne	1f
	mov	r3, #PLAN_ENABLE_SIZE
	tst	r0, #PLAN_ENABLE
	moveq	r3, #PLAN_FLAGS_SIZE
1:	add	r1, r4, #MB_PLAN
2:	subs	r3, r3, #4
	ldr	r5, [r2, r3]
	str	r5, [r1, r3]
	bne	2b

	ldr	r1, [r4, #MB_FLAGS]
	tst	r1, #USE_LOCK
	beq	3f
	mov	r1, #0
	tst	r0, #PLAN_LOCK
	ldrne	r1, =OSLAR_KEY
	mcr	p14, 0, r1, c1, c0, 4	// DBGOSLAR
	isb
3:	tst	r0, #PLAN_WRITE
	bne	write_registers
	tst	r0, #PLAN_ENABLE
	bne	write_enable
	bx	lr

/* Will a slot that is armed hit? r8 becomes 1 or 0. Done once in a batch. */
	.globl	can_hit
can_hit:
	ldr	r8, [r4, #MB_PLAN + PLAN_ENABLED]
	ldr	r1, [r4, #MB_VMM_DEBUG]
	bic	r8, r8, r1
	ldr	r1, [r4, #MB_FLAGS]
	tst	r1, #USE_LOCK
	bxeq	lr

	mrc	p14, 0, r2, c1, c1, 4	// DBGOSLSR
	ubfx	r2, r2, #OSLSR_OSLK, #1
	ldr	r1, [r4, #MB_PLAN + PLAN_FLAGS]
	tst	r1, #PLAN_LOCK
	beq	1f
	bic	r8, r8, r2
	cmp	r2, #1
	addeq	r1, r4, #MB_LOCKS
	addne	r1, r4, #MB_LOCKS_IGNORED
	ldr	r3, [r1]
	add	r3, r3, #1
	str	r3, [r1]
	bx	lr

1:	cmp	r2, #0
	bxeq	lr
	mov	r1, #0
	ldr	r0, =NOTE_LOCK
	b	note
