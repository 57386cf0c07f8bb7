/* SPDX-License-Identifier: GPL-2.0 */
/* AArch32 guest: the next number of r6's. */
	.macro	random
	eor	r6, r6, r6, lsl #13
	eor	r6, r6, r6, lsr #17
	eor	r6, r6, r6, lsl #5
	.endm
