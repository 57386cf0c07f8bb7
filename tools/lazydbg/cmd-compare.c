// SPDX-License-Identifier: GPL-2.0
/* lazydbg compare: what a command costs in each mode. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "workload.h"
#include "commands.h"
#include "comparison.h"
#include "exit.h"
#include "files.h"
#include "held-mode.h"
#include "host.h"
#include "numbers.h"
#include "options.h"
#include "output.h"
#include "perf.h"
#include "replace.h"
#include "text.h"

#define MODES		"off,eager,lazy"
#define ROUNDS		10
#define CONFIDENCE	95.0

static const char usage[] =
"usage: lazydbg compare [OPTION...] [--] [COMMAND [ARG...]]\n"
"\n"
"Runs COMMAND in each mode in turn, round by round, and says by how much the modes differ\n"
"in what perf, the module's counters and the command itself tell. What the command tells\n"
"are the numbers of a JSON object, if it prints one. Without COMMAND it is\n"
"dbgguest --breakpoints all --watchpoints all --json.\n"
"\n"
"options:\n"
"  --modes M[,M...]      the modes; the first is what the others are compared with. One\n"
"                        that is there twice is a check: it should not differ from itself\n"
"                        (" MODES ")\n"
"  --rounds N            how often each mode is run, 1 to 200 (10)\n"
"  --confidence PERCENT  of the intervals, 50 to 99.9 (95)\n"
"  --events E[,E...]     what perf counts (" PERF_EVENTS ")\n"
"  --no-perf             do without perf\n"
"  --output FILE         save all as JSON, for lazydbg report\n"
"  --json, --csv         print that, and no table\n"
"  --help                print this\n"
"\n"
"The difference is the Hodges-Lehmann estimate of the differences in each round, with the\n"
"exact interval of the Wilcoxon signed-rank test; man lazydbg-compare says why. If it\n"
"contains 0, the runs cannot tell the modes apart. 95 % take 6 rounds or more.\n"
"\n"
"The mode is put back in the end, also when the command fails or a signal ends all.\n"
"The command runs with LC_ALL=C and without input; its output is not shown.\n"
"\n"
"Exit status: 0 compared, 1 the command failed, 2 wrong command line, 3 this host or user\n"
"cannot do it.\n"
"\n"
"examples:\n"
"  lazydbg compare --output compare.json\n"
"  lazydbg compare --modes off,lazy --rounds 20 -- ./boot-my-guest.sh\n";

struct options {
	char *mode[COMPARISON_MODES];
	size_t modes;
	size_t rounds;
	double confidence;
	const char *events;	/* NULL without perf */
	const char *save;	/* NULL: not saved */
	struct output shown;
	char **command;
};

enum { OPT_MODES = OPTION_OWN, OPT_ROUNDS, OPT_CONFIDENCE, OPT_EVENTS, OPT_NO_PERF };

static const struct option long_options[] = {
	{ "modes", required_argument, NULL, OPT_MODES },
	{ "rounds", required_argument, NULL, OPT_ROUNDS },
	{ "confidence", required_argument, NULL, OPT_CONFIDENCE },
	{ "events", required_argument, NULL, OPT_EVENTS },
	{ "no-perf", no_argument, NULL, OPT_NO_PERF },
	OPTIONS_OUTPUT,
	OPTIONS_HELP,
	{ }
};

/* What follows the first word that is no option is the command's. */
static const struct command_line line = {
	.command = "compare",
	.letters = "+",
	.options = long_options,
	.usage = usage,
};

static void parse_modes(struct options *opts, char *text)
{
	char *mode;

	opts->modes = 0;
	while ((mode = strsep(&text, ","))) {
		if (strcmp(mode, "off") && strcmp(mode, "eager") && strcmp(mode, "lazy"))
			die(EXIT_USAGE,
			    "--modes takes off, eager and lazy with commas between, not '%s'",
			    mode);
		if (opts->modes == COMPARISON_MODES)
			die(EXIT_USAGE, "--modes takes at most %d modes", COMPARISON_MODES);
		opts->mode[opts->modes++] = mode;
	}
}

static double confidence_from(const char *text)
{
	char *end;
	double percent = strtod(text, &end);

	if (end == text || *end || !(percent >= CONFIDENCE_MIN && percent <= CONFIDENCE_MAX))
		die(EXIT_USAGE, "--confidence takes percent, from %g to %g, not '%s'",
		    CONFIDENCE_MIN, CONFIDENCE_MAX, text);
	return percent;
}

static void set_option(struct options *opts, int option)
{
	switch (option) {
	case OPT_MODES:
		parse_modes(opts, optarg);
		break;
	case OPT_ROUNDS:
		opts->rounds = option_number("--rounds", optarg, 1, COMPARISON_ROUNDS);
		break;
	case OPT_CONFIDENCE:
		opts->confidence = confidence_from(optarg);
		break;
	case OPT_EVENTS:
		opts->events = optarg;
		break;
	case OPT_NO_PERF:
		opts->events = NULL;
		break;
	case OPTION_OUTPUT:
		opts->save = optarg;
		break;
	default:
		output_option(&opts->shown, option, optarg);
	}
}

/* dbgguest is beside this program where both were built or installed. */
static char **default_command(void)
{
	static const char * const options[] = {
		"--breakpoints", "all", "--watchpoints", "all", "--json", NULL,
	};
	static char *command[1 + sizeof(options) / sizeof(options[0])];
	char path[4096];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);

	memcpy(command + 1, options, sizeof(options));
	path[length < 0 ? 0 : length] = '\0';
	*(strrchr(path, '/') ?: path) = '\0';
	command[0] = text_of("%s/dbgguest", path);
	if (!access(command[0], X_OK))
		return command;
	free(command[0]);
	command[0] = "dbgguest";
	if (!workload_can_run(command[0]))
		die(EXIT_UNABLE,
		    "dbgguest is neither in %s nor in PATH: install it, or name a command to run",
		    path);
	return command;
}

static void parse(struct options *opts, int argc, char **argv)
{
	int option;

	*opts = (struct options) {
		.rounds = ROUNDS, .confidence = CONFIDENCE, .events = PERF_EVENTS,
	};
	parse_modes(opts, text_of("%s", MODES));
	while ((option = options_next(&line, argc, argv)) != -1)
		set_option(opts, option);
	opts->command = optind < argc ? argv + optind : default_command();
	if (!workload_can_run(opts->command[0]))
		die(EXIT_UNABLE, "there is no program '%s' to run", opts->command[0]);
}

static void add_counters(struct comparison *c, const struct stats *before,
			 const struct stats *after, size_t mode, size_t round)
{
	uint64_t from, to;
	size_t i;

	for (i = 0; i < after->row_count; i++) {
		from = stats_sum(before, after->rows[i].name);
		to = stats_sum(after, after->rows[i].name);
		if (to < from)
			die(EXIT_UNABLE,
			    "somebody reset the module's counters in round %zu, %s: leave them alone meanwhile",
			    round + 1, c->label[mode]);
		comparison_add(c, SOURCE_MODULE, after->rows[i].name, "", mode, round, to - from);
	}
}

static void must_have_worked(const struct comparison *c, const struct workload *run, size_t mode,
			     size_t round)
{
	char now[NAME_SIZE];

	if (run->status) {
		fputs(run->errors, stderr);
		die(EXIT_NO, "the command %s in round %zu, %s; nothing is saved",
		    workload_fate(run->status), round + 1, c->label[mode]);
	}
	files_mode(now);
	if (strcmp(now, c->mode[mode]))
		die(EXIT_UNABLE,
		    "somebody changed the mode to %s in round %zu, %s: leave it alone meanwhile",
		    now, round + 1, c->label[mode]);
}

static void run_once(struct comparison *c, const struct options *opts, size_t mode, size_t round)
{
	struct stats before, after;
	struct workload run;
	char *told = NULL;

	files_set_mode(c->mode[mode]);
	files_stats(&before);
	if (opts->events)
		told = perf_run(&run, opts->events, opts->command);
	else
		workload_run(&run, opts->command, NULL);
	files_stats(&after);
	must_have_worked(c, &run, mode, round);
	if (told)
		perf_add(c, told, mode, round);
	numbers_add(c, run.output, mode, round);
	add_counters(c, &before, &after, mode, round);
	stats_free(&before);
	stats_free(&after);
	workload_free(&run);
	free(told);
}

static void show_progress(const struct comparison *c, size_t mode, size_t round)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\rround %zu of %zu, %-8s", round + 1, c->rounds, c->label[mode]);
}

static void end_progress(void)
{
	if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
}

/* Which mode is first moves on from round to round, so that none gains by its place. */
static void run_all(struct comparison *c, const struct options *opts)
{
	size_t round, i, mode;

	for (round = 0; round < c->rounds; round++) {
		for (i = 0; i < c->modes; i++) {
			mode = (round + i) % c->modes;
			show_progress(c, mode, round);
			run_once(c, opts, mode, round);
		}
	}
}

static json_t *command_json(char **command)
{
	json_t *words = json_array(), *word;

	for (; *command; command++) {
		word = json_string(*command);
		records_add(words, word ?: json_string("(not UTF-8)"));
	}
	return words;
}

static void measure(struct comparison *c, const struct options *opts)
{
	comparison_start(c, opts->modes, (char **)opts->mode, opts->rounds, opts->confidence);
	c->date = host_date();
	c->host = host_facts();
	c->command = command_json(opts->command);

	workload_signals_hold(held_mode_end);
	held_mode_start();
	if (opts->events)
		perf_check(opts->events);
	run_all(c, opts);
	held_mode_end();
	end_progress();
	workload_signals_release();
	comparison_drop_gaps(c);
}

static void print_and_save(const struct comparison *c, struct options *opts)
{
	struct output saved = { .format = OUTPUT_JSON, .file = opts->save };
	json_t *result = comparison_to_json(c);

	if (opts->save) {
		output_start(&saved);
		output_result(&saved, result, "figures");
		output_end(&saved);
	}
	output_start(&opts->shown);
	if (opts->shown.format == OUTPUT_TEXT)
		comparison_print(c, opts->shown.to);
	else
		output_result(&opts->shown, result, "figures");
	output_end(&opts->shown);
	json_decref(result);
}

int cmd_compare(int argc, char **argv)
{
	struct comparison comparison;
	struct options opts;

	parse(&opts, argc, argv);
	files_need();
	if (opts.save)
		replace_check(opts.save);
	measure(&comparison, &opts);
	print_and_save(&comparison, &opts);
	comparison_free(&comparison);
	return EXIT_OK;
}
