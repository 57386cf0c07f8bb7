/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AArch64 guest: the call for orders after a batch, the resets that may follow,
 * and the waker, a vcpu that does nothing but turn others on again.
 */
#include "mailbox.h"

#define PSCI_CPU_OFF	0x84000002
#define PSCI_CPU_ON	0xc4000003
#define ALREADY_ON	4		/* negated */
#define SMCCC_VERSION	0x80000000
#define SCRIBBLE	0xff0		/* bits turned over in a value register */

	.text

	.globl	call_vmm
call_vmm:
	ldr	x1, =MMIO_CALL
	str	wzr, [x1]
	ldr	x1, [x19, #MB_ORDER]
	cmp	x1, #ORDER_RESET
	b.eq	await_reset
	cmp	x1, #ORDER_OFF
	b.eq	off
	ret

await_reset:
	bl	scribble
	ldr	x1, =MMIO_RESET
	str	wzr, [x1]
	b	no_reset

/* Nothing from the last write to CPU_OFF may leave to user space. */
off:	bl	await_waker
	bl	scribble
	ldr	w0, =PSCI_CPU_OFF
	hvc	#0
	mov	x2, x0
no_reset:
	mov	x1, #0
	mov	x0, #NOTE_NO_RESET
	bl	note
	b	finish

/* When the waker is at it already, we may be on again before we are off. */
await_waker:
	ldr	x1, [x19, #MB_TICKET]
	cbz	x1, 2f
	ldr	x2, [x19, #MB_PEER]
1:	ldr	x3, [x2, #MB_BATCH]
	cmp	x3, x1
	b.eq	2f
	wfe
	b	1b
2:	ret

	.macro	scribble_slot type, n, slot
	cmp	x1, #\n
	b.ls	1f
	ldr	x2, [x19, #MB_CONTROL + 8 * (\slot)]
	bic	x2, x2, #DBG_E
	msr	dbg\type\()cr\n\()_el1, x2
	ldr	x2, [x19, #MB_VALUE + 8 * (\slot)]
	eor	x2, x2, #SCRIBBLE
	msr	dbg\type\()vr\n\()_el1, x2
	.endm

/*
 * Leave something in every register that is neither 0 nor known to the VMM:
 * once trapped, as the case may be, and once more after an exit.
 */
scribble:
	mov	x3, #2
2:	ldr	x1, [x19, #MB_BRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	scribble_slot b, \n, \n
	.endr
1:	ldr	x1, [x19, #MB_WRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	scribble_slot w, \n, SLOT_WATCH + \n
	.endr
1:	isb
	subs	x3, x3, #1
	b.eq	3f
	mov	x4, x3
	mov	w0, #SMCCC_VERSION
	hvc	#0
	mov	x3, x4
	b	2b
3:	ret

/* Turn a vcpu on at the start of its memory, as soon as it is off. */
	.globl	wake
wake:
	mov	x19, x0
1:	ldr	x1, [x19, #MB_TICKET]
	str	x1, [x19, #MB_BATCH]
2:	ldr	w0, =PSCI_CPU_ON
	ldr	x1, [x19, #MB_MPIDR]
	ldr	x3, [x19, #MB_PEER]
	sub	x2, x3, #AT_MAILBOX
	hvc	#0
	str	x0, [x19, #MB_ANSWER]
	cmn	w0, #ALREADY_ON
	b.ne	3f
	ldr	x1, [x19, #MB_BATCHES]
	cbnz	x1, 2b			// else it will never be off
3:	ldr	x1, =MMIO_CALL
	str	wzr, [x1]
	b	1b
