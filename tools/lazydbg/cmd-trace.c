// SPDX-License-Identifier: GPL-2.0
/* lazydbg trace: record the module's tracepoints for a while, and add them up. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "child.h"
#include "commands.h"
#include "dat.h"
#include "exit.h"
#include "options.h"
#include "output.h"
#include "recorder.h"
#include "tally.h"

/* How often the kernel's buffers are emptied. */
#define TICK_MS		100
#define BUFFER_MOST_KIB	1048576

enum {
	OPTION_DURATION = OPTION_OWN,
	OPTION_DAT,
	OPTION_BUFFER,
};

static const struct option options[] = {
	{ "duration", required_argument, NULL, OPTION_DURATION },
	{ "dat", required_argument, NULL, OPTION_DAT },
	{ "buffer", required_argument, NULL, OPTION_BUFFER },
	OPTIONS_OUTPUT,
	OPTIONS_HELP,
	{ }
};

static const struct command_line line = {
	.command = "trace",
	.letters = "",
	.options = options,
	.usage =
"usage: lazydbg trace [OPTION...] [--duration S]\n"
"       lazydbg trace [OPTION...] -- COMMAND [WORD...]\n"
"\n"
"Record when debug registers were loaded, put away, taken by the host or left to KVM, for\n"
"all guests on this host: for S seconds, while COMMAND runs, or until Ctrl-C. Then print,\n"
"for each vcpu and event, how often, why, how many registers, and how long it took.\n"
"\n"
"options:\n"
"  --duration S   end after S seconds\n"
"  --dat FILE     keep the events in FILE, for trace-cmd report -N; trace-cmd must be there\n"
"  --buffer KIB   room for the events of a tenth of a second, for each CPU\n"
"  --json         print an object (Documentation/schema/trace.json)\n"
"  --csv          print comma-separated values\n"
"  --output FILE  write the result to FILE, in one step\n"
"  --help         print this\n"
"\n"
"Other traces go on undisturbed. The module cannot be removed while this records.\n"
"\n"
"Exit status: COMMAND's, or 128 and the number of the signal that ended it; otherwise\n"
"0 done, 2 wrong command line, 3 this host or user cannot do it.\n"
"\n"
"examples:\n"
"  lazydbg trace --duration 10\n"
"  lazydbg trace --csv --output trace.csv -- dbgguest --breakpoints all\n"
"  lazydbg trace --dat trace.dat --duration 1 && trace-cmd report -N trace.dat\n",
};

struct request {
	double seconds;		/* 0 if there is no such end */
	const char *dat;	/* NULL if it is not to be kept */
	size_t buffer_kib;
	char **command;		/* NULL if there is none */
	struct output output;
};

struct session {
	struct recorder recorder;
	struct tally *tally;
	struct dat *dat;
	pid_t child;
	int signals;
	sigset_t before;
	double seconds;
	uint64_t lost;
};

/* Where the words after "--" begin. */
static char **command_words(int argc, char **argv)
{
	if (optind > 1 && !strcmp(argv[optind - 1], "--")) {
		if (optind == argc)
			die(EXIT_USAGE, "there is no command after --");
		return argv + optind;
	}
	if (optind < argc)
		die(EXIT_USAGE, "'%s' is not an option; a command comes after --", argv[optind]);
	return NULL;
}

static void parse(struct request *request, int argc, char **argv)
{
	int option;

	while ((option = options_next(&line, argc, argv)) != -1)
		switch (option) {
		case OPTION_DURATION:
			request->seconds = option_seconds("--duration", optarg);
			break;
		case OPTION_DAT:
			request->dat = optarg;
			break;
		case OPTION_BUFFER:
			request->buffer_kib = option_number("--buffer", optarg, 1, BUFFER_MOST_KIB);
			break;
		default:
			output_option(&request->output, option, optarg);
		}
	request->command = command_words(argc, argv);
	if (request->command && request->seconds)
		die(EXIT_USAGE, "it ends with the command or after --duration, not both");
}

/* Signals that end the program end the recording instead, so that nothing is left behind. */
static void catch_signals(struct session *session)
{
	sigset_t caught;

	sigemptyset(&caught);
	sigaddset(&caught, SIGINT);
	sigaddset(&caught, SIGQUIT);
	sigaddset(&caught, SIGTERM);
	sigaddset(&caught, SIGHUP);
	sigaddset(&caught, SIGCHLD);
	sigprocmask(SIG_BLOCK, &caught, &session->before);
	session->signals = signalfd(-1, &caught, SFD_NONBLOCK | SFD_CLOEXEC);
	if (session->signals < 0)
		die(EXIT_UNABLE, "cannot make a signalfd: %s", strerror(errno));
}

static bool child_ended(pid_t child)
{
	siginfo_t info = { 0 };

	return child && !waitid(P_PID, child, &info, WEXITED | WNOHANG | WNOWAIT) && info.si_pid;
}

/* Wait for a tick; were we told to end meanwhile? */
static bool told_to_end(const struct session *session)
{
	struct pollfd signals = { .fd = session->signals, .events = POLLIN };
	struct signalfd_siginfo got;

	poll(&signals, 1, TICK_MS);
	while (read(session->signals, &got, sizeof(got)) == sizeof(got))
		if (got.ssi_signo != SIGCHLD || child_ended(session->child))
			return true;
	return false;
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

static void take_page(void *context, unsigned int cpu, void *page)
{
	struct session *session = context;

	if (session->dat)
		dat_page(session->dat, cpu, page, session->recorder.page_size);
	tally_page(session->tally, cpu, page);
}

static void record_events(struct session *session, const struct request *request)
{
	double start;

	recorder_start(&session->recorder);
	start = now();
	if (request->command)
		session->child = child_start(request->command, false);
	while (!told_to_end(session)) {
		recorder_drain(&session->recorder, take_page, session);
		if (request->seconds && now() - start >= request->seconds)
			break;
	}
	recorder_stop(&session->recorder);
	session->seconds = now() - start;
	recorder_drain(&session->recorder, take_page, session);
	session->lost = recorder_lost(&session->recorder);
}

/* A command that is still there, as we were told to end, is told so, too. */
static int end_command(const struct session *session)
{
	if (!session->child)
		return EXIT_OK;
	if (!child_ended(session->child))
		kill(session->child, SIGTERM);
	return child_status(session->child);
}

static void report(const struct session *session, struct output *output)
{
	json_t *result = result_new("trace");
	json_t *events, *totals;

	record_set(result, "seconds", json_real(thousandths(session->seconds)));
	record_set(result, "recorded", json_integer(tally_events(session->tally)));
	record_set(result, "lost", json_integer(session->lost));
	events = result_records(result, "events");
	totals = result_records(result, "totals");
	tally_records(session->tally, events, totals);
	output_start(output);
	output_result(output, result, "events");
	if (output->format == OUTPUT_TEXT && json_array_size(events) > json_array_size(totals)) {
		fputs("\nall vcpus:\n\n", output->to);
		output_table(output, totals);
	}
	output_end(output);
	json_decref(result);
	if (session->lost)
		fprintf(stderr,
			"lazydbg: %llu events were lost and are in no figure; --buffer makes more room\n",
			(unsigned long long)session->lost);
}

int cmd_trace(int argc, char **argv)
{
	struct session session = { 0 };
	struct request request = { 0 };
	int status;

	parse(&request, argc, argv);
	catch_signals(&session);
	recorder_open(&session.recorder, request.buffer_kib);
	session.tally = tally_new();
	if (request.dat)
		session.dat = dat_create(request.dat, session.recorder.cpu_count);
	record_events(&session, &request);
	recorder_close(&session.recorder);
	sigprocmask(SIG_SETMASK, &session.before, NULL);
	status = end_command(&session);
	if (session.dat)
		dat_finish(session.dat);
	report(&session, &request.output);
	tally_free(session.tally);
	return status;
}
