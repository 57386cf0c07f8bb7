/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AArch32 guest: write the debug registers, make every armed slot fire, and
 * read all registers back.
 */
#include "mailbox.h"
#include "registers.h"

	.arch	armv7ve
	.text

	.macro	write_slot value, control, n, slot
	cmp	r1, #\n
	bls	1f
	ldr	r2, [r4, #MB_VALUE + 8 * (\slot)]
	mcr	p14, 0, r2, c0, c\n, \value
	ldr	r2, [r4, #MB_CONTROL + 8 * (\slot)]
	mcr	p14, 0, r2, c0, c\n, \control
	.endm

	.globl	debug_setup
debug_setup:
	mov	r1, #0
	mcr	p14, 0, r1, c1, c0, 4	// DBGOSLAR
	// and write them all

	.globl	write_registers
write_registers:
	ldr	r1, [r4, #MB_BRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	write_slot DBGBVR, DBGBCR, \n, \n
	.endr
1:	ldr	r1, [r4, #MB_WRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	write_slot DBGWVR, DBGWCR, \n, SLOT_WATCH + \n
	.endr
1:	// and enable them

	.globl	write_enable
write_enable:
	ldr	r1, [r4, #MB_PLAN + PLAN_MDSCR]
	mcr	p14, 0, r1, c0, c2, 2	// DBGDSCRext
	isb
	bx	lr

/*
 * Every armed slot must be hit once, and once only, or not at all while
 * something keeps it from it.
 */
	.globl	fire_all
fire_all:
	push	{r4, lr}
	bl	can_hit
	mov	r5, #0
1:	bl	landmark
	ldr	r1, [r4, #MB_PLAN + PLAN_TARGETS]
	lsr	r1, r1, r5
	tst	r1, #1
	beq	2f
	add	r2, r4, r5, lsl #3
	ldr	r6, [r2, #MB_HITS]
	bl	fire
	ldr	r1, [r4, #MB_BATCH]
	eor	r1, r1, r5		// as in fire
	tst	r1, #1
	ldrne	r1, [r4, #MB_PLAN + PLAN_HITTING]
	ldreq	r1, [r4, #MB_PLAN + PLAN_HITTING + HITTING_STORE / 8]
	lsr	r1, r1, r5
	and	r1, r1, r8
	add	r2, r4, r5, lsl #3
	ldr	r2, [r2, #MB_HITS]
	sub	r2, r2, r6
	cmp	r2, r1
	add	r0, r5, #NOTE_HITS
	blne	note
2:	add	r5, r5, #1
	cmp	r5, #SLOTS
	blo	1b
	pop	{r4, pc}

/*
 * Call slot r5's target, or load from or store to it, by turns. No flags may be
 * needed after a hit.
 */
fire:
	ldr	r1, [r2, #MB_VALUE]
	cmp	r5, #SLOT_WATCH
	bxlo	r1			// returns to our caller
	ldr	r2, [r4, #MB_BATCH]
	eor	r2, r2, r5
	tst	r2, #1
	bne	1f
	str	r2, [r1]
	bx	lr
1:	ldr	r2, [r1]
	bx	lr

/* The first access of a batch, if the loop had none. Linux reads MDBGen here. */
	.globl	check_dscr
check_dscr:
	ldr	r1, [r4, #MB_FLAGS]
	tst	r1, #USE_DSCR
	bxeq	lr
	mrc	p14, 0, r2, c0, c1, 0	// DBGDSCRint
	and	r2, r2, #MDSCR_MDE
	ldr	r1, [r4, #MB_PLAN + PLAN_MDSCR]
	and	r1, r1, #MDSCR_MDE
	cmp	r1, r2
	bxeq	lr
	ldr	r0, =NOTE_DSCR
	b	note

	.macro	check_slot value, control, n, slot
	cmp	r5, #\n
	bls	1f
	mrc	p14, 0, r2, c0, c\n, \value
	mov	r0, #\slot
	bl	check
	mrc	p14, 0, r2, c0, c\n, \control
	mov	r0, #REG_CONTROL + \slot
	bl	check
	.endm

/* All must be 0, as a reset leaves them. */
	.globl	check_reset
check_reset:
	ldr	r1, [r4, #MB_STARTS]
	add	r1, r1, #1
	str	r1, [r4, #MB_STARTS]
	mov	r6, #NOTE_RESET
	b	1f

/* All must be as they were written last. */
	.globl	check_all
check_all:
	mov	r6, #0
1:	push	{r4, lr}
	ldr	r5, [r4, #MB_BRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	check_slot DBGBVR, DBGBCR, \n, \n
	.endr
1:	ldr	r5, [r4, #MB_WRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	check_slot DBGWVR, DBGWCR, \n, SLOT_WATCH + \n
	.endr
1:	pop	{r4, lr}
	mov	r0, #REG_MDSCR
	ldr	r1, [r4, #MB_PLAN + PLAN_MDSCR]
	mrc	p14, 0, r2, c0, c2, 2	// DBGDSCRext
	and	r2, r2, #MDSCR_MDE
	b	compare

/* Register r0 holds r2: is it what we wrote last, or 0 after a reset? */
check:
	add	r1, r4, r0, lsl #3
	ldr	r1, [r1, #MB_VALUE]
compare:
	cmp	r6, #0
	movne	r1, #0
	add	r0, r0, r6
	ldr	r3, [r4, #MB_CHECKED]
	add	r3, r3, #1
	str	r3, [r4, #MB_CHECKED]
	cmp	r1, r2
	bxeq	lr

/* Register r0 holds r2, and should hold r1. */
	.globl	wrong
wrong:
	ldr	r3, [r4, #MB_WRONG]
	add	r3, r3, #1
	str	r3, [r4, #MB_WRONG]
	b	note
