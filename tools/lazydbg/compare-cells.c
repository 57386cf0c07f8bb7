// SPDX-License-Identifier: GPL-2.0
#include "compare-cells.h"

#include <stdlib.h>

#include "memory.h"
#include "text.h"

const char * const cell_heads[CELLS] = {
	[CELL_FIGURE] = "figure",
	[CELL_MODE] = "mode",
	[CELL_MEDIAN] = "median",
	[CELL_RANGE] = "min..max",
	[CELL_QUARTILES] = "quartiles",
	[CELL_DIFFERENCE] = "difference",
	[CELL_PERCENT] = "of median",
	[CELL_INTERVAL] = "interval",
	[CELL_VERDICT] = "verdict",
};

/** cell_is_number() - is it to be aligned to the right? */
bool cell_is_number(enum cell cell)
{
	return cell >= CELL_MEDIAN && cell <= CELL_INTERVAL;
}

static void put_range(char cell[CELL_SIZE], struct number from, struct number to)
{
	snprintf(cell, CELL_SIZE, "%s..%s", from.text, to.text);
}

static void put_difference(struct cells *cells, const struct difference *d, double base)
{
	snprintf(cells->text[CELL_DIFFERENCE], CELL_SIZE, "%s", number_signed(d->estimate).text);
	snprintf(cells->text[CELL_PERCENT], CELL_SIZE, "%s", percent_of(d->estimate, base).text);
	if (d->verdict != VERDICT_NO_INTERVAL)
		put_range(cells->text[CELL_INTERVAL], number_signed(d->low),
			  number_signed(d->high));
	snprintf(cells->text[CELL_VERDICT], CELL_SIZE, "%s", verdict_text(d));
}

static struct cells cells_of(const struct comparison *c, const struct figure *figure, size_t mode)
{
	struct summary s = summarise(figure_values(c, figure, mode), c->rounds);
	struct difference d = figure_difference(c, figure, mode);
	struct cells cells = { { "" } };
	char *name = text_of("%s %s%s%s", source_name(figure->source), figure->name,
			     *figure->unit ? ", " : "", figure->unit);

	text_cut(cells.text[CELL_FIGURE], CELL_SIZE, name);
	free(name);
	snprintf(cells.text[CELL_MODE], CELL_SIZE, "%s", c->label[mode]);
	snprintf(cells.text[CELL_MEDIAN], CELL_SIZE, "%s", number_of(s.median).text);
	put_range(cells.text[CELL_RANGE], number_of(s.min), number_of(s.max));
	put_range(cells.text[CELL_QUARTILES], number_of(s.q1), number_of(s.q3));
	if (mode)
		put_difference(&cells, &d, summarise(figure_values(c, figure, 0),
						     c->rounds).median);
	return cells;
}

/**
 * cells_rows() - a row for each mode of each figure, but for those that never changed
 * @c: which
 * @count: how many rows
 *
 * Return: the rows, for free(). The figure's name is in each; a cell may be empty.
 */
struct cells *cells_rows(const struct comparison *c, size_t *count)
{
	struct cells *rows = NULL;
	size_t i, mode;

	*count = 0;
	for (i = 0; i < c->count; i++) {
		if (figure_is_constant(c, &c->figures[i]))
			continue;
		for (mode = 0; mode < c->modes; mode++) {
			rows = more(rows, count, sizeof(*rows));
			rows[*count - 1] = cells_of(c, &c->figures[i], mode);
		}
	}
	return rows;
}

/** cells_constants() - the figures that were the same in all runs; for free(), maybe empty */
char *cells_constants(const struct comparison *c)
{
	const char *between = "";
	const struct figure *f;
	char *text;
	FILE *to = text_stream(&text);
	size_t i;

	for (i = 0; i < c->count; i++) {
		f = &c->figures[i];
		if (!figure_is_constant(c, f))
			continue;
		fprintf(to, "%s%s %s %s", between, source_name(f->source), f->name,
			number_of(f->values[0]).text);
		between = ", ";
	}
	text_end(to, &text);
	return text;
}

/* Rounds, confidence, rounds needed, estimate. */
#define WITHOUT_INTERVAL "%zu rounds of each mode: an interval of %g %% takes %zu rounds or more, so there is none, and nothing can be said of how sure the differences are. A difference is the %s."

/* Rounds, first mode, estimate, interval, confidence, coverage. */
#define WITH_INTERVAL "%zu rounds of each mode. A difference is to %s: the %s. Its interval is the %s, for %g %% or more (%.4g %%). Where it contains 0, these runs cannot tell the modes apart. That holds for each figure by itself: of many that do not differ, some may look as if they did."

/** cells_method() - how the differences were found, in sentences, for free() */
char *cells_method(const struct comparison *c)
{
	double coverage;

	if (!interval_rank(c->rounds, c->confidence, &coverage))
		return text_of(WITHOUT_INTERVAL, c->rounds, c->confidence,
			       rounds_needed(c->confidence), METHOD_ESTIMATE);
	return text_of(WITH_INTERVAL, c->rounds, c->label[0], METHOD_ESTIMATE, METHOD_INTERVAL,
		       c->confidence, coverage);
}

static bool tells_apart(const struct comparison *c, size_t mode)
{
	struct difference d;
	size_t i;

	for (i = 0; i < c->count; i++) {
		d = figure_difference(c, &c->figures[i], mode);
		if (d.verdict == VERDICT_LESS || d.verdict == VERDICT_MORE)
			return true;
	}
	return false;
}

/** cells_indistinguishable() - modes that no figure tells from the first; for free() */
char *cells_indistinguishable(const struct comparison *c)
{
	char *text;
	FILE *to = text_stream(&text);
	double coverage;
	size_t mode;

	if (interval_rank(c->rounds, c->confidence, &coverage))
		for (mode = 1; mode < c->modes; mode++)
			if (!tells_apart(c, mode))
				fprintf(to, "%sThese runs cannot tell %s from %s by any figure.",
					ftell(to) ? " " : "", c->label[mode], c->label[0]);
	text_end(to, &text);
	return text;
}

/** cells_command() - the command's words with blanks between, for free() */
char *cells_command(const struct comparison *c)
{
	const json_t *word;
	char *text;
	FILE *to = text_stream(&text);
	size_t i;

	json_array_foreach(c->command, i, word)
		fprintf(to, "%s%s", i ? " " : "", json_string_value(word));
	text_end(to, &text);
	return text;
}
