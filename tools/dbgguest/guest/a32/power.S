/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AArch32 guest: the call for orders after a batch, the resets that may follow,
 * and the waker, a vcpu that does nothing but turn others on again.
 */
#include "mailbox.h"
#include "registers.h"

#define PSCI_CPU_OFF	0x84000002
#define PSCI_CPU_ON	0x84000003
#define ALREADY_ON	4		/* negated */
#define SMCCC_VERSION	0x80000000
#define SCRIBBLE	0xff0		/* bits turned over in a value register */

	.arch	armv7ve
	.arch_extension virt
	.text

	.globl	call_vmm
call_vmm:
	ldr	r1, =MMIO_CALL
	str	r1, [r1]
	ldr	r1, [r4, #MB_ORDER]
	cmp	r1, #ORDER_RESET
	beq	await_reset
	cmp	r1, #ORDER_OFF
	beq	off
	bx	lr

await_reset:
	bl	scribble
	ldr	r1, =MMIO_RESET
	str	r1, [r1]
	b	no_reset

/* Nothing from the last write to CPU_OFF may leave to user space. */
off:	bl	await_waker
	bl	scribble
	ldr	r0, =PSCI_CPU_OFF
	hvc	#0
	mov	r2, r0
no_reset:
	mov	r1, #0
	ldr	r0, =NOTE_NO_RESET
	bl	note
	b	finish

/* When the waker is at it already, we may be on again before we are off. */
await_waker:
	ldr	r1, [r4, #MB_TICKET]
	cmp	r1, #0
	bxeq	lr
	ldr	r2, [r4, #MB_PEER]
1:	ldr	r3, [r2, #MB_BATCH]
	cmp	r3, r1
	bxeq	lr
	wfe
	b	1b

	.macro	scribble_slot value, control, n, slot
	cmp	r1, #\n
	bls	1f
	ldr	r2, [r4, #MB_CONTROL + 8 * (\slot)]
	bic	r2, r2, #DBG_E
	mcr	p14, 0, r2, c0, c\n, \control
	ldr	r2, [r4, #MB_VALUE + 8 * (\slot)]
	eor	r2, r2, #SCRIBBLE
	mcr	p14, 0, r2, c0, c\n, \value
	.endm

/*
 * Leave something in every register that is neither 0 nor known to the VMM:
 * once trapped, as the case may be, and once more after an exit.
 */
scribble:
	mov	r5, #2
2:	ldr	r1, [r4, #MB_BRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	scribble_slot DBGBVR, DBGBCR, \n, \n
	.endr
1:	ldr	r1, [r4, #MB_WRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	scribble_slot DBGWVR, DBGWCR, \n, SLOT_WATCH + \n
	.endr
1:	isb
	subs	r5, r5, #1
	bxeq	lr
	mov	r0, #SMCCC_VERSION
	hvc	#0
	b	2b

/* Turn a vcpu on at the start of its memory, as soon as it is off. */
	.globl	wake
wake:
	mov	r4, r0
1:	ldr	r1, [r4, #MB_TICKET]
	str	r1, [r4, #MB_BATCH]
2:	ldr	r0, =PSCI_CPU_ON
	ldr	r1, [r4, #MB_MPIDR]
	ldr	r3, [r4, #MB_PEER]
	sub	r2, r3, #AT_MAILBOX
	hvc	#0
	str	r0, [r4, #MB_ANSWER]
	cmn	r0, #ALREADY_ON
	bne	3f
	ldr	r1, [r4, #MB_BATCHES]
	cmp	r1, #0
	bne	2b			// else it will never be off
3:	ldr	r1, =MMIO_CALL
	str	r1, [r1]
	b	1b
