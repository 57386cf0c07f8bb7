/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AArch32 guest: the start, the batches with their timed loops, and the end.
 *
 * It runs in Supervisor mode with the MMU off, at any address. r4 is this
 * vcpu's mailbox all the time, in exception handlers too. In the timed loops:
 *
 *	r5	exits still to be made
 *	r6	the value to be written to a debug register
 *	r7	what is added to it each time
 *	r8	mmio: the address to store to; wfi: timer ticks ahead
 *	r9	wfi: set by the interrupt handler
 *	r10,r11	CNTVCT at the start
 *	r12	wfi: 1, to enable the timer
 */
#include "mailbox.h"

#define SMCCC_VERSION	0x80000000
#define SMCCC_1_0	0x10000
#define LOOP_SHIFT	7		/* room for one loop */

	.arch	armv7ve
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
	bx	lr

enter:
	mov	r4, r0
	bl	vectors_setup

	ldr	r1, [r4, #MB_EXIT]
	cmp	r1, #EXIT_WFI
	bleq	gic_setup

	ldr	r1, [r4, #MB_DEBUG]
	cmp	r1, #0
	beq	next
	ldr	r1, [r4, #MB_FLAGS]
	tst	r1, #USE_RESETS
	blne	check_reset
	bl	debug_setup
	b	next

batch:
	bl	attack
	bl	flood
	bl	adopt
	bl	timed_batch
	bl	check_dscr
	bl	provoke_undef
	bl	fire_all
	ldr	r1, [r4, #MB_DEBUG]
	cmp	r1, #0
	blne	check_all
	ldr	r0, [r4, #MB_BATCH]
	add	r0, r0, #1
	str	r0, [r4, #MB_BATCH]
	ldr	r1, [r4, #MB_FLAGS]
	tst	r1, #USE_CALLS
	blne	call_vmm
next:	ldr	r1, [r4, #MB_NOTES]
	cmp	r1, #0
	bne	finish			// not to be lost among what comes after
	ldr	r0, [r4, #MB_BATCH]	// not 0 after a reset
	ldr	r1, [r4, #MB_BATCHES]
	cmp	r0, r1
	blo	batch

	.globl	finish
finish:
	ldr	r1, =MMIO_DONE
	str	r1, [r1]
	b	finish

timed_batch:
	push	{r4, lr}
	ldr	r5, [r4, #MB_EXITS]
	ldr	r7, [r4, #MB_PLAN + PLAN_WRITE_STEP]
	ldr	r8, [r4, #MB_LOOP_ARG]
	mov	r12, #1
	ldr	r1, [r4, #MB_PLAN + PLAN_WRITE_SLOT]
	add	r1, r4, r1, lsl #3
	ldr	r6, [r1, #MB_VALUE]

	ldr	r1, [r4, #MB_PLAN + PLAN_LOOP]
	adr	r2, loops
	add	r1, r2, r1, lsl #LOOP_SHIFT
	blx	r1

	ldr	r1, [r4, #MB_PLAN + PLAN_WRITE_SLOT]
	add	r1, r4, r1, lsl #3
	str	r6, [r1, #MB_VALUE]
	ldr	r5, [r4, #MB_BATCH]
	ldr	r1, [r4, #MB_TICKS]
	add	r1, r1, r5, lsl #3
	str	r2, [r1]
	str	r3, [r1, #4]

	pop	{r4, lr}
	ldr	r1, [r4, #MB_EXIT]
	cmp	r1, #EXIT_HVC
	bxne	lr
	mov	r2, r0
	mov	r1, #SMCCC_1_0
	ldr	r0, =NOTE_ANSWER
	cmp	r2, r1
	blt	note
	bx	lr

/*
 * The timed loops, one for each kind of exit and of debug register written.
 * The hints do nothing; they mark the window for whoever counts instructions.
 */
	.macro	write_none
	.endm

	.macro	write_break
	add	r6, r6, r7
	mcr	p14, 0, r6, c0, c0, 4	// DBGBVR0
	.endm

	.macro	write_watch
	add	r6, r6, r7
	mcr	p14, 0, r6, c0, c0, 6	// DBGWVR0
	.endm

	.macro	exit_hvc
	mov	r0, #SMCCC_VERSION
	hvc	#0
	.endm

	.macro	exit_mmio
	str	r5, [r8]
	.endm

	// Interrupts are taken only after WFI, so none is missed before it
	.macro	exit_wfi
	mov	r9, #0
	mcr	p15, 0, r8, c14, c3, 0	// CNTV_TVAL
	mcr	p15, 0, r12, c14, c3, 1	// CNTV_CTL
	isb
2:	wfi
	cpsie	i
	isb
	cpsid	i
	cmp	r9, #0
	beq	2b
	.endm

	// Returns the ticks in r2 and r3, the last hypercall's answer in r0
	.macro	timed_loop exit, write
	.balign	1 << LOOP_SHIFT
	.inst	0xe320f078		// hint #120
	isb
	mrrc	p15, 1, r10, r11, c14	// CNTVCT
1:	write_\write
	exit_\exit
	subs	r5, r5, #1
	bne	1b
	isb
	mrrc	p15, 1, r2, r3, c14
	.inst	0xe320f079		// hint #121
	subs	r2, r2, r10
	sbc	r3, r3, r11
	bx	lr
	.endm

	.balign	1 << LOOP_SHIFT
loops:
	.irp	exit, hvc, mmio, wfi
	timed_loop \exit, none
	timed_loop \exit, break
	timed_loop \exit, watch
	.endr
