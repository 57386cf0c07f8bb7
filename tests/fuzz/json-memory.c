// SPDX-License-Identifier: GPL-2.0
#include "json-memory.h"

#include <jansson.h>
#include <stddef.h>
#include <stdlib.h>

struct block {
	struct block *next, **link;
	char memory[];
};

static struct block *blocks;

static void *allocate(size_t size)
{
	struct block *block = malloc(sizeof(*block) + size);

	if (!block)
		abort();
	block->next = blocks;
	block->link = &blocks;
	if (blocks)
		blocks->link = &block->next;
	blocks = block;
	return block->memory;
}

static void release(void *memory)
{
	struct block *block;

	if (!memory)
		return;
	block = (struct block *)((char *)memory - offsetof(struct block, memory));
	/* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): clang-tidy does not follow the links */
	*block->link = block->next;
	if (block->next)
		block->next->link = block->link;
	free(block);
}

static void __attribute__((constructor)) start(void)
{
	json_set_alloc_funcs(allocate, release);
}

/* json_memory_free() - free all that is left */
void json_memory_free(void)
{
	while (blocks)
		release(blocks->memory);
}
