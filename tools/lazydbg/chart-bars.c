// SPDX-License-Identifier: GPL-2.0
/* Bars, one below the other, each with its value written beside it. */
#include "charts.h"
#include "svg.h"

#define ROW	22
#define BAR	13
#define NAMES	112	/* for the names, at the left */
#define VALUES	72	/* for the values, at the right of the longest bar */

static void draw_bar(FILE *to, const struct bar *bar, const struct axis *axis, double top)
{
	double right = axis_at(axis, bar->value);
	double least = axis_at(axis, bar->least);
	double baseline = top + ROW / 2.0 + 4;

	svg_text(to, NAMES - 8, baseline, SVG_END, "label", bar->name);
	svg_box(to, axis->left, top + (ROW - BAR) / 2.0, right - axis->left, BAR, "bar");
	if (bar->least)
		svg_line(to, least, top + 2, least, top + ROW - 2, "least");
	svg_text(to, right + 6, baseline, SVG_START, "value", bar->text);
}

/**
 * chart_bars() - draw bars that begin at 0
 * @to: where to
 * @title: what they are
 * @description: what they show
 * @bars: which
 * @count: how many
 */
void chart_bars(FILE *to, const char *title, const char *description, const struct bar *bars,
		size_t count)
{
	struct axis axis = { .left = NAMES, .right = SVG_WIDTH - VALUES };
	size_t i;

	for (i = 0; i < count; i++)
		if (bars[i].value > axis.to)
			axis.to = bars[i].value;
	if (!axis.to)
		axis.to = 1;
	svg_start(to, count * ROW + 4, title, description);
	for (i = 0; i < count; i++)
		draw_bar(to, &bars[i], &axis, i * ROW + 2);
	svg_end(to);
}
