/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Charts as SVG in a page: shapes, and axes. Colours are the page's (style.c), chosen by
 * class. A chart is as wide as a phone, so that its text is legible there.
 */
#ifndef LAZYDBG_SVG_H
#define LAZYDBG_SVG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define SVG_WIDTH	360
#define SVG_MARGIN	12	/* for half of a label at either end of an axis */

/* From figures to places. */
struct axis {
	double from, to;	/* what is shown */
	double left, right;	/* where */
	double step;		/* between ticks */
};

enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

void svg_start(FILE *to, int height, const char *title, const char *description);
void svg_end(FILE *to);
void svg_text(FILE *to, double x, double y, enum svg_anchor anchor, const char *class,
	      const char *text);
void svg_line(FILE *to, double x1, double y1, double x2, double y2, const char *class);
void svg_box(FILE *to, double x, double y, double width, double height, const char *class);
void svg_marker(FILE *to, double x, double y, const char *mode, bool hollow);

struct axis axis_of(double from, double to, double left, double right);
double axis_at(const struct axis *axis, double value);
void axis_draw(FILE *to, const struct axis *axis, double top, double bottom, bool with_sign);

#endif
