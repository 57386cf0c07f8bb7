/* SPDX-License-Identifier: GPL-2.0 */
/* Saved results: JSON files of this tool's, one object each, whose "schema" says what it is. */
#ifndef LAZYDBG_SAVED_H
#define LAZYDBG_SAVED_H

#include <jansson.h>

#include "compiler.h"

json_t *saved_load(const char *file);
json_t *saved_member(const json_t *object, const char *name, json_type type, const char *file);
const char *saved_text(const json_t *object, const char *name, const char *file);
double saved_number(const json_t *object, const char *name, const char *file);
void saved_check_host(const json_t *json, const char *file);
void __noreturn __printf(2, 3) saved_wrong(const char *file, const char *format, ...);

#endif
