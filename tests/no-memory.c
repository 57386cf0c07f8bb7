// SPDX-License-Identifier: GPL-2.0
/*
 * no-memory N COMMAND: does one thing while the kernel's Nth allocation for it fails.
 *
 *	load FILE	a module
 *	unload NAME	a module
 *	write FILE WORD
 *	read FILE	all of it
 *
 * What the thread opens first is not counted. Its status: 0 if it succeeded, and had no Nth
 * allocation; 1 if it succeeded all the same; 2 if it did not, and says why; 3 if something
 * else went wrong.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char fail_nth[] = "/proc/thread-self/fail-nth";

static int fail(const char *what)
{
	fprintf(stderr, "no-memory: %s: %s\n", what, strerror(errno));
	return 3;
}

static int open_or_exit(const char *name, int flags)
{
	int fd = open(name, flags);

	if (fd < 0)
		exit(fail(name));
	return fd;
}

static long load(int fd, const char *word)
{
	return syscall(SYS_finit_module, fd, word, 0);
}

static long unload(int fd, const char *word)
{
	(void)fd;
	return syscall(SYS_delete_module, word, 0);
}

static long write_word(int fd, const char *word)
{
	return write(fd, word, strlen(word));
}

static long read_all(int fd, const char *word)
{
	char buf[65536];
	long n;

	(void)word;
	do
		n = read(fd, buf, sizeof(buf));
	while (n > 0);
	return n;
}

static const struct command {
	const char *name;
	int open_flags;
	long (*run)(int fd, const char *word);
} commands[] = {
	{ "load", O_RDONLY, load },
	{ "unload", -1, unload },
	{ "write", O_WRONLY, write_word },
	{ "read", O_RDONLY, read_all },
};

/* The number is counted down; a file that is open already takes and gives it. */
static int run(const struct command *command, int fd, const char *word, const char *nth)
{
	int control = open_or_exit(fail_nth, O_RDWR), failed = 0;
	char left[16] = "";

	if (pwrite(control, nth, strlen(nth), 0) < 0)
		return fail(fail_nth);
	if (command->run(fd, word) < 0)
		failed = errno;
	if (pread(control, left, sizeof(left) - 1, 0) < 0)
		return fail(fail_nth);
	if (pwrite(control, "0", 1, 0) < 0)
		return fail(fail_nth);
	if (failed) {
		printf("%s\n", strerror(failed));
		return atoi(left) ? 3 : 2;
	}
	return atoi(left) ? 0 : 1;
}

int main(int argc, char **argv)
{
	const char *word = argc > 4 ? argv[4] : "";
	size_t i;
	int fd;

	for (i = 0; argc > 3 && i < sizeof(commands) / sizeof(*commands); i++) {
		const struct command *command = &commands[i];

		if (strcmp(argv[2], command->name))
			continue;
		if (command->open_flags < 0)
			return run(command, -1, argv[3], argv[1]);
		fd = open_or_exit(argv[3], command->open_flags);
		return run(command, fd, word, argv[1]);
	}
	fprintf(stderr, "usage: no-memory N load|unload|write|read ...\n");
	return 3;
}
