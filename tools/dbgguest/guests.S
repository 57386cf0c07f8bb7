/* SPDX-License-Identifier: GPL-2.0 */
/* The guests, as flat images to be copied into a vcpu's memory. */
#include "mailbox.h"

	.section .rodata

	.macro	guest name, file
	.globl	\name
	.globl	\name\()_end
\name:
	.incbin	"\file"
\name\()_end:
	.if	\name\()_end - \name > AT_MAILBOX
	.error	"the guest's code reaches into its mailbox"
	.endif
	.endm

	guest	guest_a64, "a64.bin"
	guest	guest_a32, "a32.bin"

	.section .note.GNU-stack, "", %progbits
