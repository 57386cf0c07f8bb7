/* SPDX-License-Identifier: GPL-2.0 */
	.text

	.globl	stretch
stretch:
	str	x1, [x0]
	ldr	x1, [x0]
	nop
	ret

	.section .note.GNU-stack, "", %progbits
