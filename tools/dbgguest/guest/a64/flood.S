/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AArch64 guest: a flood, before each batch. All breakpoints and watchpoints are written, and
 * read back, again and again, with no exit of the guest's own in between. None is ever
 * enabled; each value register has a value of its own.
 */
#include "mailbox.h"
#include "random.h"

#define VALUE_BITS	0x00007fffffffff00	/* the slot's number comes below */
#define CONTROL_BITS	0x001fe0a6	/* that every implementation keeps; not E */

	.text

	.macro	flood_slot type, n, slot
	cmp	x1, #\n
	b.ls	3f
	msr	dbg\type\()cr\n\()_el1, x24
	add	x2, x25, #8 * (\slot)
	msr	dbg\type\()vr\n\()_el1, x2
	.endm

	.macro	ebb_slot type, n, slot
	cmp	x27, #\n
	b.ls	3f
	mrs	x2, dbg\type\()vr\n\()_el1
	add	x1, x25, #8 * (\slot)
	cmp	x1, x2
	b.eq	4f
	mov	x0, #\slot
	bl	wrong
4:	mrs	x2, dbg\type\()cr\n\()_el1
	and	x2, x2, x26
	cmp	x24, x2
	b.eq	4f
	mov	x1, x24
	mov	x0, #REG_CONTROL + \slot
	bl	wrong
4:
	.endm

	.globl	flood
flood:
	ldr	x22, [x19, #MB_FLOOD]
	cbnz	x22, 1f
	ret
1:	str	x30, [sp, #-16]!
	ldr	x26, =CONTROL_BITS
	mov	x21, #FLOOD_ROUNDS
2:	random
	and	x24, x22, x26
	and	x25, x22, #VALUE_BITS
	bl	flood_all
	bl	ebb_all
	subs	x21, x21, #1
	b.ne	2b
	str	x22, [x19, #MB_FLOOD]
	ldr	x1, [x19, #MB_FLOODS]
	add	x1, x1, #FLOOD_ROUNDS
	str	x1, [x19, #MB_FLOODS]
	ldr	x30, [sp], #16
	b	write_registers

/* The control registers first: none is enabled when it gets its value. */
flood_all:
	ldr	x1, [x19, #MB_BRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	flood_slot b, \n, \n
	.endr
3:	ldr	x1, [x19, #MB_WRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	flood_slot w, \n, SLOT_WATCH + \n
	.endr
3:	ret

ebb_all:
	mov	x28, x30
	ldr	x27, [x19, #MB_BRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	ebb_slot b, \n, \n
	.endr
3:	ldr	x27, [x19, #MB_WRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	ebb_slot w, \n, SLOT_WATCH + \n
	.endr
3:	ret	x28
