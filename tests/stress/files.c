// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
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

/* On the line "NAME NUMBER"; 0 if there is none. */
unsigned long number_in(const char *path, const char *name)
{
	FILE *file = fopen(path, "re");
	size_t length = strlen(name);
	unsigned long found = 0;
	char line[128];

	if (!file)
		wrong("cannot read %s: %s", path, strerror(errno));
	while (fgets(line, sizeof(line), file))
		if (!strncmp(line, name, length) && line[length] == ' ')
			found = strtoul(line + length, NULL, 10);
	fclose(file);
	return found;
}
