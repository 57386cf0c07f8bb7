/* SPDX-License-Identifier: GPL-2.0 */
/* Writes a file so that who reads it finds the old content or the new one, never a part. */
#ifndef LAZYDBG_REPLACE_H
#define LAZYDBG_REPLACE_H

#include <stddef.h>

void replace_file(const char *path, const char *text, size_t size);
void replace_check(const char *path);

#endif
