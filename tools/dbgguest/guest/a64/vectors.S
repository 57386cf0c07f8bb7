/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AArch64 guest: exceptions, and the notes on what went wrong.
 */
#include "mailbox.h"

#define EC_UNKNOWN	0x00		/* an undefined instruction */
#define EC_BREAKPOINT	0x31		/* from the same EL */
#define EC_STEP		0x33
#define EC_WATCHPOINT	0x35
#define INTID_SPURIOUS	1023

#define VECTOR_SYNC	0x200		/* from EL1 with SP_EL1 */
#define VECTOR_IRQ	0x280

#define ICC_PMR_EL1	s3_0_c4_c6_0
#define ICC_IAR1_EL1	s3_0_c12_c12_0
#define ICC_EOIR1_EL1	s3_0_c12_c12_1
#define ICC_SRE_EL1	s3_0_c12_c12_5
#define ICC_IGRPEN1_EL1	s3_0_c12_c12_7

#define GICD_CTLR	0x0
#define GICD_CTLR_INIT	0x12		/* ARE and EnableGrp1 */
#define GICR_IGROUPR0	0x080
#define GICR_ISENABLER0	0x100

	.text

	.macro	unexpected_vector offset
	.balign	0x80
	mov	x4, #\offset
	b	unexpected
	.endm

	.balign	0x800
vectors:
	unexpected_vector 0x000
	unexpected_vector 0x080
	unexpected_vector 0x100
	unexpected_vector 0x180
	.balign	0x80
	b	synchronous
	.balign	0x80
	b	interrupt
	unexpected_vector 0x300
	unexpected_vector 0x380
	unexpected_vector 0x400
	unexpected_vector 0x480
	unexpected_vector 0x500
	unexpected_vector 0x580
	unexpected_vector 0x600
	unexpected_vector 0x680
	unexpected_vector 0x700
	unexpected_vector 0x780

	.globl	vectors_setup
vectors_setup:
	adr	x1, vectors
	msr	vbar_el1, x1
	isb
	ret

/* The timer's interrupt and nothing else, in group 1, at any priority. */
	.globl	gic_setup
gic_setup:
	mov	x1, #1
	msr	ICC_SRE_EL1, x1
	isb
	mov	x1, #0xff
	msr	ICC_PMR_EL1, x1
	mov	x1, #1
	msr	ICC_IGRPEN1_EL1, x1
	ldr	x1, =GICD_BASE
	mov	w2, #GICD_CTLR_INIT
	str	w2, [x1, #GICD_CTLR]
	ldr	x1, [x19, #MB_GICR]
	mov	w2, #1 << TIMER_PPI
	str	w2, [x1, #GICR_IGROUPR0]
	str	w2, [x1, #GICR_ISENABLER0]
	dsb	sy
	isb
	ret

interrupt:
	stp	x0, x4, [sp, #-16]!
	mrs	x0, ICC_IAR1_EL1
	cmp	x0, #TIMER_PPI
	b.ne	1f
	msr	cntv_ctl_el0, xzr
	isb
	msr	ICC_EOIR1_EL1, x0
	mov	x26, #1
2:	ldp	x0, x4, [sp], #16
	eret
1:	cmp	x0, #INTID_SPURIOUS
	b.eq	2b
	mov	x4, #VECTOR_IRQ
	b	unexpected

synchronous:
	stp	x0, x1, [sp, #-80]!
	stp	x2, x3, [sp, #16]
	stp	x4, x5, [sp, #32]
	stp	x6, x7, [sp, #48]
	str	x30, [sp, #64]
	mrs	x3, esr_el1
	lsr	x5, x3, #26		// ESR_EL1.EC
	mov	x0, #0
	mrs	x1, elr_el1
	cmp	x5, #EC_BREAKPOINT
	b.eq	1f
	mov	x0, #SLOT_WATCH
	mrs	x1, far_el1
	cmp	x5, #EC_WATCHPOINT
	b.eq	2f
	ldr	x1, [x19, #MB_ATTACK]
	cbz	x1, 5f
	cmp	x5, #EC_UNKNOWN		// not every register is there
	b.eq	3f
	cmp	x5, #EC_STEP
	b.ne	5f
	bl	stepped
	b	4f
5:	mov	x4, #VECTOR_SYNC
	b	unexpected

1:	adr	x4, storm_place
	cmp	x1, x4
	b.ne	2f
	ldr	x4, [x19, #MB_STORM]
	add	x4, x4, #1
	str	x4, [x19, #MB_STORM]
	b	3f
2:	bl	count_hit
3:	mrs	x1, elr_el1		// or it would be hit again
	add	x1, x1, #4
	msr	elr_el1, x1
4:	ldr	x30, [sp, #64]
	ldp	x6, x7, [sp, #48]
	ldp	x4, x5, [sp, #32]
	ldp	x2, x3, [sp, #16]
	ldp	x0, x1, [sp], #80
	eret

/* A debug exception for address x1: whose, of the 16 slots from x0? */
count_hit:
	add	x4, x0, #SLOT_WATCH
1:	add	x5, x19, x0, lsl #3
	ldr	x6, [x5, #MB_CONTROL]
	tbz	x6, #0, 2f		// not armed
	ldr	x6, [x5, #MB_VALUE]
	cmp	x6, x1
	b.eq	3f
2:	add	x0, x0, #1
	cmp	x0, x4
	b.lo	1b

	ldr	x5, [x19, #MB_STRAY]
	add	x5, x5, #1
	str	x5, [x19, #MB_STRAY]
	mov	x0, #NOTE_STRAY
	mov	x4, #VECTOR_SYNC
	b	note_exception

3:	ldr	x6, [x5, #MB_HITS]
	add	x6, x6, #1
	str	x6, [x5, #MB_HITS]
	ret

unexpected:
	mov	x0, #NOTE_EXCEPTION
	bl	note_exception
	b	finish

note_exception:
	mrs	x1, elr_el1
	mrs	x2, far_el1
	mrs	x3, esr_el1
	// and note it

/* Note x0: expected x1, got x2; for an exception syndrome x3 and vector x4. */
	.globl	note
note:
	ldr	x5, [x19, #MB_NOTES]
	add	x6, x5, #1
	str	x6, [x19, #MB_NOTES]
	cmp	x5, #NOTES_KEPT
	b.hs	1f
	add	x7, x19, x5, lsl #NOTE_SHIFT
	add	x7, x7, #MB_NOTE
	str	x0, [x7, #NOTE_WHAT]
	str	x20, [x7, #NOTE_BATCH]
	str	x1, [x7, #NOTE_WANT]
	str	x2, [x7, #NOTE_GOT]
	str	x3, [x7, #NOTE_SYNDROME]
	str	x4, [x7, #NOTE_VECTOR]
1:	cmp	x6, #NOTES_MAX
	b.hs	finish
	ret
