/* SPDX-License-Identifier: GPL-2.0 */
/* What compare measured: made by cmd-compare.c or read from a file, shown and saved. */
#ifndef LAZYDBG_COMPARISON_H
#define LAZYDBG_COMPARISON_H

#include <jansson.h>
#include <stddef.h>
#include <stdio.h>

#include "compare-stats.h"
#include "compiler.h"

#define COMPARISON_MODES	8	/* of a comparison, at most */
#define COMPARISON_ROUNDS	200

/* Differences of figures up to this are finite, which JSON and charts want. */
#define FIGURE_MAX		1e300

#define CONFIDENCE_MIN		50.0	/* in percent */
#define CONFIDENCE_MAX		99.9

/* Who told a figure. */
enum told_by {
	SOURCE_PERF,
	SOURCE_COMMAND,
	SOURCE_MODULE,
	SOURCES,
};

struct figure {
	enum told_by source;
	char *name;
	char *unit;		/* as perf calls it; "" if it doesn't */
	double *values;		/* of mode 0 in each round, of mode 1, ... */
};

struct comparison {
	size_t modes;
	char *mode[COMPARISON_MODES];
	char *label[COMPARISON_MODES];	/* the same, but each only once: off, off#2 */
	size_t rounds;
	double confidence;	/* in percent */
	struct figure *figures;
	size_t count;
	char *date;
	json_t *host;		/* an object of texts: host.h */
	json_t *command;	/* an array of texts */
	json_t *notes;		/* an array of sentences */
};

void comparison_start(struct comparison *c, size_t modes, char **mode, size_t rounds,
		      double confidence);
void comparison_add(struct comparison *c, enum told_by source, const char *name,
		    const char *unit, size_t mode, size_t round, double value);
void comparison_drop_gaps(struct comparison *c);
void __printf(2, 3) comparison_note(struct comparison *c, const char *format, ...);
void comparison_free(struct comparison *c);

const double *figure_values(const struct comparison *c, const struct figure *figure, size_t mode);
struct difference figure_difference(const struct comparison *c, const struct figure *figure,
				    size_t mode);
bool figure_is_constant(const struct comparison *c, const struct figure *figure);
const char *source_name(enum told_by source);

json_t *comparison_to_json(const struct comparison *c);
void comparison_from_json(struct comparison *c, const json_t *json, const char *file);
void comparison_print(const struct comparison *c, FILE *to);

#endif
