// SPDX-License-Identifier: GPL-2.0
#include "records.h"

#include "saved.h"
#include "text.h"

static const struct column hist_columns[] = {
	{ "kind", "what", COLUMN_TEXT },
	{ "cpu", "CPU", COLUMN_NUMBER_IF_ANY },
	{ "count", "count", COLUMN_NUMBER },
	{ "min_ns", "min, ns", COLUMN_NUMBER },
	{ "avg_ns", "mean, ns", COLUMN_NUMBER_IF_ANY },
	{ "p50_le_ns", "50 % up to", COLUMN_NUMBER },
	{ "p90_le_ns", "90 % up to", COLUMN_NUMBER },
	{ "p99_le_ns", "99 % up to", COLUMN_NUMBER },
	{ "p99_9_le_ns", "99.9 % up to", COLUMN_NUMBER },
	{ "max_ns", "max, ns", COLUMN_NUMBER },
};

static const struct column bucket_columns[] = {
	{ "from_ns", "from", COLUMN_NUMBER },
	{ "to_ns", "to", COLUMN_NUMBER_IF_ANY },
	{ "count", "count", COLUMN_NUMBER },
};

static const struct column bench_columns[] = {
	{ "name", "operation", COLUMN_TEXT },
	{ "cpu", "CPU", COLUMN_NUMBER },
	{ "repeats", "repeats", COLUMN_NUMBER },
	{ "min_ns", "min, ns", COLUMN_NUMBER },
	{ "median_ns", "median, ns", COLUMN_NUMBER },
	{ "mean_ns", "mean, ns", COLUMN_NUMBER },
	{ "min_cycles", "min, cycles", COLUMN_NUMBER_IF_ANY },
	{ "median_cycles", "median, cycles", COLUMN_NUMBER_IF_ANY },
	{ "mean_cycles", "mean, cycles", COLUMN_NUMBER_IF_ANY },
};

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

/** records_of() - the rows of a result of hist or bench, and what is in them */
struct records records_of(const struct result *result)
{
	if (result->kind == RESULT_HIST)
		return (struct records) {
			.rows = json_object_get(result->json, "latencies"),
			.columns = hist_columns, .column_count = COUNT(hist_columns),
		};
	return (struct records) {
		.rows = json_object_get(result->json, "rows"),
		.columns = bench_columns, .column_count = COUNT(bench_columns),
	};
}

static void check_row(const json_t *row, const struct column *columns, size_t count,
		      const char *file)
{
	const json_t *value;
	size_t i;

	for (i = 0; i < count; i++) {
		value = json_object_get(row, columns[i].name);
		if (columns[i].kind != COLUMN_NUMBER_IF_ANY || (value && !json_is_null(value)))
			saved_member(row, columns[i].name, columns[i].kind == COLUMN_TEXT ?
				     JSON_STRING : JSON_REAL, file);
	}
}

static void check_buckets(const json_t *row, const char *file)
{
	const json_t *buckets = saved_member(row, "buckets", JSON_ARRAY, file);
	const json_t *bucket;
	size_t i;

	json_array_foreach(buckets, i, bucket)
		check_row(bucket, bucket_columns, COUNT(bucket_columns), file);
}

/** records_check() - end the program if the file lacks something that a report shows */
void records_check(const struct result *result)
{
	const char *name = result->kind == RESULT_HIST ? "latencies" : "rows";
	const json_t *row;
	struct records all;
	size_t i;

	saved_number(result->json, "counter_hz", result->file);
	saved_number(result->json, result->kind == RESULT_HIST ? "overhead_ps" : "samples",
		     result->file);
	saved_member(result->json, name, JSON_ARRAY, result->file);
	all = records_of(result);
	json_array_foreach(all.rows, i, row) {
		check_row(row, all.columns, all.column_count, result->file);
		if (result->kind == RESULT_HIST)
			check_buckets(row, result->file);
	}
}

/** records_cell() - a field as text, for free(); empty if there is none */
char *records_cell(const json_t *row, const struct column *column)
{
	const json_t *value = json_object_get(row, column->name);

	if (json_is_string(value))
		return text_of("%s", json_string_value(value));
	if (json_is_number(value))
		return text_of("%s", number_of(json_number_value(value)).text);
	return text_of("%s", "");
}

/** records_have() - is there anything in this column? */
bool records_have(const struct records *records, const struct column *column)
{
	const json_t *row;
	size_t i;

	json_array_foreach(records->rows, i, row)
		if (json_is_string(json_object_get(row, column->name)) ||
		    json_is_number(json_object_get(row, column->name)))
			return true;
	return false;
}

/** records_number() - a field's number, 0 if there is none */
double records_number(const json_t *row, const char *name)
{
	return json_number_value(json_object_get(row, name));
}

/** records_title() - what was measured */
const char *records_title(const struct result *result)
{
	return result->kind == RESULT_HIST ? "How long loads, puts and evictions took" :
	       "What the debug registers cost";
}

/* Samples, frequency. */
#define BENCH_METHOD "%s samples of each operation. A sample is a number of repeats with interrupts disabled, divided by that number. The row 'empty' is the loop alone; it is not subtracted from the others. The counter runs at %s Hz."

/* Frequency, overhead. */
#define HIST_METHOD "The module took the time of each by CNTVCT_EL0, which runs at %s Hz. Taking it adds %s ns to each figure, on average. A percentile is the upper end of its bucket, or the maximum if that is less."

/** records_method() - how it was measured, in sentences, for free() */
char *records_method(const struct result *result)
{
	struct number hz = number_of(records_number(result->json, "counter_hz"));
	double overhead = records_number(result->json, "overhead_ps") / 1000;

	if (result->kind == RESULT_BENCH)
		return text_of(BENCH_METHOD,
			       number_of(records_number(result->json, "samples")).text, hz.text);
	return text_of(HIST_METHOD, hz.text, number_of(overhead).text);
}
