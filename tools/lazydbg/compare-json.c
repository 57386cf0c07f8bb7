// SPDX-License-Identifier: GPL-2.0
/* A comparison as JSON: Documentation/schema/compare.json. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "comparison.h"
#include "output.h"
#include "saved.h"
#include "text.h"

#define SCHEMA_VERSION	1

/* Above, not every whole number is a double. */
#define EXACT_MAX	9007199254740992.0

static json_t *number(double value)
{
	if (value == floor(value) && fabs(value) < EXACT_MAX)
		return json_integer((json_int_t)value);
	return json_real(value);
}

static json_t *method_json(const struct comparison *c)
{
	double coverage;
	size_t rank = interval_rank(c->rounds, c->confidence, &coverage);

	return record("{s:s, s:s, s:s, s:o, s:o, s:i}", "paired_by", "round",
		      "difference", METHOD_ESTIMATE, "interval", METHOD_INTERVAL,
		      "confidence", number(c->confidence),
		      "coverage", rank ? number(coverage) : json_null(),
		      "rounds_needed", (int)rounds_needed(c->confidence));
}

static json_t *modes_json(const struct comparison *c)
{
	json_t *modes = json_array();
	size_t i;

	for (i = 0; i < c->modes; i++)
		records_add(modes, record("{s:s, s:s}", "label", c->label[i], "mode", c->mode[i]));
	return modes;
}

static json_t *values_json(const double *values, size_t count)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < count; i++)
		records_add(array, number(values[i]));
	return array;
}

/* Subtraction leaves digits that no figure had. */
static json_t *derived(double value)
{
	char text[NUMBER_SIZE];

	snprintf(text, sizeof(text), "%.12g", value);
	return number(strtod(text, NULL));
}

static void set_difference(json_t *row, const struct difference *d)
{
	bool difference = d->verdict != VERDICT_BASE;
	bool interval = difference && d->verdict != VERDICT_NO_INTERVAL;

	record_set(row, "difference", difference ? derived(d->estimate) : json_null());
	record_set(row, "low", interval ? derived(d->low) : json_null());
	record_set(row, "high", interval ? derived(d->high) : json_null());
	record_set(row, "verdict", json_string(verdict_name(d->verdict)));
}

static json_t *row_json(const struct comparison *c, const struct figure *figure, size_t mode)
{
	const double *values = figure_values(c, figure, mode);
	struct difference difference = figure_difference(c, figure, mode);
	struct summary s = summarise(values, c->rounds);
	json_t *row = record("{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o}",
			     "source", source_name(figure->source), "name", figure->name,
			     "unit", figure->unit, "mode", c->label[mode],
			     "median", number(s.median), "min", number(s.min),
			     "max", number(s.max), "q1", number(s.q1), "q3", number(s.q3));

	set_difference(row, &difference);
	record_set(row, "values", values_json(values, c->rounds));
	return row;
}

/** comparison_to_json() - all of it, with the values of each run; records: figures */
json_t *comparison_to_json(const struct comparison *c)
{
	json_t *result = result_new("compare");
	json_t *rows;
	size_t i, mode;

	record_set(result, "date", json_string(c->date));
	record_set(result, "host", json_incref(c->host));
	record_set(result, "command", json_incref(c->command));
	record_set(result, "method", method_json(c));
	record_set(result, "rounds", json_integer(c->rounds));
	record_set(result, "modes", modes_json(c));
	record_set(result, "notes", json_incref(c->notes));
	rows = result_records(result, "figures");
	for (i = 0; i < c->count; i++)
		for (mode = 0; mode < c->modes; mode++)
			records_add(rows, row_json(c, &c->figures[i], mode));
	return result;
}

static enum told_by source_of(const char *name, const char *file)
{
	enum told_by source;

	for (source = 0; source < SOURCES; source++)
		if (!strcmp(name, source_name(source)))
			return source;
	saved_wrong(file, "'source' must be perf, command or module, not '%s'", name);
}

static void texts_only(const json_t *texts, const char *name, const char *file)
{
	json_t *text;
	size_t i;

	json_array_foreach(texts, i, text)
		if (!json_is_string(text))
			saved_wrong(file, "'%s' must have nothing but texts", name);
}

static size_t mode_of(const struct comparison *c, const char *label, const char *file)
{
	size_t mode;

	for (mode = 0; mode < c->modes; mode++)
		if (!strcmp(c->label[mode], label))
			return mode;
	saved_wrong(file, "there was no mode '%s'", label);
}

static void read_row(struct comparison *c, const json_t *row, const char *file)
{
	size_t mode = mode_of(c, saved_text(row, "mode", file), file);
	const char *name = saved_text(row, "name", file);
	enum told_by source = source_of(saved_text(row, "source", file), file);
	const json_t *values = saved_member(row, "values", JSON_ARRAY, file);
	double value;
	size_t round;

	if (json_array_size(values) != c->rounds)
		saved_wrong(file, "'%s' has %zu values, and there were %zu rounds", name,
			    json_array_size(values), c->rounds);
	for (round = 0; round < c->rounds; round++) {
		if (!json_is_number(json_array_get(values, round)))
			saved_wrong(file, "a value of '%s' is not a number", name);
		value = json_number_value(json_array_get(values, round));
		if (fabs(value) > FIGURE_MAX)
			saved_wrong(file, "a value of '%s' is %g, and %g is the most", name, value,
				    FIGURE_MAX);
		comparison_add(c, source, name, saved_text(row, "unit", file), mode, round, value);
	}
}

static char *mode_name(const char *mode, const char *file)
{
	if (strcmp(mode, "off") && strcmp(mode, "eager") && strcmp(mode, "lazy"))
		saved_wrong(file, "a mode must be off, eager or lazy, not '%s'", mode);
	return (char *)mode;
}

static size_t read_modes(const json_t *json, char *mode[COMPARISON_MODES], const char *file)
{
	const json_t *modes = saved_member(json, "modes", JSON_ARRAY, file);
	size_t i, count = json_array_size(modes);

	if (!count || count > COMPARISON_MODES)
		saved_wrong(file, "there must be 1 to %d modes, not %zu", COMPARISON_MODES, count);
	for (i = 0; i < count; i++)
		mode[i] = mode_name(saved_text(json_array_get(modes, i), "mode", file), file);
	return count;
}

static void read_head(struct comparison *c, const json_t *json, const char *file)
{
	char *mode[COMPARISON_MODES];
	size_t modes = read_modes(json, mode, file);
	double rounds = saved_number(json, "rounds", file);
	double confidence = saved_number(saved_member(json, "method", JSON_OBJECT, file),
					 "confidence", file);

	if (saved_number(json, "version", file) != SCHEMA_VERSION)
		saved_wrong(file, "this lazydbg reads version %d of it only", SCHEMA_VERSION);
	if (rounds != floor(rounds) || rounds < 1 || rounds > COMPARISON_ROUNDS)
		saved_wrong(file, "'rounds' must be a whole number from 1 to %d",
			    COMPARISON_ROUNDS);
	if (!(confidence >= CONFIDENCE_MIN && confidence <= CONFIDENCE_MAX))
		saved_wrong(file, "'confidence' must be from %g to %g", CONFIDENCE_MIN,
			    CONFIDENCE_MAX);
	comparison_start(c, modes, mode, (size_t)rounds, confidence);
	c->date = strdup(saved_text(json, "date", file));
	c->host = json_incref(saved_member(json, "host", JSON_OBJECT, file));
	c->command = json_incref(saved_member(json, "command", JSON_ARRAY, file));
	texts_only(c->command, "command", file);
	json_decref(c->notes);
	c->notes = json_incref(saved_member(json, "notes", JSON_ARRAY, file));
	texts_only(c->notes, "notes", file);
}

/**
 * comparison_from_json() - what comparison_to_json() made, or the end of the program
 * @c: where to; for comparison_free()
 * @json: from saved_load()
 * @file: its name
 *
 * Only what was measured is read; what follows from it is found anew.
 */
void comparison_from_json(struct comparison *c, const json_t *json, const char *file)
{
	const json_t *rows = saved_member(json, "figures", JSON_ARRAY, file);
	size_t i, count;

	read_head(c, json, file);
	for (i = 0; i < json_array_size(rows); i++)
		read_row(c, json_array_get(rows, i), file);
	count = c->count;
	comparison_drop_gaps(c);
	if (c->count < count)
		saved_wrong(file, "not every figure is there in every mode");
	if (json_array_size(rows) != count * c->modes)
		saved_wrong(file, "a figure is there twice in the same mode");
}
