// SPDX-License-Identifier: GPL-2.0
#include "comparison.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "exit.h"
#include "memory.h"
#include "text.h"

/* What a label adds if the mode is there already: off, off#2. */
static char *label_of(char **mode, size_t which)
{
	size_t same = 1, i;

	for (i = 0; i < which; i++)
		same += !strcmp(mode[i], mode[which]);
	return same == 1 ? text_of("%s", mode[which]) : text_of("%s#%zu", mode[which], same);
}

/**
 * comparison_start() - make one without figures
 * @c: which; for comparison_free()
 * @modes: how many, at most COMPARISON_MODES
 * @mode: their names; the first is what the others are compared with
 * @rounds: at most COMPARISON_ROUNDS
 * @confidence: of the intervals, in percent
 */
void comparison_start(struct comparison *c, size_t modes, char **mode, size_t rounds,
		      double confidence)
{
	size_t i;

	*c = (struct comparison) {
		.modes = modes,
		.rounds = rounds,
		.confidence = confidence,
		.notes = json_array(),
	};
	for (i = 0; i < modes; i++) {
		c->mode[i] = text_of("%s", mode[i]);
		c->label[i] = label_of(mode, i);
	}
}

static struct figure *find(struct comparison *c, enum told_by source, const char *name)
{
	size_t i;

	for (i = 0; i < c->count; i++)
		if (c->figures[i].source == source && !strcmp(c->figures[i].name, name))
			return &c->figures[i];
	return NULL;
}

static struct figure *new_figure(struct comparison *c, enum told_by source, const char *name,
				 const char *unit)
{
	size_t i, runs = c->modes * c->rounds;
	struct figure *figure;

	c->figures = more(c->figures, &c->count, sizeof(*c->figures));
	figure = &c->figures[c->count - 1];
	*figure = (struct figure) {
		.source = source,
		.name = text_of("%s", name),
		.unit = text_of("%s", unit),
		.values = zeroed(runs, sizeof(double)),
	};
	for (i = 0; i < runs; i++)
		figure->values[i] = NAN;
	return figure;
}

/**
 * comparison_add() - keep what one run gave; figures of the same name add up
 * @c: where
 * @source: who told it
 * @name: the figure's
 * @unit: its unit, "" if it has none
 * @mode: in which mode, a number
 * @round: in which round, from 0
 * @value: the figure. Beyond FIGURE_MAX, or added up to that, it counts as not there
 */
void comparison_add(struct comparison *c, enum told_by source, const char *name,
		    const char *unit, size_t mode, size_t round, double value)
{
	struct figure *figure = find(c, source, name);
	double *to;

	if (!figure)
		figure = new_figure(c, source, name, unit);
	to = &figure->values[mode * c->rounds + round];
	value = isnan(*to) ? value : *to + value;
	if (fabs(value) <= FIGURE_MAX) {
		*to = value;
		return;
	}
	comparison_note(c, "%s %s is left out where it is %g.", source_name(source), name, value);
	/* That it stays, whatever is added. */
	*to = INFINITY;
}

static void free_figure(struct figure *figure)
{
	free(figure->name);
	free(figure->unit);
	free(figure->values);
}

static size_t runs_without(const struct comparison *c, const struct figure *figure)
{
	size_t i, gaps = 0;

	for (i = 0; i < c->modes * c->rounds; i++)
		gaps += !isfinite(figure->values[i]);
	return gaps;
}

/** comparison_drop_gaps() - leave out, and note, figures that not all runs have */
void comparison_drop_gaps(struct comparison *c)
{
	size_t i, gaps, kept = 0;

	for (i = 0; i < c->count; i++) {
		gaps = runs_without(c, &c->figures[i]);
		if (!gaps) {
			c->figures[kept++] = c->figures[i];
			continue;
		}
		comparison_note(c, "%s %s is left out: %zu of %zu runs do not have it.",
				source_name(c->figures[i].source), c->figures[i].name, gaps,
				c->modes * c->rounds);
		free_figure(&c->figures[i]);
	}
	c->count = kept;
}

/** comparison_note() - add a sentence to what is shown with the figures; once */
void comparison_note(struct comparison *c, const char *format, ...)
{
	json_t *new, *note;
	va_list args;
	size_t i;

	va_start(args, format);
	new = json_vsprintf(format, args);
	va_end(args);
	if (!new)
		die(EXIT_UNABLE, "out of memory");
	json_array_foreach(c->notes, i, note)
		if (json_equal(note, new)) {
			json_decref(new);
			return;
		}
	json_array_append_new(c->notes, new);
}

/** comparison_free() - free what is in it */
void comparison_free(struct comparison *c)
{
	size_t i;

	for (i = 0; i < c->modes; i++) {
		free(c->mode[i]);
		free(c->label[i]);
	}
	for (i = 0; i < c->count; i++)
		free_figure(&c->figures[i]);
	free(c->figures);
	free(c->date);
	json_decref(c->host);
	json_decref(c->command);
	json_decref(c->notes);
}

/** figure_values() - a figure's values in one mode, by round */
const double *figure_values(const struct comparison *c, const struct figure *figure, size_t mode)
{
	return &figure->values[mode * c->rounds];
}

/** figure_difference() - a mode's difference to the first one */
struct difference figure_difference(const struct comparison *c, const struct figure *figure,
				    size_t mode)
{
	if (!mode)
		return (struct difference) { .verdict = VERDICT_BASE };
	return difference_between(figure_values(c, figure, 0), figure_values(c, figure, mode),
				  c->rounds, c->confidence);
}

/** figure_is_constant() - was it the same in all runs of all modes? */
bool figure_is_constant(const struct comparison *c, const struct figure *figure)
{
	size_t i;

	for (i = 1; i < c->modes * c->rounds; i++)
		if (figure->values[i] != figure->values[0])
			return false;
	return true;
}

/** source_name() - as in files */
const char *source_name(enum told_by source)
{
	static const char * const names[] = {
		[SOURCE_PERF] = "perf",
		[SOURCE_COMMAND] = "command",
		[SOURCE_MODULE] = "module",
	};

	return names[source];
}
