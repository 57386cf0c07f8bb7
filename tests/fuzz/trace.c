// SPDX-License-Identifier: GPL-2.0
/*
 * Recorded events, as trace adds them up, with the formats that a lab's kernel gave: format/
 * holds them.
 *
 * The frame of a page, and the events' headers, are the ring buffer's, and libtraceevent
 * takes them as they come. So they are made here, and an input is what the events hold: of
 * each a byte that says how much, and that.
 */
#include <dirent.h>
#include <event-parse.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <tracefs.h>

#include "fuzz.h"
#include "json-memory.h"
#include "recorder.h"
#include "tally.h"

#define ROOM	4080

/* As events/header_page of tracefs has it, with 4 KiB. */
struct page {
	uint64_t time;
	uint64_t commit;
	uint8_t events[ROOM];
};

static char *formats[16];

/* Nobody may read from here on, which libtraceevent, without ASan, would otherwise. */
static char *page_end;

static void make_room(void)
{
	page_end = mmap(NULL, 2 * sizeof(struct page), PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (page_end == MAP_FAILED)
		abort();
	page_end += sizeof(struct page);
	if (mprotect(page_end, sizeof(struct page), PROT_NONE))
		abort();
}

/* In place of the library's, which asks the running kernel. */
struct tep_handle *tracefs_local_events_system(const char *tracing_dir,
					       const char * const *sys_names)
{
	struct tep_handle *tep = tep_alloc();
	size_t i;

	(void)tracing_dir;
	for (i = 0; formats[i]; i++)
		if (tep_parse_event(tep, formats[i], strlen(formats[i]), sys_names[0]))
			abort();
	return tep;
}

static char *read_format(const char *name)
{
	char *text = NULL;
	char path[512];
	size_t room;
	FILE *from;

	snprintf(path, sizeof(path), FORMATS "/%s", name);
	from = fopen(path, "r");
	if (!from || getdelim(&text, &room, '\0', from) < 0)
		abort();
	fclose(from);
	return text;
}

static void __attribute__((constructor)) prepare(void)
{
	DIR *dir = opendir(FORMATS);
	struct dirent *entry;
	size_t i = 0;

	make_room();
	while (dir && (entry = readdir(dir)))
		if (*entry->d_name != '.')
			formats[i++] = read_format(entry->d_name);
	if (!i)
		abort();
	closedir(dir);
}

/* An event's words: its type_len counts them, up to what it has other meanings for. */
#define MOST_WORDS	28

/* Put an event for each part of the input into a page, until either ends. */
static void make_page(struct page *page, const uint8_t *data, size_t size)
{
	while (size) {
		size_t words = 1 + *data++ % MOST_WORDS, bytes = 4 * words;
		uint32_t header = words;

		size--;
		if (sizeof(header) + bytes > ROOM - page->commit)
			return;
		memcpy(page->events + page->commit, &header, sizeof(header));
		page->commit += sizeof(header);
		memcpy(page->events + page->commit, data, size < bytes ? size : bytes);
		page->commit += bytes;
		data += size < bytes ? size : bytes;
		size -= size < bytes ? size : bytes;
	}
}

static void count(struct tally *tally, void *page)
{
	json_t *by_vcpu = json_array(), *totals = json_array();

	tally_page(tally, 0, page);
	tally_records(tally, by_vcpu, totals);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tally *tally = tally_new();
	struct page page = { 0 };

	make_page(&page, data, size);
	size = offsetof(struct page, events) + page.commit;
	memcpy(page_end - size, &page, size);
	TRY(count(tally, page_end - size));
	tally_free(tally);
	json_memory_free();
	return 0;
}
