/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AArch64 guest: an attack, before each batch. Every register gets random values, of which
 * many are addresses of the host's, with any bit set in the control registers and MDSCR_EL1,
 * and the OS Lock and the OS Double Lock are taken and released; after an exit each must
 * hold what it got, and not what somebody else has there. Then MDSCR_EL1 with each combination
 * of the bits that say which exceptions there are, and a storm of them.
 */
#include "mailbox.h"
#include "random.h"

#define SMCCC_VERSION	0x80000000
#define MDSCR_SS	1		/* software step */
#define SPSR_SS		(1 << 21)
#define MDSCR_OTHERS	12		/* from TDCC: KDE, HDE, MDE */
#define MDSCR_COMBINED	32		/* of these four and SS */
#define STEPS		32		/* a power of two */
#define STORM		100
#define BCR_STORM	0x1e3		/* the whole instruction, at EL1 */

/* Bits that every implementation keeps. */
#define VALUE_BITS	0x0000fffffffffffc
#define BCR_BITS	0x00ffe0a7
#define WCR_BITS	0x1f1fffff
#define MDSCR_BITS	(MDSCR_MDE | MDSCR_KDE)

	.text

	.macro	attack_slot type, n, slot
	cmp	x1, #\n
	b.ls	1f
	bl	any_address
	str	x2, [x23, #8 * (\slot)]
	msr	dbg\type\()vr\n\()_el1, x2
	random
	mov	w2, w22
	str	x2, [x23, #8 * (REG_CONTROL + \slot)]
	msr	dbg\type\()cr\n\()_el1, x2
	.endm

	.macro	probe_slot type, n, slot, control_bits
	cmp	x27, #\n
	b.ls	1f
	ldr	x3, =VALUE_BITS
	mrs	x2, dbg\type\()vr\n\()_el1
	mov	x0, #\slot
	bl	probe
	ldr	x3, =\control_bits
	mrs	x2, dbg\type\()cr\n\()_el1
	mov	x0, #REG_CONTROL + \slot
	bl	probe
	.endm

	.globl	attack
attack:
	ldr	x22, [x19, #MB_ATTACK]
	cbnz	x22, 1f
	ret
1:	str	x30, [sp, #-16]!
	sub	sp, sp, #8 * (REGS + 2)
	mov	x23, sp			// by register, what it got
	mov	x1, #AT_ADDRESSES - AT_MAILBOX
	add	x24, x19, x1
	ldr	x21, [x19, #MB_ROUNDS]
2:	bl	attack_all
	bl	play
	mov	w0, #SMCCC_VERSION
	hvc	#0
	bl	probe_all
	subs	x21, x21, #1
	b.ne	2b

	msr	osdlr_el1, xzr
	msr	oslar_el1, xzr
	msr	mdscr_el1, xzr
	isb
	bl	every_mdscr
	bl	storm
	str	x22, [x19, #MB_ATTACK]
	add	sp, sp, #8 * (REGS + 2)
	ldr	x30, [sp], #16
	b	write_registers

/*
 * One of the host's, or any other, in x2. Never one of the guest's own, and never one whose
 * low word is 0, which is CONTEXTIDR_EL1.
 */
any_address:
	random
	tst	x22, #3
	b.eq	1f
	ubfx	x2, x22, #8, #6
	ldr	x2, [x24, x2, lsl #3]
	orr	x2, x2, #8
	ret
1:	orr	x2, x22, #1 << 47
	orr	x2, x2, #8
	ret

attack_all:
	mov	x28, x30
	ldr	x1, [x19, #MB_BRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	attack_slot b, \n, \n
	.endr
1:	ldr	x1, [x19, #MB_WRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	attack_slot w, \n, SLOT_WATCH + \n
	.endr
1:	ret	x28

/* The locks, the other registers, and whether exceptions are enabled, and stepping is. */
play:
	random
	and	x2, x22, #1
	msr	osdlr_el1, x2
	ubfx	x2, x22, #1, #1
	msr	oslar_el1, x2
	ubfx	x2, x22, #2, #8
	msr	mdccint_el1, x2
	msr	dbgclaimset_el1, x2
	msr	dbgclaimclr_el1, x2
	msr	osdtrrx_el1, x2
	msr	osdtrtx_el1, x2
	msr	dbgdtr_el0, x2
	mrs	x2, dbgdtr_el0
	mrs	x2, mdccsr_el0
	mrs	x2, dbgdtrrx_el0
	mrs	x2, oseccr_el1
	mrs	x2, dbgprcr_el1
	mrs	x2, dbgclaimclr_el1
	mrs	x2, dbgauthstatus_el1
	mrs	x2, mdrar_el1
	mrs	x2, oslsr_el1
	mrs	x2, osdlr_el1
	random
	mov	w2, w22
	tst	x22, #3 << 40
	b.eq	1f
	bic	x2, x2, #MDSCR_SS
1:	str	x2, [x23, #8 * REG_MDSCR]
	msr	mdscr_el1, x2
	isb
	ret

probe_all:
	mov	x28, x30
	ldr	x27, [x19, #MB_BRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	probe_slot b, \n, \n, BCR_BITS
	.endr
1:	ldr	x27, [x19, #MB_WRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	probe_slot w, \n, SLOT_WATCH + \n, WCR_BITS
	.endr
1:	mov	x30, x28
probe_mdscr:
	mov	x3, #MDSCR_BITS
	mrs	x2, mdscr_el1
	mov	x0, #REG_MDSCR

/* Register x0 holds x2, of which the bits x3 must be those that it got. */
probe:
	ldr	x1, [x23, x0, lsl #3]
	ldr	x4, [x19, #MB_CHECKED]
	add	x4, x4, #1
	str	x4, [x19, #MB_CHECKED]
	eor	x4, x1, x2
	tst	x4, x3
	b.ne	wrong
	ret

/* With the slots as they are, across an exit each. Stepping ends by itself. */
every_mdscr:
	mov	x28, x30
	mov	x21, #MDSCR_COMBINED - 1
1:	and	x2, x21, #MDSCR_SS
	lsr	x1, x21, #1
	orr	x2, x2, x1, lsl #MDSCR_OTHERS
	str	x2, [x23, #8 * REG_MDSCR]
	msr	mdscr_el1, x2
	isb
	mov	w0, #SMCCC_VERSION
	hvc	#0
	bl	probe_mdscr
	subs	x21, x21, #1
	b.pl	1b
	ret	x28

/* One breakpoint, hit again and again. */
storm:
	mov	x28, x30
	ldr	x27, [x19, #MB_STORM]
	adr	x1, storm_place
	msr	dbgbvr0_el1, x1
	mov	x1, #BCR_STORM
	msr	dbgbcr0_el1, x1
	mov	x1, #MDSCR_MDE | MDSCR_KDE
	msr	mdscr_el1, x1
	isb
	mov	x25, #STORM
1:	bl	storm_place
	subs	x25, x25, #1
	b.ne	1b
	msr	mdscr_el1, xzr
	isb
	ldr	x2, [x19, #MB_STORM]
	sub	x2, x2, x27
	mov	x1, #STORM
	cmp	x1, x2
	mov	x0, #NOTE_STORM
	b.ne	2f
	ret	x28
2:	mov	x30, x28
	b	note

	.globl	storm_place
storm_place:
	nop
	ret

/*
 * A step is done, and there will be another one or no more. From the vector, with the
 * registers saved. Changes x1 and x2.
 */
	.globl	stepped
stepped:
	ldr	x1, [x19, #MB_STEPS]
	add	x1, x1, #1
	str	x1, [x19, #MB_STEPS]
	tst	x1, #STEPS - 1
	b.eq	1f
	mrs	x2, spsr_el1
	orr	x2, x2, #SPSR_SS
	msr	spsr_el1, x2
	ret
1:	mrs	x2, mdscr_el1
	bic	x2, x2, #MDSCR_SS
	msr	mdscr_el1, x2
	ret
