/* SPDX-License-Identifier: GPL-2.0 */
/* Text from files, made harmless for where it is put. */
#ifndef LAZYDBG_ESCAPE_H
#define LAZYDBG_ESCAPE_H

#include <stdio.h>

void escape_plain(const char *text, FILE *to);
void escape_html(const char *text, FILE *to);
void escape_markdown(const char *text, FILE *to);

#endif
