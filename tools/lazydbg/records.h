/* SPDX-License-Identifier: GPL-2.0 */
/* Saved results of hist and bench: which fields a report shows, and how. */
#ifndef LAZYDBG_RECORDS_H
#define LAZYDBG_RECORDS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "report.h"

struct column {
	const char *name;	/* in the file */
	const char *head;	/* in the report */
	enum {
		COLUMN_TEXT,
		COLUMN_NUMBER,
		COLUMN_NUMBER_IF_ANY,	/* may be null, or not there */
	} kind;
};

struct records {
	const json_t *rows;
	const struct column *columns;
	size_t column_count;
};

struct records records_of(const struct result *result);
void records_check(const struct result *result);
char *records_cell(const json_t *row, const struct column *column);
char *records_method(const struct result *result);
const char *records_title(const struct result *result);
double records_number(const json_t *row, const char *name);
bool records_have(const struct records *records, const struct column *column);

#endif
