/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AArch64 guest: take a new plan for each batch, and the OS Lock with it.
 */
#include "mailbox.h"

#define OSLSR_OSLK	1		/* bit number */

	.text

/* The next plan of those in memory, if there are any, comes into force. */
	.globl	adopt
adopt:
	ldr	x1, [x19, #MB_PLANS]
	cbz	x1, 5f
	ldr	x2, [x19, #MB_ORDER]
	cmp	x2, #ORDER_KEEP
	b.eq	5f

	udiv	x2, x20, x1
	msub	x2, x2, x1, x20
	mov	x3, #PLAN_SIZE
	mul	x2, x2, x3
	mov	x3, #AT_PLANS - AT_MAILBOX
	add	x2, x2, x3
	add	x2, x2, x19
	ldr	x4, [x2, #PLAN_FLAGS]

	mov	x3, #PLAN_SIZE
	tst	x4, #PLAN_WRITE
	b.ne	1f
	mov	x3, #PLAN_ENABLE_SIZE
	tst	x4, #PLAN_ENABLE
	b.ne	1f
	mov	x3, #PLAN_FLAGS_SIZE
1:	add	x1, x19, #MB_PLAN
2:	sub	x3, x3, #8
	ldr	x5, [x2, x3]
	str	x5, [x1, x3]
	cbnz	x3, 2b

	ldr	x1, [x19, #MB_FLAGS]
	tst	x1, #USE_LOCK
	b.eq	4f
	tst	x4, #PLAN_LOCK
	cset	x1, ne
	msr	oslar_el1, x1
	isb
4:	tst	x4, #PLAN_WRITE
	b.ne	write_registers
	tst	x4, #PLAN_ENABLE
	b.ne	write_enable
5:	ret

/* Will a slot that is armed hit? x26 becomes 1 or 0. Done once in a batch. */
	.globl	can_hit
can_hit:
	ldr	x26, [x19, #MB_PLAN + PLAN_ENABLED]
	ldr	x1, [x19, #MB_VMM_DEBUG]
	bic	x26, x26, x1
	ldr	x1, [x19, #MB_FLAGS]
	tst	x1, #USE_LOCK
	b.eq	1f

	mrs	x2, oslsr_el1
	ubfx	x2, x2, #OSLSR_OSLK, #1
	ldr	x1, [x19, #MB_PLAN + PLAN_FLAGS]
	tst	x1, #PLAN_LOCK
	b.eq	2f
	bic	x26, x26, x2
	add	x1, x19, #MB_LOCKS
	add	x3, x19, #MB_LOCKS_IGNORED
	cmp	x2, #1
	csel	x1, x1, x3, eq
	ldr	x3, [x1]
	add	x3, x3, #1
	str	x3, [x1]
1:	ret

2:	mov	x1, #0
	mov	x0, #NOTE_LOCK
	cbnz	x2, note
	ret
