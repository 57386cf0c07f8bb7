/* SPDX-License-Identifier: GPL-2.0 */
/* Parts of a report's page. */
#ifndef LAZYDBG_HTML_H
#define LAZYDBG_HTML_H

#include <stdbool.h>
#include <stdio.h>

#include "report.h"

#define NARROW_BLANK	"\u202f"	/* between groups of digits */

void html_element(FILE *to, const char *element, const char *class, const char *text);
void html_cell(FILE *to, const char *element, bool number, const char *text);
void html_comparison(FILE *to, const struct comparison *c);
void html_records(FILE *to, const struct result *result);

#endif
