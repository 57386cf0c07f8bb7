/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Results, and the formats in which they are printed.
 *
 * A result is a JSON object: what it is ("schema" and "version"; Documentation/schema says
 * what is in each), single values, and an array of records. JSON prints all of it; a text
 * table the single values and the records; CSV only the records. Records of one array all
 * have the same fields, in the same order; fields that hold arrays are for JSON only.
 */
#ifndef LAZYDBG_OUTPUT_H
#define LAZYDBG_OUTPUT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

enum output_format {
	OUTPUT_TEXT,
	OUTPUT_JSON,
	OUTPUT_CSV,
	OUTPUT_PROMETHEUS,
};

/**
 * struct output - where a result goes, and how
 * @format: chosen by options
 * @file: of --output, or NULL: to stdout
 * @series: more than one result may come: JSON takes a line for each, CSV has heads once
 * @to: between output_start() and output_end(), what is printed to
 */
struct output {
	enum output_format format;
	const char *file;
	bool series;
	FILE *to;
	/* private: */
	char *text;
	size_t size;
	unsigned int results;
};

void output_option(struct output *output, int option, const char *value);
void output_format(struct output *output, enum output_format format);
void output_start(struct output *output);
void output_end(struct output *output);
void output_result(struct output *output, const json_t *result, const char *records);
void output_table(struct output *output, const json_t *records);

json_t *record(const char *format, ...);
json_t *result_new(const char *command);
json_t *result_records(json_t *result, const char *name);
void record_set(json_t *to, const char *name, json_t *value);
void records_add(json_t *records, json_t *added);
double thousandths(double number);

#endif
