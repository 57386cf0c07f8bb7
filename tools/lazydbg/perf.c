// SPDX-License-Identifier: GPL-2.0
#include "perf.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "exit.h"
#include "memory.h"
#include "text.h"

/* Between columns. An event's name may have a comma in it. */
#define SEPARATOR	";"

/* The columns of perf-stat(1), -x. There may be more. */
enum column { VALUE, UNIT, EVENT, RUN_TIME, RUN_PERCENT, COLUMNS };

static const char * const perf_words[] = {
	"perf", "stat", "-x", SEPARATOR, "-e", NULL, "--log-fd", NULL, "--",
};

#define PERF_WORDS	(sizeof(perf_words) / sizeof(perf_words[0]))
#define WORD_EVENTS	5
#define WORD_FD		7

static char **with_perf(const char *events, const char *fd, char **command)
{
	size_t i, words = 0;
	char **argv;

	while (command[words])
		words++;
	argv = zeroed(PERF_WORDS + words + 1, sizeof(*argv));
	for (i = 0; i < PERF_WORDS; i++)
		argv[i] = (char *)perf_words[i];
	argv[WORD_EVENTS] = (char *)events;
	argv[WORD_FD] = (char *)fd;
	memcpy(argv + PERF_WORDS, command, words * sizeof(*argv));
	return argv;
}

static bool ends_with(const char *text, const char *end)
{
	size_t text_length = strlen(text), length = strlen(end);

	return text_length >= length && !strcmp(text + text_length - length, end);
}

/*
 * perf's own status is 0 if a signal ended the command; its last words tell, by psignal().
 */
static void find_signal(struct workload *run, const char *program)
{
	char *words;
	int signal;

	if (run->status)
		return;
	for (signal = 1; signal < SIGRTMIN && !run->status; signal++) {
		words = text_of("%s: %s\n", program, strsignal(signal));
		if (ends_with(run->errors, words))
			run->status = signal;
		free(words);
	}
}

/**
 * perf_run() - run a command under perf
 * @run: what came of it; for workload_free()
 * @events: as perf takes them
 * @command: the command and its arguments
 *
 * Return: perf's figures for perf_add(), for free()
 */
char *perf_run(struct workload *run, const char *events, char **command)
{
	FILE *log = workload_scratch();
	char **argv;
	char *fd;

	fd = text_of("%d", fileno(log));
	argv = with_perf(events, fd, command);
	workload_run(run, argv, log);
	find_signal(run, command[0]);
	free(argv);
	free(fd);
	return workload_read_back(log);
}

/** perf_check() - end the program if there is no perf, or it doesn't take these events */
void perf_check(const char *events)
{
	char *command[2] = { NULL };
	struct workload run;

	if (!workload_can_run("perf"))
		die(EXIT_UNABLE,
		    "perf is not installed: install it (Debian's package linux-perf), or leave it out by --no-perf");
	command[0] = "true";
	free(perf_run(&run, events, command));
	if (run.status) {
		fputs(run.errors, stderr);
		die(EXIT_UNABLE,
		    "perf does not take the events '%s', see above; perf list shows what it has, and --no-perf does without",
		    events);
	}
	workload_free(&run);
}

/* No other text can be saved. */
static bool is_utf8(const char *text)
{
	json_t *string = json_string(text);

	json_decref(string);
	return string;
}

static void add_line(struct comparison *c, char *line, size_t mode, size_t round)
{
	char *column[COLUMNS] = { NULL };
	double value, percent;
	char *end;
	int i;

	if (!is_utf8(line)) {
		comparison_note(c, "A line of perf's is left out: it is not UTF-8.");
		return;
	}
	for (i = 0; i < COLUMNS && line; i++)
		column[i] = strsep(&line, SEPARATOR);
	if (!column[EVENT] || *column[VALUE] == '#')
		return;
	value = strtod(column[VALUE], &end);
	if (end == column[VALUE] || *end) {
		comparison_note(c, "perf %s is left out: perf says it is %s here.",
				column[EVENT], column[VALUE]);
		return;
	}
	percent = column[RUN_PERCENT] ? strtod(column[RUN_PERCENT], NULL) : 100;
	if (percent < 100)
		comparison_note(c,
				"perf %s is an estimate: perf had no counter for it all the time.",
				column[EVENT]);
	comparison_add(c, SOURCE_PERF, column[EVENT], column[UNIT], mode, round, value);
}

/**
 * perf_add() - add what perf told of a run to its figures
 * @c: where to
 * @told: what perf_run() gave; is changed
 * @mode: the run's mode, a number
 * @round: its round
 */
void perf_add(struct comparison *c, char *told, size_t mode, size_t round)
{
	char *line;

	while ((line = strsep(&told, "\n")))
		if (*line)
			add_line(c, line, mode, round);
}
