/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AArch32 guest: exceptions, and the notes on what went wrong.
 */
#include "mailbox.h"

#define FS_MASK		0x40f		/* IFSR.FS and DFSR.FS */
#define FS_DEBUG	0x002
#define INTID_SPURIOUS	1023

#define VECTOR_RESET	0x00
#define VECTOR_UNDEF	0x04
#define VECTOR_SVC	0x08
#define VECTOR_PABT	0x0c
#define VECTOR_DABT	0x10
#define VECTOR_HYP	0x14
#define VECTOR_IRQ	0x18
#define VECTOR_FIQ	0x1c

#define MODE_IRQ	0x12
#define MODE_SVC	0x13
#define MODE_ABT	0x17
#define MODE_UND	0x1b
#define STACK_SIZE	0x100
#define SAVED_LR	28		/* on the stack of an abort */
#define SAVED_CPSR	32
#define SAVED_IRQ_CPSR	12		/* on the stack of an interrupt */
#define CPSR_I		0x80
#define CPSR_SVC	0x1d3		/* MODE_SVC, A, I and F masked, no flags */

#define GICD_CTLR	0x0
#define GICD_CTLR_INIT	0x12		/* ARE and EnableGrp1 */
#define GICR_IGROUPR0	0x080
#define GICR_ISENABLER0	0x100

	.arch	armv7ve
	.text

	.balign	32
vectors:
	b	reset
	b	undefined
	b	supervisor_call
	b	prefetch_abort
	b	data_abort
	b	hyp_trap
	b	interrupt
	b	fast_interrupt

	.globl	vectors_setup
vectors_setup:
	mov	r3, lr
	adr	r1, vectors
	mcr	p15, 0, r1, c12, c0, 0	// VBAR
	add	r2, r4, #STACK_OFFSET
	cps	#MODE_IRQ
	mov	sp, r2
	sub	r2, r2, #STACK_SIZE
	cps	#MODE_ABT
	mov	sp, r2
	sub	r2, r2, #STACK_SIZE
	cps	#MODE_UND
	mov	sp, r2
	sub	r2, r2, #STACK_SIZE
	cps	#MODE_SVC
	mov	sp, r2
	isb
	bx	r3

/* The timer's interrupt and nothing else, in group 1, at any priority. */
	.globl	gic_setup
gic_setup:
	mov	r1, #1
	mcr	p15, 0, r1, c12, c12, 5	// ICC_SRE
	isb
	mov	r1, #0xff
	mcr	p15, 0, r1, c4, c6, 0	// ICC_PMR
	mov	r1, #1
	mcr	p15, 0, r1, c12, c12, 7	// ICC_IGRPEN1
	ldr	r1, =GICD_BASE
	mov	r2, #GICD_CTLR_INIT
	str	r2, [r1, #GICD_CTLR]
	ldr	r1, [r4, #MB_GICR]
	mov	r2, #1 << TIMER_PPI
	str	r2, [r1, #GICR_IGROUPR0]
	str	r2, [r1, #GICR_ISENABLER0]
	dsb
	isb
	bx	lr

/* Interrupts are taken in one place only; SPSR_irq is not used, see debug_event. */
interrupt:
	sub	lr, lr, #4
	sub	sp, sp, #4		// for the CPSR
	push	{r0, r1, lr}
	mrc	p15, 0, r0, c12, c12, 0	// ICC_IAR1
	cmp	r0, #TIMER_PPI
	bne	1f
	mov	r1, #0
	mcr	p15, 0, r1, c14, c3, 1	// CNTV_CTL
	isb
	mcr	p15, 0, r0, c12, c12, 1	// ICC_EOIR1
	mov	r9, #1
2:	ldr	r0, =CPSR_SVC & ~CPSR_I
	str	r0, [sp, #SAVED_IRQ_CPSR]
	pop	{r0, r1}
	rfeia	sp!
1:	ldr	r1, =INTID_SPURIOUS
	cmp	r0, r1
	beq	2b
	mov	r1, #VECTOR_IRQ
	b	unexpected

/* LR is the instruction that follows, which is where to go on. */
prefetch_abort:
	sub	sp, sp, #4		// for the CPSR
	push	{r0-r3, r5-r7, lr}
	mrc	p15, 0, r3, c5, c0, 1	// IFSR
	sub	r2, lr, #4
	cmp	r2, #NOWHERE
	beq	back_from_nowhere
	mov	r0, #0
	mov	r1, #VECTOR_PABT
	b	debug_event

/* LR is one instruction further. */
data_abort:
	sub	lr, lr, #4
	sub	sp, sp, #4
	push	{r0-r3, r5-r7, lr}
	mrc	p15, 0, r3, c5, c0, 0	// DFSR
	mrc	p15, 0, r2, c6, c0, 0	// DFAR
	mov	r0, #SLOT_WATCH
	mov	r1, #VECTOR_DABT

/*
 * SPSR is not used to return: QEMU 7.2 mixes up those of two AArch32 guests on
 * one CPU, if both are interrupted in Abort mode. Where we come from is known,
 * and nothing there depends on the flags.
 */
debug_event:
	ldr	r5, =FS_MASK
	and	r5, r5, r3
	cmp	r5, #FS_DEBUG
	bne	unexpected_syndrome
	adr	r5, storm_place
	cmp	r2, r5
	bne	1f
	ldr	r5, [r4, #MB_STORM]
	add	r5, r5, #1
	str	r5, [r4, #MB_STORM]
	b	2f
1:	bl	count_hit
2:
	ldr	r0, =CPSR_SVC
	str	r0, [sp, #SAVED_CPSR]
	pop	{r0-r3, r5-r7}
	rfeia	sp!

	.globl	storm_place
storm_place:
	nop
	bx	lr

	.globl	where_to_storm
where_to_storm:
	adr	r1, storm_place
	bx	lr

/* A debug event for address r2, vector r1: whose, of the 16 slots from r0? */
count_hit:
	add	r5, r0, #SLOT_WATCH
1:	add	r6, r4, r0, lsl #3
	ldr	r7, [r6, #MB_CONTROL]
	tst	r7, #1
	beq	2f			// not armed
	ldr	r7, [r6, #MB_VALUE]
	cmp	r7, r2
	beq	3f
2:	add	r0, r0, #1
	cmp	r0, r5
	blo	1b

	ldr	r5, [r4, #MB_STRAY]
	add	r5, r5, #1
	str	r5, [r4, #MB_STRAY]
	mov	r7, r1
	ldr	r1, [sp, #SAVED_LR]
	mov	r0, #NOTE_STRAY
	b	note

3:	ldr	r7, [r6, #MB_HITS]
	add	r7, r7, #1
	str	r7, [r6, #MB_HITS]
	bx	lr

	.macro	unexpected_vector name, offset
\name:
	mov	r1, #\offset
	b	unexpected
	.endm

	unexpected_vector reset, VECTOR_RESET
	.globl	unexpected_undef
	unexpected_vector unexpected_undef, VECTOR_UNDEF
	unexpected_vector supervisor_call, VECTOR_SVC
	unexpected_vector hyp_trap, VECTOR_HYP
	unexpected_vector fast_interrupt, VECTOR_FIQ

unexpected:
	mov	r2, #0
	mov	r3, #0
unexpected_syndrome:
	mov	r7, r1
	mov	r1, lr
	ldr	r0, =NOTE_EXCEPTION
	cps	#MODE_SVC		// not every mode has a stack
	bl	note
	b	finish

/* Note r0: expected r1, got r2; for an exception syndrome r3 and vector r7. */
	.globl	note
note:
	push	{r5, r6, r8, lr}
	ldr	r5, [r4, #MB_NOTES]
	add	r6, r5, #1
	str	r6, [r4, #MB_NOTES]
	cmp	r5, #NOTES_KEPT
	bhs	1f
	add	r5, r4, r5, lsl #NOTE_SHIFT
	add	r5, r5, #MB_NOTE
	ldr	r8, [r4, #MB_BATCH]
	str	r0, [r5, #NOTE_WHAT]
	str	r8, [r5, #NOTE_BATCH]
	str	r1, [r5, #NOTE_WANT]
	str	r2, [r5, #NOTE_GOT]
	str	r3, [r5, #NOTE_SYNDROME]
	str	r7, [r5, #NOTE_VECTOR]
1:	cmp	r6, #NOTES_MAX
	bhs	finish
	pop	{r5, r6, r8, pc}
