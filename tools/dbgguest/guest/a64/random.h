/* SPDX-License-Identifier: GPL-2.0 */
/* AArch64 guest: the next number of x22's. */
	.macro	random
	eor	x22, x22, x22, lsl #13
	eor	x22, x22, x22, lsr #7
	eor	x22, x22, x22, lsl #17
	.endm
