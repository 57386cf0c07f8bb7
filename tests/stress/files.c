// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stress.h"

bool write_word(const char *path, const char *word)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool written;
	int error;

	if (fd < 0)
		return false;
	written = write(fd, word, strlen(word)) == (ssize_t)strlen(word);
	error = errno;
	close(fd);
	errno = error;
	return written;
}

/* Of what begins with a number; -1 when there is none. */
long read_number(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char text[32];
	ssize_t size;

	if (fd < 0)
		return -1;
	size = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (size <= 0)
		return -1;
	text[size] = '\0';
	return strtol(text, NULL, 10);
}
