/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the programs of the guest run into, the same in both architectures: two stretches
 * of code, each one word an instruction,
 *
 *	BREAKPOINTS times		nop
 *	WATCHPOINTS times, variable n	load, store
 *
 * called with the address of the variables and what to store. Each word can be skipped.
 */
#include "places.h"

#ifdef __aarch64__
#define LOAD	ldr	w2, [x0
#define STORE	str	w1, [x0
#define RETURN	ret
#else
	.arm
	.syntax	unified
#define LOAD	ldr	r2, [r0
#define STORE	str	r1, [r0
#define RETURN	bx	lr
#endif

	.macro	stretch name
	.global	\name
	.type	\name, %function
	.balign	4
\name:
	.rept	BREAKPOINTS
	nop
	.endr
	.set	offset, 0
	.rept	WATCHPOINTS
	LOAD, #offset]
	STORE, #offset]
	.set	offset, offset + 8
	.endr
	RETURN
	.size	\name, . - \name
	.endm

	.text
	stretch	stretch_all
	stretch	stretch_some

	.section .note.GNU-stack, "", %progbits
