/* SPDX-License-Identifier: GPL-2.0 */
/*
 * AArch32 guest: an attack, before each batch, as that of the AArch64 guest. It has fewer
 * registers, and no software step.
 */
#include "mailbox.h"
#include "random.h"
#include "registers.h"

#define SMCCC_VERSION	0x80000000
#define OSLAR_KEY	0xc5acce55
#define DSCR_BITS	12		/* from UDCCdis to MDBGen, where */
#define DSCR_COMBINED	16		/* one is RES0 */
#define STORM		100
#define BCR_STORM	0x1e3		/* the whole instruction, at EL1 */

/* Bits that every implementation keeps. */
#define VALUE_BITS	0xfffffffc
#define BCR_BITS	0x00ffe0a7
#define WCR_BITS	0x1f1fffff

	.arch	armv7ve
	.arch_extension virt
	.text

	.macro	attack_slot value, control, n, slot
	cmp	r1, #\n
	bls	1f
	bl	any_address
	str	r2, [sp, #8 * (\slot)]
	mcr	p14, 0, r2, c0, c\n, \value
	random
	str	r6, [sp, #8 * (REG_CONTROL + \slot)]
	mcr	p14, 0, r6, c0, c\n, \control
	.endm

	.macro	probe_slot value, control, n, slot, control_bits
	cmp	r9, #\n
	bls	1f
	ldr	r3, =VALUE_BITS
	mrc	p14, 0, r2, c0, c\n, \value
	mov	r0, #\slot
	bl	probe
	ldr	r3, =\control_bits
	mrc	p14, 0, r2, c0, c\n, \control
	mov	r0, #REG_CONTROL + \slot
	bl	probe
	.endm

	.globl	attack
attack:
	ldr	r6, [r4, #MB_ATTACK]
	cmp	r6, #0
	bxeq	lr
	push	{r4, lr}
	sub	sp, sp, #8 * (REGS + 2)	// by register, what it got
	ldr	r5, [r4, #MB_ROUNDS]
2:	bl	attack_all
	bl	play
	mov	r0, #SMCCC_VERSION
	hvc	#0
	bl	probe_all
	subs	r5, r5, #1
	bne	2b

	mov	r1, #0
	mcr	p14, 0, r1, c1, c3, 4	// DBGOSDLR
	mcr	p14, 0, r1, c1, c0, 4	// DBGOSLAR
	mcr	p14, 0, r1, c0, c2, 2	// DBGDSCRext
	mcr	p14, 0, r1, c0, c7, 0	// DBGVCR
	isb
	bl	every_dscr
	bl	storm
	str	r6, [r4, #MB_ATTACK]
	add	sp, sp, #8 * (REGS + 2)
	pop	{r4, lr}
	b	write_registers

/*
 * Any in r2 where the guest has nothing, and never 0, which is CONTEXTIDR. What of the host
 * is above 4 GiB it cannot name.
 */
any_address:
	random
	bic	r2, r6, #1 << 31
	orr	r2, r2, #8
	bx	lr

attack_all:
	mov	r10, lr
	ldr	r1, [r4, #MB_BRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	attack_slot DBGBVR, DBGBCR, \n, \n
	.endr
1:	ldr	r1, [r4, #MB_WRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	attack_slot DBGWVR, DBGWCR, \n, SLOT_WATCH + \n
	.endr
1:	bx	r10

/* The locks, DBGVCR, and whether exceptions are enabled. */
play:
	random
	and	r2, r6, #1
	mcr	p14, 0, r2, c1, c3, 4	// DBGOSDLR
	tst	r6, #2
	moveq	r2, #0
	ldrne	r2, =OSLAR_KEY
	mcr	p14, 0, r2, c1, c0, 4	// DBGOSLAR
	random
	mcr	p14, 0, r6, c0, c7, 0	// DBGVCR
	mrc	p14, 0, r2, c0, c7, 0
	mrc	p14, 0, r2, c1, c1, 4	// DBGOSLSR
	mrc	p14, 0, r2, c1, c3, 4
	random
	str	r6, [sp, #8 * REG_MDSCR]
	mcr	p14, 0, r6, c0, c2, 2	// DBGDSCRext
	isb
	bx	lr

probe_all:
	mov	r10, lr
	ldr	r9, [r4, #MB_BRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	probe_slot DBGBVR, DBGBCR, \n, \n, BCR_BITS
	.endr
1:	ldr	r9, [r4, #MB_WRPS]
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	probe_slot DBGWVR, DBGWCR, \n, SLOT_WATCH + \n, WCR_BITS
	.endr
1:	mov	lr, r10
probe_dscr:
	mov	r3, #MDSCR_MDE
	mrc	p14, 0, r2, c0, c2, 2
	mov	r0, #REG_MDSCR

/* Register r0 holds r2, of which the bits r3 must be those that it got. */
probe:
	ldr	r1, [sp, r0, lsl #3]
	ldr	r7, [r4, #MB_CHECKED]
	add	r7, r7, #1
	str	r7, [r4, #MB_CHECKED]
	eor	r7, r1, r2
	tst	r7, r3
	bxeq	lr
	b	wrong

/* With the slots as they are, across an exit each. */
every_dscr:
	mov	r10, lr
	mov	r5, #DSCR_COMBINED - 1
1:	lsl	r2, r5, #DSCR_BITS
	str	r2, [sp, #8 * REG_MDSCR]
	mcr	p14, 0, r2, c0, c2, 2	// DBGDSCRext
	isb
	mov	r0, #SMCCC_VERSION
	hvc	#0
	bl	probe_dscr
	subs	r5, r5, #1
	bpl	1b
	bx	r10

/* One breakpoint, hit again and again. */
storm:
	mov	r10, lr
	ldr	r9, [r4, #MB_STORM]
	bl	where_to_storm
	mcr	p14, 0, r1, c0, c0, DBGBVR
	ldr	r1, =BCR_STORM
	mcr	p14, 0, r1, c0, c0, DBGBCR
	mov	r1, #MDSCR_MDE
	mcr	p14, 0, r1, c0, c2, 2
	isb
	mov	r5, #STORM
1:	bl	storm_place
	subs	r5, r5, #1
	bne	1b
	mov	r1, #0
	mcr	p14, 0, r1, c0, c2, 2
	isb
	ldr	r2, [r4, #MB_STORM]
	sub	r2, r2, r9
	mov	r1, #STORM
	cmp	r1, r2
	bxeq	r10
	ldr	r0, =NOTE_STORM
	mov	lr, r10
	b	note
