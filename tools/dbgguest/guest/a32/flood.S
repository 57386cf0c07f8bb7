/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AArch32 guest: a flood, before each batch, as that of the AArch64 guest.
 */
#include "mailbox.h"
#include "random.h"
#include "registers.h"

#define CONTROL_BITS	0x001fe0a6	/* that every implementation keeps; not E */

	.arch	armv7ve
	.text

	.macro	flood_slot value, control, n, slot
	cmp	r1, #\n
	bls	3f
	mcr	p14, 0, r8, c0, c\n, \control
	add	r2, r7, #8 * (\slot)
	mcr	p14, 0, r2, c0, c\n, \value
	.endm

	.macro	ebb_slot value, control, n, slot
	cmp	r9, #\n
	bls	3f
	mrc	p14, 0, r2, c0, c\n, \value
	add	r1, r7, #8 * (\slot)
	mov	r0, #\slot
	cmp	r1, r2
	blne	wrong
	mrc	p14, 0, r2, c0, c\n, \control
	and	r2, r2, r11
	mov	r1, r8
	mov	r0, #REG_CONTROL + \slot
	cmp	r1, r2
	blne	wrong
	.endm

	.globl	flood
flood:
	ldr	r6, [r4, #MB_FLOOD]
	cmp	r6, #0
	bxeq	lr
	push	{r4, lr}
	ldr	r11, =CONTROL_BITS
	mov	r5, #FLOOD_ROUNDS
2:	random
	and	r8, r6, r11
	bic	r7, r6, #0xff		// where the slot's number comes
	bl	flood_all
	bl	ebb_all
	subs	r5, r5, #1
	bne	2b
	str	r6, [r4, #MB_FLOOD]
	ldr	r1, [r4, #MB_FLOODS]
	add	r1, r1, #FLOOD_ROUNDS
	str	r1, [r4, #MB_FLOODS]
	pop	{r4, lr}
	b	write_registers

/* The control registers first: none is enabled when it gets its value. */
flood_all:
	ldr	r1, [r4, #MB_BRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	flood_slot DBGBVR, DBGBCR, \n, \n
	.endr
3:	ldr	r1, [r4, #MB_WRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	flood_slot DBGWVR, DBGWCR, \n, SLOT_WATCH + \n
	.endr
3:	bx	lr

ebb_all:
	mov	r10, lr
	ldr	r9, [r4, #MB_BRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	ebb_slot DBGBVR, DBGBCR, \n, \n
	.endr
3:	ldr	r9, [r4, #MB_WRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	ebb_slot DBGWVR, DBGWCR, \n, SLOT_WATCH + \n
	.endr
3:	bx	r10
