// SPDX-License-Identifier: GPL-2.0
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "exit.h"

/**
 * child_start() - run a program, with no signal blocked
 * @words: its name, as for a shell, and its arguments; NULL ends them
 * @quiet: what it prints is thrown away
 *
 * Ends this program if that one cannot be run.
 *
 * Return: its process
 */
pid_t child_start(char **words, bool quiet)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none;
	pid_t child;
	int error;

	sigemptyset(&none);
	posix_spawn_file_actions_init(&actions);
	if (quiet) {
		posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
		posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
	}
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	error = posix_spawnp(&child, words[0], &actions, &attributes, words, environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	if (error)
		die(EXIT_UNABLE, "cannot run '%s': %s", words[0], strerror(error));
	return child;
}

/**
 * child_status() - wait for a program to end
 * @child: of child_start()
 *
 * Return: its exit status; for a signal, 128 and the signal's number, as shells have it
 */
int child_status(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			die(EXIT_UNABLE, "lost a program that was run: %s", strerror(errno));
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
