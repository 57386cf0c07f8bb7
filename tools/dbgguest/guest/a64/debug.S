/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AArch64 guest: write the debug registers, make every armed slot fire, and
 * read all registers back.
 */
#include "mailbox.h"

	.text

	.macro	write_slot type, n, slot
	cmp	x1, #\n
	b.ls	1f
	ldr	x2, [x19, #MB_VALUE + 8 * (\slot)]
	msr	dbg\type\()vr\n\()_el1, x2
	ldr	x2, [x19, #MB_CONTROL + 8 * (\slot)]
	msr	dbg\type\()cr\n\()_el1, x2
	.endm

	.globl	debug_setup
debug_setup:
	msr	oslar_el1, xzr
	// and write them all

	.globl	write_registers
write_registers:
	ldr	x1, [x19, #MB_BRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	write_slot b, \n, \n
	.endr
1:	ldr	x1, [x19, #MB_WRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	write_slot w, \n, SLOT_WATCH + \n
	.endr
1:	// and enable them

	.globl	write_enable
write_enable:
	ldr	x1, [x19, #MB_PLAN + PLAN_MDSCR]
	msr	mdscr_el1, x1
	isb
	msr	daifclr, #8		// PSTATE.D
	ret

/*
 * Every armed slot must be hit once, and once only, or not at all while
 * something keeps it from it.
 */
	.globl	fire_all
fire_all:
	str	x30, [sp, #-16]!
	bl	can_hit
	mov	x28, #0
1:	bl	landmark
	ldr	x1, [x19, #MB_PLAN + PLAN_TARGETS]
	lsr	x1, x1, x28
	tbz	x1, #0, 2f
	add	x2, x19, x28, lsl #3
	ldr	x27, [x2, #MB_HITS]
	bl	fire
	add	x2, x19, x28, lsl #3
	ldr	x1, [x19, #MB_PLAN + PLAN_HITTING]
	lsr	x1, x1, x28
	eon	x3, x28, x20		// as in fire
	tbz	x3, #0, 3f
	lsr	x1, x1, #HITTING_STORE
3:	and	x1, x1, x26
	ldr	x2, [x2, #MB_HITS]
	sub	x2, x2, x27
	cmp	x2, x1
	b.eq	2f
	add	x0, x28, #NOTE_HITS
	bl	note
2:	add	x28, x28, #1
	cmp	x28, #SLOTS
	b.lo	1b
	ldr	x30, [sp], #16
	ret

/* Call slot x28's target, or load from or store to it, by turns. */
fire:
	ldr	x1, [x2, #MB_VALUE]
	cmp	x28, #SLOT_WATCH
	b.hs	1f
	br	x1			// returns to our caller
1:	eor	x2, x28, x20
	tbz	x2, #0, 2f
	ldr	x2, [x1]
	ret
2:	str	x20, [x1]
	ret

	.macro	check_slot type, n, slot
	cmp	x27, #\n
	b.ls	1f
	mrs	x2, dbg\type\()vr\n\()_el1
	mov	x0, #\slot
	bl	check
	mrs	x2, dbg\type\()cr\n\()_el1
	mov	x0, #REG_CONTROL + \slot
	bl	check
	.endm

/* All must be 0, as a reset leaves them. */
	.globl	check_reset
check_reset:
	ldr	x1, [x19, #MB_STARTS]
	add	x1, x1, #1
	str	x1, [x19, #MB_STARTS]
	mov	x26, #NOTE_RESET
	b	1f

/* All must be as they were written last. */
	.globl	check_all
check_all:
	mov	x26, #0
1:	str	x30, [sp, #-16]!
	ldr	x27, [x19, #MB_BRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	check_slot b, \n, \n
	.endr
1:	ldr	x27, [x19, #MB_WRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	check_slot w, \n, SLOT_WATCH + \n
	.endr
1:	ldr	x30, [sp], #16
	mov	x0, #REG_MDSCR
	ldr	x1, [x19, #MB_PLAN + PLAN_MDSCR]
	mrs	x2, mdscr_el1
	mov	x3, #MDSCR_MDE | MDSCR_KDE
	and	x2, x2, x3
	b	compare

/* Register x0 holds x2: is it what we wrote last, or 0 after a reset? */
check:
	add	x1, x19, x0, lsl #3
	ldr	x1, [x1, #MB_VALUE]
compare:
	cmp	x26, #0
	csel	x1, x1, xzr, eq
	add	x0, x0, x26
	ldr	x3, [x19, #MB_CHECKED]
	add	x3, x3, #1
	str	x3, [x19, #MB_CHECKED]
	cmp	x1, x2
	b.ne	wrong
	ret

/* Register x0 holds x2, and should hold x1. */
	.globl	wrong
wrong:
	ldr	x3, [x19, #MB_WRONG]
	add	x3, x3, #1
	str	x3, [x19, #MB_WRONG]
	b	note
