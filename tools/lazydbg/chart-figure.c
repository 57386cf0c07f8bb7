// SPDX-License-Identifier: GPL-2.0
/* The chart of a figure: all runs of each mode above, the differences with intervals below. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "charts.h"
#include "svg.h"
#include "text.h"

#define HEAD		12	/* the baseline of a panel's head */
#define HEAD_HEIGHT	20
#define ROW		28
#define AXIS_HEIGHT	24
#define BOX		12
#define NAMES		58	/* for the modes' names, at the left */
#define LEFT		(NAMES + SVG_MARGIN)
#define RIGHT		(SVG_WIDTH - 2 * SVG_MARGIN)

static bool is_repeated(const struct comparison *c, size_t mode)
{
	return strcmp(c->label[mode], c->mode[mode]);
}

static void mode_start(FILE *to, const struct comparison *c, size_t mode, double middle)
{
	fprintf(to, "<g class=\"%s\">\n", c->mode[mode]);
	svg_text(to, 0, middle + 4, SVG_START, "name", c->label[mode]);
}

static void draw_runs(FILE *to, const struct comparison *c, const struct figure *figure,
		      size_t mode, const struct axis *axis, double middle)
{
	const double *values = figure_values(c, figure, mode);
	struct summary s = summarise(values, c->rounds);
	double q1 = axis_at(axis, s.q1), median = axis_at(axis, s.median);
	size_t round;

	mode_start(to, c, mode, middle);
	svg_line(to, axis_at(axis, s.min), middle, axis_at(axis, s.max), middle, "range");
	svg_box(to, q1, middle - BOX / 2.0, axis_at(axis, s.q3) - q1, BOX, "box");
	for (round = 0; round < c->rounds; round++)
		svg_marker(to, axis_at(axis, values[round]), middle, c->mode[mode],
			   is_repeated(c, mode));
	svg_line(to, median, middle - BOX / 2.0 - 3, median, middle + BOX / 2.0 + 3, "median");
	fputs("</g>\n", to);
}

static double draw_all_runs(FILE *to, const struct comparison *c, const struct figure *figure)
{
	struct summary all = summarise(figure->values, c->modes * c->rounds);
	struct axis axis = axis_of(all.min, all.max, LEFT, RIGHT);
	double bottom = HEAD_HEIGHT + c->modes * ROW;
	size_t mode;

	svg_text(to, 0, HEAD, SVG_START, "head", "each run; box: quartiles, line: median");
	axis_draw(to, &axis, HEAD_HEIGHT, bottom, false);
	for (mode = 0; mode < c->modes; mode++)
		draw_runs(to, c, figure, mode, &axis, HEAD_HEIGHT + (mode + 0.5) * ROW);
	return bottom + AXIS_HEIGHT;
}

static void draw_difference(FILE *to, const struct comparison *c, const struct difference *d,
			    size_t mode, const struct axis *axis, double middle)
{
	double low = axis_at(axis, d->low), high = axis_at(axis, d->high);

	mode_start(to, c, mode, middle);
	if (d->verdict != VERDICT_NO_INTERVAL) {
		svg_line(to, low, middle, high, middle, "median");
		svg_line(to, low, middle - 6, low, middle + 6, "range");
		svg_line(to, high, middle - 6, high, middle + 6, "range");
	}
	svg_marker(to, axis_at(axis, d->estimate), middle, c->mode[mode], is_repeated(c, mode));
	fputs("</g>\n", to);
}

static struct axis differences_axis(const struct comparison *c, const struct difference *d)
{
	double from = 0, to = 0;
	size_t mode;

	for (mode = 1; mode < c->modes; mode++) {
		bool interval = d[mode].verdict != VERDICT_NO_INTERVAL;

		from = fmin(from, interval ? d[mode].low : d[mode].estimate);
		to = fmax(to, interval ? d[mode].high : d[mode].estimate);
	}
	return axis_of(from, to, LEFT, RIGHT);
}

static void draw_differences(FILE *to, const struct comparison *c, const struct difference *d,
			     double top)
{
	struct axis axis = differences_axis(c, d);
	double bottom = top + HEAD_HEIGHT + (c->modes - 1) * ROW;
	double zero = axis_at(&axis, 0);
	double coverage;
	char *head = text_of(interval_rank(c->rounds, c->confidence, &coverage) ?
			     "difference to %s, with its %g %% interval" :
			     "difference to %s; too few rounds for a %g %% interval",
			     c->label[0], c->confidence);
	size_t mode;

	svg_text(to, 0, top + HEAD, SVG_START, "head", head);
	axis_draw(to, &axis, top + HEAD_HEIGHT, bottom, true);
	svg_line(to, zero, top + HEAD_HEIGHT, zero, bottom, "zero");
	for (mode = 1; mode < c->modes; mode++)
		draw_difference(to, c, &d[mode], mode, &axis,
				top + HEAD_HEIGHT + (mode - 0.5) * ROW);
	free(head);
}

static char *describe(const struct comparison *c, const struct figure *figure,
		      const struct difference *d)
{
	char *text;
	FILE *to = text_stream(&text);
	size_t mode;

	for (mode = 0; mode < c->modes; mode++) {
		struct summary s = summarise(figure_values(c, figure, mode), c->rounds);

		fprintf(to, "%s: median %s, from %s to %s", c->label[mode],
			number_of(s.median).text, number_of(s.min).text, number_of(s.max).text);
		if (mode)
			fprintf(to, ", difference %s (%s)", number_signed(d[mode].estimate).text,
				verdict_text(&d[mode]));
		fputs(". ", to);
	}
	text_end(to, &text);
	return text;
}

/**
 * chart_figure() - draw a figure's runs, and the modes' differences
 * @to: where to
 * @c: the comparison
 * @figure: one of its figures
 */
void chart_figure(FILE *to, const struct comparison *c, const struct figure *figure)
{
	int height = HEAD_HEIGHT + c->modes * ROW + AXIS_HEIGHT;
	struct difference d[COMPARISON_MODES];
	char *description;
	double top;
	size_t mode;

	for (mode = 0; mode < c->modes; mode++)
		d[mode] = figure_difference(c, figure, mode);
	if (c->modes > 1)
		height += HEAD_HEIGHT + (c->modes - 1) * ROW + AXIS_HEIGHT;
	description = describe(c, figure, d);
	svg_start(to, height, figure->name, description);
	top = draw_all_runs(to, c, figure);
	if (c->modes > 1)
		draw_differences(to, c, d, top);
	svg_end(to);
	free(description);
}
