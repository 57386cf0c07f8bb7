/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AArch64 guest: the start, the batches with their timed loops, and the end.
 *
 * It runs at EL1 with the MMU off, at any address. Registers that keep their
 * meaning all the time, in exception handlers too:
 *
 *	x19	this vcpu's mailbox
 *	x20	batches done
 *
 * and in the timed loops:
 *
 *	x21	exits still to be made
 *	x22	the value to be written to a debug register
 *	x23	what is added to it each time
 *	x24	mmio: the address to store to; wfi: timer ticks ahead
 *	x25	CNTVCT_EL0 at the start
 *	x26	wfi: set by the interrupt handler
 *	x27	wfi: 1, to enable the timer
 */
#include "mailbox.h"

#define SMCCC_VERSION	0x80000000
#define SMCCC_1_0	0x10000
#define LOOP_SHIFT	7		/* room for one loop */

	.text

	.globl	start
start:
	b	enter
	.org	AT_WAKER
	b	wake
	.org	AT_LANDMARK
	.globl	landmark
landmark:
	nop
	ret

enter:
	mov	x19, x0
	ldr	x20, [x19, #MB_BATCH]	// not 0 after a reset
	add	x1, x19, #STACK_OFFSET
	mov	sp, x1
	bl	vectors_setup

	ldr	x1, [x19, #MB_EXIT]
	cmp	x1, #EXIT_WFI
	b.ne	1f
	bl	gic_setup

1:	ldr	x1, [x19, #MB_DEBUG]
	cbz	x1, next
	ldr	x1, [x19, #MB_FLAGS]
	tst	x1, #USE_RESETS
	b.eq	1f
	bl	check_reset
1:	bl	debug_setup
	b	next

batch:
	bl	attack
	bl	flood
	bl	adopt
	bl	timed_batch
	bl	fire_all
	ldr	x1, [x19, #MB_DEBUG]
	cbz	x1, 1f
	bl	check_all
1:	add	x20, x20, #1
	str	x20, [x19, #MB_BATCH]
	ldr	x1, [x19, #MB_FLAGS]
	tst	x1, #USE_CALLS
	b.eq	next
	bl	call_vmm
next:	ldr	x1, [x19, #MB_NOTES]
	cbnz	x1, finish		// not to be lost among what comes after
	ldr	x1, [x19, #MB_BATCHES]
	cmp	x20, x1
	b.lo	batch

	.globl	finish
finish:
	ldr	x1, =MMIO_DONE
	str	wzr, [x1]
	b	finish

timed_batch:
	str	x30, [sp, #-16]!
	ldr	x21, [x19, #MB_EXITS]
	ldr	x23, [x19, #MB_PLAN + PLAN_WRITE_STEP]
	ldr	x24, [x19, #MB_LOOP_ARG]
	mov	x27, #1
	ldr	x28, [x19, #MB_PLAN + PLAN_WRITE_SLOT]
	add	x28, x19, x28, lsl #3
	ldr	x22, [x28, #MB_VALUE]

	ldr	x1, [x19, #MB_PLAN + PLAN_LOOP]
	adr	x2, loops
	add	x1, x2, x1, lsl #LOOP_SHIFT
	blr	x1

	str	x22, [x28, #MB_VALUE]
	ldr	x2, [x19, #MB_TICKS]
	str	x1, [x2, x20, lsl #3]
	ldr	x30, [sp], #16

	ldr	x1, [x19, #MB_EXIT]
	cbnz	x1, 1f			// not EXIT_HVC
	mov	w2, w0
	mov	x1, #SMCCC_1_0
	mov	x0, #NOTE_ANSWER
	cmp	w2, w1
	b.lt	note
1:	ret

/*
 * The timed loops, one for each kind of exit and of debug register written.
 * The hints do nothing; they mark the window for whoever counts instructions.
 */
	.macro	write_none
	.endm

	.macro	write_break
	add	x22, x22, x23
	msr	dbgbvr0_el1, x22
	.endm

	.macro	write_watch
	add	x22, x22, x23
	msr	dbgwvr0_el1, x22
	.endm

	.macro	exit_hvc
	mov	w0, #SMCCC_VERSION
	hvc	#0
	.endm

	.macro	exit_mmio
	str	w21, [x24]
	.endm

	// Interrupts are taken only after WFI, so none is missed before it
	.macro	exit_wfi
	mov	x26, #0
	msr	cntv_tval_el0, x24
	msr	cntv_ctl_el0, x27
	isb
2:	wfi
	msr	daifclr, #2
	isb
	msr	daifset, #2
	cbz	x26, 2b
	.endm

	// Returns the ticks in x1, and in x0 what the last hypercall answered
	.macro	timed_loop exit, write
	.balign	1 << LOOP_SHIFT
	hint	#120
	isb
	mrs	x25, cntvct_el0
1:	write_\write
	exit_\exit
	subs	x21, x21, #1
	b.ne	1b
	isb
	mrs	x1, cntvct_el0
	hint	#121
	sub	x1, x1, x25
	ret
	.endm

	.balign	1 << LOOP_SHIFT
loops:
	.irp	exit, hvc, mmio, wfi
	timed_loop \exit, none
	timed_loop \exit, break
	timed_loop \exit, watch
	.endr
