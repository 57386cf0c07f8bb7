// SPDX-License-Identifier: GPL-2.0
/* lazydbg bench: what reading and writing the debug registers costs on this core. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "cpulist.h"
#include "exit.h"
#include "files.h"
#include "host.h"
#include "options.h"
#include "output.h"

#define SAMPLES_DEFAULT	1000
#define SAMPLES_MAX	100000

enum {
	OPTION_CPU = OPTION_OWN,
	OPTION_SAMPLES,
};

static const struct option options[] = {
	{ "cpu", required_argument, NULL, OPTION_CPU },
	{ "samples", required_argument, NULL, OPTION_SAMPLES },
	OPTIONS_OUTPUT,
	OPTIONS_HELP,
	{ }
};

static const struct command_line line = {
	.command = "bench",
	.letters = "",
	.options = options,
	.usage =
"usage: lazydbg bench [--cpu LIST] [--samples N] [--json|--csv] [--output FILE]\n"
"\n"
"Measure what it costs to read and write each kind of debug register, and to move the\n"
"whole file, on each chosen CPU in turn. A sample is a number of repeats with interrupts\n"
"disabled, divided by that number; min, median and mean are of the samples. The row\n"
"'empty' is the loop alone, and is not subtracted from the others. Cycles are printed\n"
"where the CPU's cycle counter is to be had.\n"
"\n"
"options:\n"
"  --cpu LIST     the CPUs, as 0,2-5 (all that are online)\n"
"  --samples N    how many of each, 1 to 100000 (1000)\n"
"  --json         print an object (Documentation/schema/bench.json)\n"
"  --csv          print comma-separated values\n"
"  --output FILE  write to FILE, in one step\n"
"  --help         print this\n"
"\n"
"Exit status: 0 done, 2 wrong command line, 3 this host or user cannot do it.\n"
"\n"
"examples:\n"
"  lazydbg bench\n"
"  lazydbg bench --cpu 0,4 --samples 10000 --json >bench.json\n",
};

static void pin(unsigned int cpu)
{
	if (!cpulist_pin(cpu))
		die(errno == EINVAL ? EXIT_USAGE : EXIT_UNABLE,
		    "cannot run on CPU %u: %s; is it online, and may this process run there?", cpu,
		    strerror(errno));
}

static void measure(struct bench *bench, unsigned int cpu, uint64_t samples)
{
	char word[24];
	int error;

	pin(cpu);
	snprintf(word, sizeof(word), "%llu", (unsigned long long)samples);
	error = files_write("bench", word);
	if (error == EBUSY)
		die(EXIT_UNABLE,
		    "the host debugs on CPU %u: end what uses hardware breakpoints there (perf, gdb, kgdb), or leave it out with --cpu",
		    cpu);
	if (error)
		die(EXIT_UNABLE,
		    "the module does not bench CPU %u: %s; the kernel's log says more", cpu,
		    strerror(error));
	files_bench(bench);
	if (bench->cpu != cpu || !bench->samples)
		die(EXIT_UNABLE,
		    "the result is not of CPU %u: somebody else runs bench too, so try again later",
		    cpu);
}

/* From thousandths. */
static json_t *number(uint64_t thousandths)
{
	return thousandths == PARSE_NONE ? json_null() : json_real(thousandths / 1000.0);
}

static void add_rows(json_t *records, const struct bench *bench)
{
	size_t i;

	for (i = 0; i < bench->row_count; i++) {
		const struct bench_row *row = &bench->rows[i];
		json_t *fields = record("{s:i, s:s, s:I}", "cpu", bench->cpu,
					"name", row->name,
					"repeats", (json_int_t)row->repeats);

		record_set(fields, "min_ns", number(row->min_ps));
		record_set(fields, "median_ns", number(row->median_ps));
		record_set(fields, "mean_ns", number(row->mean_ps));
		record_set(fields, "min_cycles", number(row->min_mc));
		record_set(fields, "median_cycles", number(row->median_mc));
		record_set(fields, "mean_cycles", number(row->mean_mc));
		records_add(records, fields);
	}
}

static void run(struct output *output, const struct cpulist *cpus, uint64_t samples)
{
	json_t *result = result_new("bench");
	json_t *records;
	size_t i;

	host_add(result);
	record_set(result, "samples", json_integer(samples));
	records = json_array();
	for (i = 0; i < cpus->count; i++) {
		struct bench bench;

		measure(&bench, cpus->cpus[i], samples);
		if (!i)
			record_set(result, "counter_hz", json_integer(bench.counter_hz));
		add_rows(records, &bench);
		bench_free(&bench);
	}
	record_set(result, "rows", records);
	output_start(output);
	output_result(output, result, "rows");
	output_end(output);
	json_decref(result);
}

int cmd_bench(int argc, char **argv)
{
	uint64_t samples = SAMPLES_DEFAULT;
	struct output output = { 0 };
	struct cpulist cpus = { 0 };
	int option;

	while ((option = options_next(&line, argc, argv)) != -1) {
		if (option == OPTION_SAMPLES)
			samples = option_number("--samples", optarg, 1, SAMPLES_MAX);
		else if (option != OPTION_CPU)
			output_option(&output, option, optarg);
		else if (cpulist_free(&cpus), !cpulist_parse(&cpus, optarg))
			die(EXIT_USAGE, "--cpu takes CPUs as 0,2-5, not '%s'", optarg);
	}
	options_no_words(&line, argc, argv);
	files_need();
	if (!cpus.count)
		cpulist_online(&cpus);
	run(&output, &cpus, samples);
	cpulist_free(&cpus);
	return EXIT_OK;
}
