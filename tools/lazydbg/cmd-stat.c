// SPDX-License-Identifier: GPL-2.0
/* lazydbg stat: the counters, once or again and again. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "exit.h"
#include "files.h"
#include "options.h"
#include "output.h"
#include "prometheus.h"
#include "sample.h"

/* hh:mm:ss */
#define CLOCK_SIZE	16

enum {
	OPTION_INTERVAL = OPTION_OWN,
	OPTION_COUNT,
	OPTION_PER_CPU,
	OPTION_PROMETHEUS,
	OPTION_RESET,
};

static const struct option options[] = {
	{ "interval", required_argument, NULL, OPTION_INTERVAL },
	{ "count", required_argument, NULL, OPTION_COUNT },
	{ "per-cpu", no_argument, NULL, OPTION_PER_CPU },
	{ "prometheus", no_argument, NULL, OPTION_PROMETHEUS },
	{ "reset", no_argument, NULL, OPTION_RESET },
	OPTIONS_OUTPUT,
	OPTIONS_HELP,
	{ }
};

static const struct command_line line = {
	.command = "stat",
	.letters = "",
	.options = options,
	.usage =
"usage: lazydbg stat [OPTION...]\n"
"\n"
"Show the module's counters, since it was loaded or since they were last reset.\n"
"\n"
"options:\n"
"  --interval S   again every S seconds, with the counts per second in between. The first\n"
"                 table comes after the first interval\n"
"  --count N      end after N tables; without it, Ctrl-C does\n"
"  --per-cpu      by CPU, not summed. With --interval a table has the counts per second\n"
"  --json         print an object (Documentation/schema/stat.json); with --interval, one\n"
"                 a line for each table\n"
"  --csv          print comma-separated values; with --interval, the time comes first,\n"
"                 in seconds since 1970\n"
"  --prometheus   print Prometheus' text exposition format, as node_exporter's textfile\n"
"                 collector reads it\n"
"  --output FILE  write to FILE, which always holds the last table, and all of it\n"
"  --reset        count from zero again, and print nothing\n"
"  --help         print this\n"
"\n"
"Exit status: 0 done, 2 wrong command line, 3 this host or user cannot do it.\n"
"\n"
"examples:\n"
"  lazydbg stat\n"
"  lazydbg stat --per-cpu --interval 1\n"
"  lazydbg stat --json --interval 0.5 --count 10 >stat.jsonl\n"
"  lazydbg stat --prometheus --interval 15 --output /var/lib/node_exporter/lazydbg.prom\n",
};

struct stat_options {
	struct output output;
	double interval;
	uint64_t count;
	bool per_cpu;
	bool reset;
};

static double time_of(const struct sample *sample)
{
	return thousandths(sample->time.tv_sec + sample->time.tv_nsec / 1e9);
}

static const char *clock_of(const struct sample *sample, char text[CLOCK_SIZE])
{
	struct tm tm;

	strftime(text, CLOCK_SIZE, "%H:%M:%S", localtime_r(&sample->time.tv_sec, &tm));
	return text;
}

/* One counter, of one CPU or (@column is -1) summed. */
static json_t *counter(const struct stat_options *opts, const struct sample *before,
		       const struct sample *now, const struct stats_row *row, int column)
{
	json_t *fields = record("{}");
	uint64_t value;

	if (opts->interval && opts->output.format == OUTPUT_CSV)
		record_set(fields, "time", json_real(time_of(now)));
	record_set(fields, "name", json_string(row->name));
	if (column >= 0)
		record_set(fields, "cpu", json_integer(now->stats.cpus[column]));
	value = column < 0 ? stats_sum(&now->stats, row->name) : row->n[column];
	record_set(fields, "value", json_integer(value));
	if (before)
		record_set(fields, "per_second",
			   json_real(thousandths(sample_rate(before, now, row->name, column))));
	return fields;
}

static void add_counters(json_t *records, const struct stat_options *opts,
			 const struct sample *before, const struct sample *now)
{
	size_t i, column;

	for (i = 0; i < now->stats.row_count; i++) {
		const struct stats_row *row = &now->stats.rows[i];

		if (!opts->per_cpu)
			records_add(records, counter(opts, before, now, row, -1));
		for (column = 0; opts->per_cpu && column < now->stats.cpu_count; column++)
			records_add(records, counter(opts, before, now, row, column));
	}
}

/* For people, a row for each counter and a column for each CPU. */
static void add_wide(json_t *records, const struct sample *before, const struct sample *now)
{
	size_t i, column;
	char head[16];

	for (i = 0; i < now->stats.row_count; i++) {
		const struct stats_row *row = &now->stats.rows[i];
		json_t *fields = record("{s:s}", before ? "per_second" : "name", row->name);

		for (column = 0; column < now->stats.cpu_count; column++) {
			snprintf(head, sizeof(head), "cpu%u", now->stats.cpus[column]);
			record_set(fields, head, before ?
				   json_real(sample_rate(before, now, row->name, column)) :
				   json_integer(row->n[column]));
		}
		records_add(records, fields);
	}
}

static void print_prometheus(struct stat_options *opts, const struct sample *now,
			     const char *mode)
{
	struct info info;

	files_info(&info);
	prometheus_print(opts->output.to, &now->stats, mode, &info, opts->per_cpu);
	info_free(&info);
}

static void print_counters(struct stat_options *opts, const struct sample *before,
			   const struct sample *now, const char *mode)
{
	json_t *result = result_new("stat");
	char clock[CLOCK_SIZE];
	json_t *records;

	if (opts->output.format != OUTPUT_TEXT)
		record_set(result, "time", json_real(time_of(now)));
	else if (opts->interval)
		record_set(result, "time", json_string(clock_of(now, clock)));
	record_set(result, "mode", json_string(mode));
	if (before)
		record_set(result, "seconds",
			   json_real(thousandths(sample_seconds(before, now))));
	records = result_records(result, "counters");
	if (opts->per_cpu && opts->output.format == OUTPUT_TEXT)
		add_wide(records, before, now);
	else
		add_counters(records, opts, before, now);
	output_result(&opts->output, result, "counters");
	json_decref(result);
}

static void print_sample(struct stat_options *opts, const struct sample *before,
			 const struct sample *now)
{
	char mode[NAME_SIZE];

	files_mode(mode);
	output_start(&opts->output);
	if (opts->output.format == OUTPUT_PROMETHEUS)
		print_prometheus(opts, now, mode);
	else
		print_counters(opts, before, now, mode);
	output_end(&opts->output);
}

static void advance(struct timespec *when, double interval)
{
	long long ns = when->tv_nsec + llround(interval * 1e9);

	when->tv_sec += ns / 1000000000;
	when->tv_nsec = ns % 1000000000;
}

static bool is_past(const struct timespec *when)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec > when->tv_sec ||
	       (now.tv_sec == when->tv_sec && now.tv_nsec >= when->tv_nsec);
}

/* Wake up at times that are a whole interval apart; those that are missed are left out. */
static void sleep_until(struct timespec *next, double interval)
{
	do
		advance(next, interval);
	while (is_past(next));
	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, next, NULL))
		;
}

static void repeat(struct stat_options *opts)
{
	struct sample before, now;
	struct timespec next;
	uint64_t done;

	sample_take(&before);
	next = before.when;
	for (done = 0; !opts->count || done < opts->count; done++) {
		sleep_until(&next, opts->interval);
		sample_take(&now);
		print_sample(opts, &before, &now);
		sample_free(&before);
		before = now;
	}
	sample_free(&before);
}

static void once(struct stat_options *opts)
{
	struct sample now;

	sample_take(&now);
	print_sample(opts, NULL, &now);
	sample_free(&now);
}

static void parse(struct stat_options *opts, int argc, char **argv)
{
	int option;

	while ((option = options_next(&line, argc, argv)) != -1) {
		if (option == OPTION_INTERVAL)
			opts->interval = option_seconds("--interval", optarg);
		else if (option == OPTION_COUNT)
			opts->count = option_number("--count", optarg, 1, UINT32_MAX);
		else if (option == OPTION_PER_CPU)
			opts->per_cpu = true;
		else if (option == OPTION_PROMETHEUS)
			output_format(&opts->output, OUTPUT_PROMETHEUS);
		else if (option == OPTION_RESET)
			opts->reset = true;
		else
			output_option(&opts->output, option, optarg);
	}
	options_no_words(&line, argc, argv);
	opts->output.series = opts->interval > 0;
	if (opts->count && !opts->interval)
		die(EXIT_USAGE, "--count needs --interval, which says how long to wait");
	if (opts->output.format == OUTPUT_PROMETHEUS && opts->interval && !opts->output.file)
		die(EXIT_USAGE,
		    "--prometheus with --interval needs --output: its format has no place for one sample after the other");
	if (opts->reset && argc > 2)
		die(EXIT_USAGE, "--reset goes with no other option");
}

static int reset(void)
{
	int error = files_write("stats", "reset");

	if (error)
		die(EXIT_UNABLE, "the module refuses to reset its counters: %s", strerror(error));
	return EXIT_OK;
}

int cmd_stat(int argc, char **argv)
{
	struct stat_options opts = { 0 };

	parse(&opts, argc, argv);
	if (opts.reset)
		return reset();
	if (opts.interval)
		repeat(&opts);
	else
		once(&opts);
	return EXIT_OK;
}
