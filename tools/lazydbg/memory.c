// SPDX-License-Identifier: GPL-2.0
#include "memory.h"

#include <stdlib.h>
#include <string.h>

#include "exit.h"

#define FIRST_ROOM	8

static void *or_die(void *memory)
{
	if (!memory)
		die(EXIT_UNABLE, "out of memory");
	return memory;
}

/**
 * more() - room for one element more in an array that grows
 * @array: the array, which may move; NULL if it has no element yet
 * @count: how many it has; one more on return
 * @size: of an element
 *
 * The room doubles when it is full, which is whenever the count is a power of two.
 *
 * Return: the array, its new element zeroed
 */
void *more(void *array, size_t *count, size_t size)
{
	size_t room = *count ? 2 * *count : FIRST_ROOM;

	if (!*count || (*count >= FIRST_ROOM && !(*count & (*count - 1))))
		array = or_die(reallocarray(array, room, size));
	memset((char *)array + *count * size, 0, size);
	++*count;
	return array;
}

/**
 * zeroed() - calloc() that does not fail
 * @count: of elements
 * @size: of an element
 *
 * Return: the memory, for free()
 */
void *zeroed(size_t count, size_t size)
{
	return or_die(calloc(count ? count : 1, size));
}
