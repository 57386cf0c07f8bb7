/* SPDX-License-Identifier: GPL-2.0 */
/* The charts of a report. */
#ifndef LAZYDBG_CHARTS_H
#define LAZYDBG_CHARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "comparison.h"

#define BAR_TEXT	48

struct bar {
	char name[BAR_TEXT];
	char text[BAR_TEXT];	/* the value, as it is to be written */
	double value;
	double least;		/* marked, if not 0 */
};

void chart_figure(FILE *to, const struct comparison *c, const struct figure *figure);
void chart_bars(FILE *to, const char *title, const char *description, const struct bar *bars,
		size_t count);

#endif
