/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Code that a hooked function branches to directly (register_ftrace_direct()), for
 * hooks that most often find that there is nothing to do: they find it out in a few
 * instructions, where ftrace's own way to a callback takes more than a hundred. A
 * compiler cannot be told of the registers to keep, so this is assembler.
 *
 * On entry the function's first instructions have put its return address into x9,
 * and x30 is where it goes on. Its arguments are in x0 to x8; x9 to x17 are free.
 */
#ifndef LAZYDBG_TRAMPOLINE_H
#define LAZYDBG_TRAMPOLINE_H

#ifdef CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS
#include <linux/stringify.h>
#include <asm/alternative.h>
#include <asm/cpufeature.h>

/* ftrace takes a register branch here if more than one wants the function. */
#ifdef CONFIG_ARM64_BTI_KERNEL
#define TRAMPOLINE_LANDING	"bti	c\n"
#else
#define TRAMPOLINE_LANDING
#endif

/* This CPU's cpus_swap.quick, its first member, into x10. */
#define TRAMPOLINE_QUICK						\
	"ldr	x10, 9f\n"						\
	ALTERNATIVE("mrs x11, tpidr_el1", "mrs x11, tpidr_el2",		\
		    ARM64_HAS_VIRT_HOST_EXTN) "\n"			\
	"ldr	x10, [x10, x11]\n"

/* On with the function. */
#define TRAMPOLINE_RETURN						\
	"mov	x10, x30\n"						\
	"mov	x30, x9\n"						\
	"ret	x10\n"

/*
 * TRAMPOLINE(NAME, TEST, CALLEE, OPERANDS...): TEST branches to 1f if there is nothing
 * to do, and may end with TRAMPOLINE_RETURN; CALLEE, a C function, is called with the
 * function's first argument if it does neither. OPERANDS are those of TEST.
 */
#define TRAMPOLINE(name, test, callee, ...)				\
	void name(void);						\
	static void __used emit_##name(void)				\
	{								\
		asm volatile(".pushsection .text, \"ax\"\n"		\
			".global " #name "\n"				\
			".type " #name ", %%function\n"			\
			".balign 16\n"					\
			#name ":\n" TRAMPOLINE_LANDING test		\
			"stp	x29, x9, [sp, #-96]!\n"			\
			"mov	x29, sp\n"				\
			"stp	x0, x1, [sp, #16]\n"			\
			"stp	x2, x3, [sp, #32]\n"			\
			"stp	x4, x5, [sp, #48]\n"			\
			"stp	x6, x7, [sp, #64]\n"			\
			"stp	x8, x30, [sp, #80]\n"			\
			"bl	" #callee "\n"				\
			"ldp	x8, x30, [sp, #80]\n"			\
			"ldp	x6, x7, [sp, #64]\n"			\
			"ldp	x4, x5, [sp, #48]\n"			\
			"ldp	x2, x3, [sp, #32]\n"			\
			"ldp	x0, x1, [sp, #16]\n"			\
			"ldp	x29, x9, [sp], #96\n"			\
			"1:\n" TRAMPOLINE_RETURN			\
			".balign 8\n"					\
			"9: .quad cpus_swap\n"				\
			".size " #name ", . - " #name "\n"		\
			".popsection\n" :: __VA_ARGS__);		\
	}								\
	static_assert(true)
#endif

#endif
