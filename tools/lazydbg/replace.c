// SPDX-License-Identifier: GPL-2.0
#include "replace.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exit.h"

/* What a file is made with by others: what the umask leaves of rw for all. */
static mode_t usual_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

/*
 * The file itself, not a link to it, as a link must stay one; and never a device, which
 * would be a file from then on. *@mode becomes the file's.
 */
static char *target_of(const char *path, mode_t *mode)
{
	struct stat st;
	char *target;

	*mode = usual_mode();
	if (!stat(path, &st)) {
		if (!S_ISREG(st.st_mode))
			die(EXIT_USAGE,
			    "--output takes a file, which %s is not: leave it out, and redirect",
			    path);
		*mode = st.st_mode & 07777;
		target = realpath(path, NULL);
	} else {
		target = strdup(path);
	}
	if (!target)
		die(EXIT_UNABLE, "cannot write %s: %s", path, strerror(errno));
	return target;
}

static int write_all(int fd, const char *text, size_t size)
{
	while (size) {
		ssize_t written = write(fd, text, size);

		if (written < 0)
			return -1;
		text += written;
		size -= written;
	}
	return 0;
}

/* Closes @fd; what it is the descriptor of has the content when this succeeds. */
static int fill(int fd, const char *text, size_t size, mode_t mode)
{
	int failed = write_all(fd, text, size) || fchmod(fd, mode) || fsync(fd);
	int error = errno;

	if (close(fd))
		return -1;
	errno = error;
	return failed ? -1 : 0;
}

static int open_beside(const char *target, char **temporary)
{
	int fd;

	if (asprintf(temporary, "%s.XXXXXX", target) < 0)
		die(EXIT_UNABLE, "out of memory");
	fd = mkstemp(*temporary);
	if (fd < 0)
		die(EXIT_UNABLE, "cannot write a file beside %s: %s", target, strerror(errno));
	return fd;
}

/**
 * replace_file() - give a file a new content, in one step
 * @path: the file, there or not
 * @text: the content
 * @size: its length
 *
 * Ends the program if that fails; the file is then as it was.
 */
void replace_file(const char *path, const char *text, size_t size)
{
	char *temporary, *target;
	mode_t mode;
	int fd;

	target = target_of(path, &mode);
	fd = open_beside(target, &temporary);
	if (fill(fd, text, size, mode) || rename(temporary, target)) {
		int error = errno;

		unlink(temporary);
		die(EXIT_UNABLE, "cannot write %s: %s", path, strerror(error));
	}
	free(temporary);
	free(target);
}

/**
 * replace_check() - will replace_file() be able to write this file?
 * @path: the file, there or not
 *
 * Ends the program if not: before it has worked for what could not be kept.
 */
void replace_check(const char *path)
{
	char *temporary, *target;
	mode_t mode;
	int fd;

	target = target_of(path, &mode);
	fd = open_beside(target, &temporary);
	close(fd);
	unlink(temporary);
	free(temporary);
	free(target);
}
