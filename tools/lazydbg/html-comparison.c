// SPDX-License-Identifier: GPL-2.0
/* A comparison in a page: a card for each figure that is not always the same, then all. */
#include <stdlib.h>

#include "charts.h"
#include "compare-cells.h"
#include "escape.h"
#include "html.h"
#include "text.h"

#define CARDS_MAX	24

enum row {
	ROW_MEDIAN, ROW_MIN, ROW_MAX, ROW_Q1, ROW_Q3, ROW_DIFFERENCE, ROW_PERCENT, ROW_LOW,
	ROW_HIGH, ROW_VERDICT, ROWS,
};

static const char * const row_heads[ROWS] = {
	"median", "min", "max", "1st quartile", "3rd quartile", "difference", "of median",
	"interval from", "interval to", "verdict",
};

static struct number grouped(double value)
{
	return number_grouped(value, NARROW_BLANK);
}

static struct number grouped_signed(double value)
{
	struct number plain = grouped(value), number;

	snprintf(number.text, NUMBER_SIZE, "%s%.60s", value > 0 ? "+" : "", plain.text);
	return number;
}

/* What is only there of a difference, and of one that has an interval. */
static struct number difference_cell(const struct difference *d, double base, enum row row)
{
	bool interval = d->verdict != VERDICT_NO_INTERVAL;
	struct number none = { "" };

	switch (row) {
	case ROW_DIFFERENCE:
		return grouped_signed(d->estimate);
	case ROW_PERCENT:
		return percent_of(d->estimate, base);
	case ROW_LOW:
		return interval ? grouped_signed(d->low) : none;
	case ROW_HIGH:
		return interval ? grouped_signed(d->high) : none;
	default:
		snprintf(none.text, NUMBER_SIZE, "%s", verdict_text(d));
		return none;
	}
}

static struct number figure_cell(const struct comparison *c, const struct figure *figure,
				 size_t mode, enum row row)
{
	struct summary s = summarise(figure_values(c, figure, mode), c->rounds);
	struct difference d = figure_difference(c, figure, mode);

	switch (row) {
	case ROW_MEDIAN:
		return grouped(s.median);
	case ROW_MIN:
		return grouped(s.min);
	case ROW_MAX:
		return grouped(s.max);
	case ROW_Q1:
		return grouped(s.q1);
	case ROW_Q3:
		return grouped(s.q3);
	default:
		if (!mode)
			return (struct number) { "" };
		return difference_cell(&d, summarise(figure_values(c, figure, 0),
						     c->rounds).median, row);
	}
}

static void figure_table(FILE *to, const struct comparison *c, const struct figure *figure)
{
	enum row row, rows = c->modes > 1 ? ROWS : ROW_DIFFERENCE;
	size_t mode;

	fputs("<div class=\"scroll\"><table>\n<tr class=\"heads\"><td></td>", to);
	for (mode = 0; mode < c->modes; mode++)
		fprintf(to, "<th scope=\"col\" class=\"number %s\">%s</th>", c->mode[mode],
			c->label[mode]);
	fputs("</tr>\n", to);
	for (row = 0; row < rows; row++) {
		fputs("<tr>", to);
		html_cell(to, "th scope=\"row\"", false, row_heads[row]);
		for (mode = 0; mode < c->modes; mode++)
			html_cell(to, "td", true, figure_cell(c, figure, mode, row).text);
		fputs("</tr>\n", to);
	}
	fputs("</table></div>\n", to);
}

/* A figure may be cut out of the page: it says where it is from. */
static void where(FILE *to, const struct comparison *c, const struct figure *figure)
{
	static const char * const told_by[] = {
		[SOURCE_PERF] = "told by perf stat", [SOURCE_COMMAND] = "told by the command",
		[SOURCE_MODULE] = "told by the module",
	};
	const char *kernel = json_string_value(json_object_get(c->host, "kernel"));
	const char *cpu = json_string_value(json_object_get(c->host, "cpu"));
	char *text;
	FILE *words = text_stream(&text);
	size_t mode;

	fprintf(words, "Linux %s, %s; ", kernel ?: "unknown", cpu ?: "unknown CPU");
	for (mode = 0; mode < c->modes; mode++)
		fprintf(words, "%s%s", mode ? ", " : "", c->label[mode]);
	fprintf(words, "; %zu rounds, %s", c->rounds, told_by[figure->source]);
	text_end(words, &text);
	html_element(to, "div", "where", text);
	free(text);
}

static void put_card(FILE *to, const struct comparison *c, const struct figure *figure)
{
	fputs("<figure class=\"card\">\n<figcaption>\n<h3>", to);
	escape_html(figure->name, to);
	if (*figure->unit) {
		fputs(", ", to);
		escape_html(figure->unit, to);
	}
	fputs("</h3>\n", to);
	where(to, c, figure);
	fputs("</figcaption>\n<div class=\"pair\">\n", to);
	chart_figure(to, c, figure);
	figure_table(to, c, figure);
	fputs("</div>\n</figure>\n", to);
}

/* The module's counters say why, not what it costs: they are in the table only. */
static void cards(FILE *to, const struct comparison *c)
{
	const struct figure *figure;
	size_t i, shown = 0;

	for (i = 0; i < c->count && shown < CARDS_MAX; i++) {
		figure = &c->figures[i];
		if (figure->source == SOURCE_MODULE || figure_is_constant(c, figure))
			continue;
		put_card(to, c, figure);
		shown++;
	}
}

static void full_table(FILE *to, const struct comparison *c)
{
	size_t count, i;
	struct cells *rows = cells_rows(c, &count);
	enum cell cell;

	fputs("<details>\n<summary>All figures, the module's counters too</summary>\n", to);
	fputs("<div class=\"scroll\"><table>\n<tr class=\"heads\">", to);
	for (cell = 0; cell < CELLS; cell++)
		html_cell(to, "th scope=\"col\"", cell_is_number(cell), cell_heads[cell]);
	fputs("</tr>\n", to);
	for (i = 0; i < count; i++) {
		fputs("<tr>", to);
		for (cell = 0; cell < CELLS; cell++)
			html_cell(to, "td", cell_is_number(cell), rows[i].text[cell]);
		fputs("</tr>\n", to);
	}
	fputs("</table></div>\n</details>\n", to);
	free(rows);
}

static void paragraph_free(FILE *to, const char *class, char *text)
{
	if (*text)
		html_element(to, "p", class, text);
	free(text);
}

static void constants(FILE *to, const struct comparison *c)
{
	char *same = cells_constants(c);

	if (*same)
		paragraph_free(to, "note", text_of("The same in all runs: %s.", same));
	free(same);
}

/** html_comparison() - what compare found */
void html_comparison(FILE *to, const struct comparison *c)
{
	const json_t *note;
	size_t i;

	paragraph_free(to, NULL, cells_indistinguishable(c));
	paragraph_free(to, NULL, cells_method(c));
	json_array_foreach(c->notes, i, note)
		html_element(to, "p", "note", json_string_value(note));
	cards(to, c);
	full_table(to, c);
	constants(to, c);
}
