/* SPDX-License-Identifier: GPL-2.0 */
/* Texts in memory, and figures as text. */
#ifndef LAZYDBG_TEXT_H
#define LAZYDBG_TEXT_H

#include <stddef.h>
#include <stdio.h>

#include "compiler.h"

/* Room for any number as text. */
#define NUMBER_SIZE	64

struct number {
	char text[NUMBER_SIZE];
};

__printf(1, 2) char *text_of(const char *format, ...);
FILE *text_stream(char **text);
void text_end(FILE *stream, char * const *text);
void text_cut(char *to, size_t size, const char *from);
struct number number_of(double value);
struct number number_signed(double value);
struct number number_grouped(double value, const char *separator);
struct number percent_of(double part, double whole);

#endif
