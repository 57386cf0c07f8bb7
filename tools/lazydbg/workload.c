// SPDX-License-Identifier: GPL-2.0
#include "workload.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "exit.h"
#include "memory.h"
#include "text.h"

/* What a user ends a program by. Held back while a program runs, and taken by sigwaitinfo(). */
static const int endings[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

#define ENDINGS	(sizeof(endings) / sizeof(endings[0]))

static sigset_t held, before;
static void (*before_the_end)(void);

/* A signal that was ignored from the start, as by nohup, stays so. */
static bool ignored(int signal)
{
	struct sigaction action;

	return !sigaction(signal, NULL, &action) && action.sa_handler == SIG_IGN;
}

/**
 * workload_signals_hold() - from now on signals end the program only where workload_run() lets them
 * @last_words: called before a signal ends the program
 */
void workload_signals_hold(void (*last_words)(void))
{
	size_t i;

	before_the_end = last_words;
	sigemptyset(&held);
	sigaddset(&held, SIGCHLD);
	for (i = 0; i < ENDINGS; i++)
		if (!ignored(endings[i]))
			sigaddset(&held, endings[i]);
	sigprocmask(SIG_BLOCK, &held, &before);
}

/** workload_signals_release() - signals do again what they did; one that has come does it now */
void workload_signals_release(void)
{
	sigprocmask(SIG_SETMASK, &before, NULL);
}

static void __noreturn end_by(int signal)
{
	before_the_end();
	/* The shell that waits for us is to see the signal, so that its loop ends, too. */
	workload_signals_release();
	raise(signal);
	exit(EXIT_NO);
}

/*
 * The program has a process group of its own, to which the signals are passed on, so that all
 * of it gets them wherever they came from. Who sends a second one doesn't want to wait.
 */
static int wait_for(pid_t pid)
{
	int status, signal, ending = 0;

	while (waitpid(pid, &status, WNOHANG) != pid) {
		signal = sigwaitinfo(&held, NULL);
		if (signal <= 0 || signal == SIGCHLD)
			continue;
		kill(-pid, ending ? SIGKILL : signal);
		ending = signal;
	}
	if (ending) {
		/* Its own children may have survived it. */
		kill(-pid, SIGKILL);
		end_by(ending);
	}
	return status;
}

static void __noreturn become(char **argv, FILE *output, FILE *errors, FILE *inherited)
{
	int nothing = open("/dev/null", O_RDONLY);

	setpgid(0, 0);
	if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 ||
	    dup2(fileno(output), STDOUT_FILENO) < 0 || dup2(fileno(errors), STDERR_FILENO) < 0)
		_exit(EXIT_UNABLE);
	if (inherited)
		fcntl(fileno(inherited), F_SETFD, 0);
	/* Figures are to be written with a point. */
	setenv("LC_ALL", "C", 1);
	workload_signals_release();
	execvp(argv[0], argv);
	dprintf(STDERR_FILENO, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

/** workload_scratch() - a file without a name that no program gets unasked */
FILE *workload_scratch(void)
{
	FILE *file = tmpfile();

	if (!file || fcntl(fileno(file), F_SETFD, FD_CLOEXEC))
		die(EXIT_UNABLE, "cannot make a temporary file: %s", strerror(errno));
	return file;
}

/** workload_read_back() - what was written to @file by whomever, for free(); closes it */
char *workload_read_back(FILE *file)
{
	off_t size = lseek(fileno(file), 0, SEEK_END);
	char *text = zeroed(size + 1, 1);

	rewind(file);
	if (fread(text, 1, size, file) != (size_t)size)
		die(EXIT_UNABLE, "cannot read a temporary file: %s", strerror(errno));
	fclose(file);
	return text;
}

/**
 * workload_run() - run a program and wait until it ends
 * @run: what came of it; for workload_free()
 * @argv: the program, found as by a shell, and its arguments
 * @inherited: a file that the program gets besides; may be NULL
 *
 * Between workload_signals_hold() and workload_signals_release(). If a signal ends this program
 * meanwhile, it ends that one first.
 */
void workload_run(struct workload *run, char **argv, FILE *inherited)
{
	FILE *output = workload_scratch(), *errors = workload_scratch();
	pid_t pid = fork();

	if (pid < 0)
		die(EXIT_UNABLE, "cannot start a process: %s", strerror(errno));
	if (!pid)
		become(argv, output, errors, inherited);
	setpgid(pid, pid);
	run->status = wait_for(pid);
	run->output = workload_read_back(output);
	run->errors = workload_read_back(errors);
}

/** workload_free() - free what workload_run() has kept */
void workload_free(struct workload *run)
{
	free(run->output);
	free(run->errors);
}

/** workload_fate() - how it ended, as the end of a sentence, for free() */
char *workload_fate(int status)
{
	if (WIFSIGNALED(status))
		return text_of("was ended by signal %d (%s)", WTERMSIG(status),
			       strsignal(WTERMSIG(status)));
	return text_of("ended with status %d", WEXITSTATUS(status));
}

/** workload_can_run() - would workload_run() find such a program? */
bool workload_can_run(const char *program)
{
	const char *path = getenv("PATH");
	char *copy, *rest, *dir, *file;
	bool found = false;

	if (strchr(program, '/'))
		return !access(program, X_OK);
	copy = text_of("%s", path ? path : "/usr/bin:/bin");
	rest = copy;
	while (!found && (dir = strsep(&rest, ":"))) {
		file = text_of("%s/%s", *dir ? dir : ".", program);
		found = !access(file, X_OK);
		free(file);
	}
	free(copy);
	return found;
}
