// SPDX-License-Identifier: GPL-2.0
/* lazydbg hist: how long loads, puts and evictions take. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "exit.h"
#include "files.h"
#include "histogram.h"
#include "host.h"
#include "options.h"
#include "output.h"

#define BAR_WIDTH	40

enum {
	OPTION_PER_CPU = OPTION_OWN,
	OPTION_BUCKETS,
	OPTION_ON,
	OPTION_OFF,
	OPTION_RESET,
};

static const struct option options[] = {
	{ "per-cpu", no_argument, NULL, OPTION_PER_CPU },
	{ "buckets", no_argument, NULL, OPTION_BUCKETS },
	{ "on", no_argument, NULL, OPTION_ON },
	{ "off", no_argument, NULL, OPTION_OFF },
	{ "reset", no_argument, NULL, OPTION_RESET },
	OPTIONS_OUTPUT,
	OPTIONS_HELP,
	{ }
};

static const struct command_line line = {
	.command = "hist",
	.letters = "",
	.options = options,
	.usage =
"usage: lazydbg hist [--per-cpu] [--buckets] [--json|--csv] [--output FILE]\n"
"       lazydbg hist --on|--off|--reset\n"
"\n"
"Show how long loads, puts and evictions took, as histograms. They are timed between\n"
"--on and --off; what taking the time adds to each is printed, to be subtracted.\n"
"\n"
"All figures are in nanoseconds, made from ticks of the generic timer. A percentile is an\n"
"upper bound: it was in the bucket that ends there (p50_le_ns: half of them took no\n"
"longer), or is the maximum where that is less.\n"
"\n"
"options:\n"
"  --on           begin to take times\n"
"  --off          end it; what was taken stays\n"
"  --reset        forget what was taken\n"
"  --per-cpu      by CPU, not all together\n"
"  --buckets      print the buckets only; on a terminal they are always shown, with bars\n"
"  --json         print an object, buckets included (Documentation/schema/hist.json)\n"
"  --csv          print comma-separated values\n"
"  --output FILE  write to FILE, in one step\n"
"  --help         print this\n"
"\n"
"Exit status: 0 done, 2 wrong command line, 3 this host or user cannot do it.\n"
"\n"
"examples:\n"
"  lazydbg hist --on; sleep 10; lazydbg hist --off\n"
"  lazydbg hist --per-cpu\n"
"  lazydbg hist --buckets --csv >buckets.csv\n",
};

struct hist_options {
	struct output output;
	const char *word;	/* to write to the file; NULL to print what is in it */
	bool per_cpu;
	bool buckets;
};

/* The last bucket has no end. */
static json_t *end_of(uint64_t to)
{
	return to == PARSE_INF ? json_null() : json_integer(to);
}

static json_t *bucket_fields(const struct latency_bucket *bucket)
{
	json_t *fields = record("{s:I}", "from_ns", (json_int_t)bucket->from_ns);

	record_set(fields, "to_ns", end_of(bucket->to_ns));
	record_set(fields, "from_ticks", json_integer(bucket->from_ticks));
	record_set(fields, "to_ticks", end_of(bucket->to_ticks));
	record_set(fields, "count", json_integer(bucket->count));
	return fields;
}

/* What is timed, and where: the fields that all records begin with. */
static json_t *who(const char *kind, int cpu)
{
	json_t *fields = record("{s:s}", "kind", kind);

	if (cpu != HISTOGRAM_ALL_CPUS)
		record_set(fields, "cpu", json_integer(cpu));
	return fields;
}

static void add_percentiles(json_t *fields, const struct histogram *histogram)
{
	static const struct {
		const char *name;
		double percent;
	} wanted[] = {
		{ "p50_le_ns", 50 }, { "p90_le_ns", 90 }, { "p99_le_ns", 99 },
		{ "p99_9_le_ns", 99.9 },
	};
	size_t i;

	for (i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		record_set(fields, wanted[i].name,
			   json_integer(histogram_percentile(histogram, wanted[i].percent)));
}

static json_t *average(const struct histogram *histogram)
{
	if (!histogram->count)
		return json_null();
	return json_real(thousandths((double)histogram->sum_ns / histogram->count));
}

static void add_histogram(json_t *result, const struct hist_options *opts,
			  const struct latency *latency, const char *kind, int cpu)
{
	struct histogram histogram;
	json_t *fields = who(kind, cpu);
	json_t *buckets;
	size_t i;

	histogram_make(&histogram, latency, kind, cpu);
	record_set(fields, "count", json_integer(histogram.count));
	record_set(fields, "min_ns", json_integer(histogram.min_ns));
	record_set(fields, "avg_ns", average(&histogram));
	record_set(fields, "max_ns", json_integer(histogram.max_ns));
	add_percentiles(fields, &histogram);
	buckets = result_records(fields, "buckets");
	for (i = 0; i < histogram.bucket_count; i++) {
		json_t *bucket = opts->buckets ? who(kind, cpu) : record("{}");
		json_t *own = bucket_fields(&histogram.buckets[i]);

		json_object_update(bucket, own);
		json_decref(own);
		records_add(buckets, bucket);
	}
	records_add(json_object_get(result, "latencies"), fields);
	histogram_free(&histogram);
}

/* The first summary of its kind: where all of that kind are together, only this counts. */
static bool is_first(const struct latency *latency, size_t index)
{
	size_t i;

	for (i = 0; i < index; i++)
		if (!strcmp(latency->summaries[i].kind, latency->summaries[index].kind))
			return false;
	return true;
}

static json_t *make_result(const struct hist_options *opts, const struct latency *latency)
{
	json_t *result = result_new("hist");
	size_t i;

	host_add(result);
	record_set(result, "enabled", json_boolean(latency->enabled));
	record_set(result, "counter_hz", json_integer(latency->counter_hz));
	record_set(result, "overhead_ps", json_integer(latency->overhead_ps));
	result_records(result, "latencies");
	for (i = 0; i < latency->summary_count; i++) {
		const struct latency_summary *summary = &latency->summaries[i];

		if (opts->per_cpu)
			add_histogram(result, opts, latency, summary->kind, summary->cpu);
		else if (is_first(latency, i))
			add_histogram(result, opts, latency, summary->kind, HISTOGRAM_ALL_CPUS);
	}
	return result;
}

static void print_bar(FILE *to, json_t *bucket, json_int_t most)
{
	json_int_t count = json_integer_value(json_object_get(bucket, "count"));
	json_t *end = json_object_get(bucket, "to_ns");
	int length = most ? (int)((double)count / most * BAR_WIDTH + 0.5) : 0;
	int i;

	fprintf(to, "%12" JSON_INTEGER_FORMAT " .. ",
		json_integer_value(json_object_get(bucket, "from_ns")));
	if (json_is_null(end))
		fprintf(to, "%-12s", "");
	else
		fprintf(to, "%-12" JSON_INTEGER_FORMAT, json_integer_value(end));
	fprintf(to, "%12" JSON_INTEGER_FORMAT " |", count);
	for (i = 0; i < length; i++)
		fputc('*', to);
	fputc('\n', to);
}

static void print_bars(FILE *to, json_t *fields)
{
	json_t *cpu = json_object_get(fields, "cpu");
	json_t *buckets = json_object_get(fields, "buckets");
	json_int_t most = 0;
	json_t *bucket;
	size_t i;

	fprintf(to, "\n%s", json_string_value(json_object_get(fields, "kind")));
	if (cpu)
		fprintf(to, ", CPU %" JSON_INTEGER_FORMAT, json_integer_value(cpu));
	fputs(", ns:\n", to);
	json_array_foreach(buckets, i, bucket) {
		json_int_t count = json_integer_value(json_object_get(bucket, "count"));

		if (count > most)
			most = count;
	}
	json_array_foreach(buckets, i, bucket)
		print_bar(to, bucket, most);
}

static void print_for_people(struct output *output, const struct latency *latency,
			     json_t *result)
{
	json_t *latencies = json_object_get(result, "latencies");
	json_t *fields;
	size_t i;

	fprintf(output->to, "Times are %sbeing taken; taking one adds %.1f ns to it.\n",
		latency->enabled ? "" : "not ", latency->overhead_ps / 1000.0);
	if (!json_array_size(latencies)) {
		fprintf(output->to, "None were taken yet%s.\n",
			latency->enabled ? "" : ": lazydbg hist --on begins");
		return;
	}
	fputs("A percentile is the upper end of its bucket, or the maximum if that is less.\n\n",
	      output->to);
	output_table(output, latencies);
	if (output->file || !isatty(STDOUT_FILENO))
		return;
	json_array_foreach(latencies, i, fields)
		print_bars(output->to, fields);
}

/* All buckets in one array, as each says of what it is. */
static void print_buckets(struct output *output, json_t *result)
{
	json_t *all = result_records(result, "buckets");
	json_t *fields;
	size_t i;

	json_array_foreach(json_object_get(result, "latencies"), i, fields)
		json_array_extend(all, json_object_get(fields, "buckets"));
	if (output->format == OUTPUT_CSV)
		output_result(output, result, "buckets");
	else
		output_table(output, all);
}

static int show(struct hist_options *opts)
{
	struct output *output = &opts->output;
	struct latency latency;
	json_t *result;

	files_latency(&latency);
	result = make_result(opts, &latency);
	output_start(output);
	if (opts->buckets)
		print_buckets(output, result);
	else if (output->format == OUTPUT_TEXT)
		print_for_people(output, &latency, result);
	else
		output_result(output, result, "latencies");
	output_end(output);
	json_decref(result);
	latency_free(&latency);
	return EXIT_OK;
}

static int tell(const char *word)
{
	int error = files_write("latency", word);

	if (error)
		die(EXIT_UNABLE, "the module refuses '%s' for its latencies: %s", word,
		    strerror(error));
	return EXIT_OK;
}

static void parse(struct hist_options *opts, int argc, char **argv)
{
	int option;

	while ((option = options_next(&line, argc, argv)) != -1) {
		if (option == OPTION_PER_CPU)
			opts->per_cpu = true;
		else if (option == OPTION_BUCKETS)
			opts->buckets = true;
		else if (option == OPTION_ON)
			opts->word = "on";
		else if (option == OPTION_OFF)
			opts->word = "off";
		else if (option == OPTION_RESET)
			opts->word = "reset";
		else
			output_option(&opts->output, option, optarg);
	}
	options_no_words(&line, argc, argv);
	if (opts->word && argc > 2)
		die(EXIT_USAGE, "--on, --off and --reset go with no other option");
	if (opts->buckets && opts->output.format == OUTPUT_JSON)
		die(EXIT_USAGE, "--json has the buckets anyway: leave out --buckets");
}

int cmd_hist(int argc, char **argv)
{
	struct hist_options opts = { 0 };

	parse(&opts, argc, argv);
	return opts.word ? tell(opts.word) : show(&opts);
}
