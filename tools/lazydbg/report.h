/* SPDX-License-Identifier: GPL-2.0 */
/* Saved results, as a report: cmd-report.c reads them, and writes it in either format. */
#ifndef LAZYDBG_REPORT_H
#define LAZYDBG_REPORT_H

#include <stdio.h>

#include "comparison.h"

enum result_kind { RESULT_COMPARE, RESULT_HIST, RESULT_BENCH };

struct result {
	enum result_kind kind;
	const char *file;
	json_t *json;
	struct comparison comparison;	/* of RESULT_COMPARE */
};

void report_markdown(const struct result *results, size_t count, FILE *to);
void report_html(const struct result *results, size_t count, FILE *to);

#endif
