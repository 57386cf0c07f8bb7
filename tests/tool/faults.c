// SPDX-License-Identifier: GPL-2.0
/*
 * A library to be loaded before others (LD_PRELOAD): of the program's allocations the one
 * numbered FAULT_AT, counted from its start, fails, and the file FAULT_DONE says that there
 * was such a one. All that follow fail, too, if FAULT_AFTER is set.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

/* The C library's own. */
/* NOLINTBEGIN(bugprone-reserved-identifier) */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);
/* NOLINTEND(bugprone-reserved-identifier) */

static unsigned long at, allocations;
static bool after;

static void __attribute__((constructor)) start(void)
{
	const char *text = getenv("FAULT_AT");

	after = getenv("FAULT_AFTER");
	at = text ? strtoul(text, NULL, 10) : 0;
	allocations = 0;
}

static void say_so(void)
{
	const char *done = getenv("FAULT_DONE");
	int fd = done ? open(done, O_WRONLY | O_CREAT | O_CLOEXEC, 0666) : -1;

	if (fd >= 0)
		close(fd);
}

static bool fails(void)
{
	if (!at || ++allocations < at || (allocations > at && !after))
		return false;
	if (allocations == at)
		say_so();
	errno = ENOMEM;
	return true;
}

void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t nmemb, size_t size)
{
	return fails() ? NULL : __libc_calloc(nmemb, size);
}

void *realloc(void *ptr, size_t size)
{
	return fails() ? NULL : __libc_realloc(ptr, size);
}
