/* SPDX-License-Identifier: GPL-2.0 */
/* What all harnesses have in common. */
#ifndef FUZZ_H
#define FUZZ_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

/* libFuzzer calls it, with each input. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * died.c is in place of tools/lazydbg/exit.c: who goes on to the next input cannot end at
 * the first that is wrong.
 */
extern jmp_buf died;

/* TRY(what): do it as far as it goes; die() leads back to here. */
#define TRY(what)		\
do {				\
	if (!setjmp(died))	\
		what;		\
} while (0)

#endif
