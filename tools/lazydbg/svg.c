// SPDX-License-Identifier: GPL-2.0
#include "svg.h"

#include <math.h>
#include <string.h>

#include "escape.h"
#include "text.h"

#define TICKS		4	/* about */
#define MARKER		3.6	/* half of a marker's size */
#define LABEL_BELOW	14	/* an axis */

/**
 * svg_start() - begin a chart
 * @to: where to
 * @height: its height; its width is SVG_WIDTH
 * @title: what it is, for who can't see it, too
 * @description: what it shows
 */
void svg_start(FILE *to, int height, const char *title, const char *description)
{
	fprintf(to, "<svg role=\"img\" viewBox=\"0 0 %d %d\">\n<title>", SVG_WIDTH, height);
	escape_html(title, to);
	fputs("</title>\n<desc>", to);
	escape_html(description, to);
	fputs("</desc>\n", to);
}

/** svg_end() - end a chart */
void svg_end(FILE *to)
{
	fputs("</svg>\n", to);
}

/** svg_text() - a line of text, its baseline at @y */
void svg_text(FILE *to, double x, double y, enum svg_anchor anchor, const char *class,
	      const char *text)
{
	static const char * const anchors[] = { "start", "middle", "end" };

	fprintf(to, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">", x, y,
		anchors[anchor], class);
	escape_html(text, to);
	fputs("</text>\n", to);
}

/** svg_line() - a straight line */
void svg_line(FILE *to, double x1, double y1, double x2, double y2, const char *class)
{
	fprintf(to, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>\n",
		x1, y1, x2, y2, class);
}

/** svg_box() - a rectangle */
void svg_box(FILE *to, double x, double y, double width, double height, const char *class)
{
	fprintf(to, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"/>\n",
		x, y, width, height, class);
}

/**
 * svg_marker() - a mark for one value: each mode has a shape, for who can't tell its colour
 * @to: where to
 * @x: its middle
 * @y: its middle
 * @mode: off, eager or lazy
 * @hollow: its outline only
 */
void svg_marker(FILE *to, double x, double y, const char *mode, bool hollow)
{
	const char *class = hollow ? "mark hollow" : "mark";
	double s = MARKER;

	if (!strcmp(mode, "eager"))
		fprintf(to,
			"<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"/>\n",
			x - s, y - s, 2 * s, 2 * s, class);
	else if (!strcmp(mode, "lazy"))
		fprintf(to,
			"<path d=\"M%.1f %.1fl%.1f %.1fl%.1f %.1fl%.1f %.1fz\" class=\"%s\"/>\n",
			x, y - 1.3 * s, 1.3 * s, 1.3 * s, -1.3 * s, 1.3 * s, -1.3 * s, -1.3 * s,
			class);
	else
		fprintf(to, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" class=\"%s\"/>\n", x, y, s,
			class);
}

/* 1, 2 or 5 times a power of ten, so that about TICKS of it are in the range. */
static double nice_step(double range)
{
	double rough = range / TICKS;
	double power = pow(10, floor(log10(rough)));
	double times = rough / power;

	return power * (times > 5 ? 10 : times > 2 ? 5 : times > 1 ? 2 : 1);
}

/** axis_of() - an axis on which @from..@to fits, from @left to @right, with ticks at its ends */
struct axis axis_of(double from, double to, double left, double right)
{
	struct axis axis = { .left = left, .right = right };

	if (from == to) {
		from -= fabs(from) / 2 + 1;
		to += fabs(to) / 2 + 1;
	}
	axis.step = nice_step(to - from);
	axis.from = floor(from / axis.step) * axis.step;
	axis.to = ceil(to / axis.step) * axis.step;
	return axis;
}

/** axis_at() - where a value is on an axis */
double axis_at(const struct axis *axis, double value)
{
	return axis->left + (axis->right - axis->left) * (value - axis->from) /
			    (axis->to - axis->from);
}

/* Ticks of one axis have the same unit: that of its longer end. */
static void tick_text(char text[NUMBER_SIZE], const struct axis *axis, double value, bool with_sign)
{
	static const char * const units[] = { "", " k", " M", " G", " T", " P" };
	double size = fmax(fabs(axis->from), fabs(axis->to));
	double scale = 1;
	size_t unit = 0;
	struct number number;

	while (size / scale >= 10000 && unit + 1 < sizeof(units) / sizeof(units[0])) {
		scale *= 1000;
		unit++;
	}
	/* The sum of many steps is not quite 0. */
	if (fabs(value) < axis->step / 1000)
		value = 0;
	number = with_sign ? number_signed(value / scale) : number_of(value / scale);
	snprintf(text, NUMBER_SIZE, "%.20s%s", number.text, value ? units[unit] : "");
}

/**
 * axis_draw() - lines at the ticks from @top to @bottom, with their values below
 * @to: where to
 * @axis: which
 * @top: where the lines begin
 * @bottom: where they end
 * @with_sign: are the values differences?
 */
void axis_draw(FILE *to, const struct axis *axis, double top, double bottom, bool with_sign)
{
	int ticks = lround((axis->to - axis->from) / axis->step);
	char text[NUMBER_SIZE];
	int tick;

	for (tick = 0; tick <= ticks; tick++) {
		double value = axis->from + tick * axis->step;
		double x = axis_at(axis, value);

		svg_line(to, x, top, x, bottom, "grid");
		tick_text(text, axis, value, with_sign);
		svg_text(to, x, bottom + LABEL_BELOW, SVG_MIDDLE, "label", text);
	}
}
