// SPDX-License-Identifier: GPL-2.0
#include "tally.h"

#include <errno.h>
#include <event-parse.h>
#include <kbuffer.h>
#include <search.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <tracefs.h>

#include "exit.h"
#include "memory.h"
#include "output.h"
#include "recorder.h"

#define EVENT_PREFIX	"lazydbg_"
#define NO_VCPU		(-1)

/* In the order in which they are listed. One that is not known here is the last. */
static const char * const event_names[] = { "load", "put", "evict", "left", "mode", "other" };

#define EVENT_OTHER	(sizeof(event_names) / sizeof(event_names[0]) - 1)

/* The fields of events that are added up, and what a row calls their sums. */
enum sum {
	SUM_READ,
	SUM_WRITTEN,
	SUM_LEFT,
	SUM_NS,
	SUM_COUNT,
};

static const char * const sum_fields[SUM_COUNT] = { "read", "written", "left", "ns" };

struct key {
	int vm_pid, vcpu_id;
	unsigned int event;	/* in event_names */
	char why[32];		/* empty if the event has no such field */
};

struct row {
	struct key key;
	uint64_t count;
	bool has[SUM_COUNT];
	uint64_t sum[SUM_COUNT];
	uint64_t max_ns;
};

/* Rows in trees of tsearch(). The totals' are those of no vcpu. */
struct tally {
	struct tep_handle *tep;
	struct kbuffer *kbuffer;
	struct trace_seq text;
	void *by_vcpu;
	void *totals;
	uint64_t events;
};

static int compare(const void *one, const void *other)
{
	const struct key *a = one, *b = other;

	if (a->vm_pid != b->vm_pid)
		return a->vm_pid < b->vm_pid ? -1 : 1;
	if (a->vcpu_id != b->vcpu_id)
		return a->vcpu_id < b->vcpu_id ? -1 : 1;
	if (a->event != b->event)
		return a->event < b->event ? -1 : 1;
	return strcmp(a->why, b->why);
}

static struct row *find_row(void **tree, const struct key *key)
{
	struct row **found = tfind(key, tree, compare);
	struct row *new;

	if (found)
		return *found;
	new = zeroed(1, sizeof(*new));
	new->key = *key;
	if (!tsearch(new, tree, compare))
		die(EXIT_UNABLE, "out of memory");
	return new;
}

static unsigned int event_number(const char *name)
{
	unsigned int i;

	if (strncmp(name, EVENT_PREFIX, strlen(EVENT_PREFIX)))
		return EVENT_OTHER;
	for (i = 0; i < EVENT_OTHER; i++)
		if (!strcmp(name + strlen(EVENT_PREFIX), event_names[i]))
			break;
	return i;
}

static bool number(struct tep_event *event, struct tep_record *record, const char *name,
		   unsigned long long *value)
{
	return !tep_get_field_val(NULL, event, name, record, value, 0);
}

static void add(struct row *row, struct tep_event *event, struct tep_record *record)
{
	unsigned long long value;
	int i;

	row->count++;
	for (i = 0; i < SUM_COUNT; i++) {
		if (!number(event, record, sum_fields[i], &value))
			continue;
		row->has[i] = true;
		row->sum[i] += value;
		if (i == SUM_NS && value > row->max_ns)
			row->max_ns = value;
	}
}

/*
 * The word that the event's text has for field NAME. The fields are numbers; what these
 * mean is known to the event's print format alone.
 */
static void word(struct tally *tally, struct tep_event *event, struct tep_record *record,
		 const char *name, char *to, size_t size)
{
	char head[32];
	char *at;

	if (!tep_find_field(event, name))
		return;
	trace_seq_reset(&tally->text);
	trace_seq_putc(&tally->text, ' ');
	tep_print_event(tally->tep, &tally->text, record, "%s", TEP_PRINT_INFO);
	trace_seq_terminate(&tally->text);
	snprintf(head, sizeof(head), " %s=", name);
	at = strstr(tally->text.buffer, head);
	if (!at)
		return;
	at += strlen(head);
	snprintf(to, size, "%.*s", (int)strcspn(at, " "), at);
}

static void set_why(struct tally *tally, struct tep_event *event, struct tep_record *record,
		    struct key *key)
{
	char from[12] = "", to[12] = "";

	word(tally, event, record, "why", key->why, sizeof(key->why));
	word(tally, event, record, "reason", key->why, sizeof(key->why));
	word(tally, event, record, "from", from, sizeof(from));
	word(tally, event, record, "to", to, sizeof(to));
	if (*to)
		snprintf(key->why, sizeof(key->why), "%s-%s", from, to);
}

/* Is all there that the fields are read from? The library does not ask. */
static bool is_whole(const struct tep_event *event, const struct tep_record *record)
{
	const struct tep_format_field *field;

	for (field = event->format.common_fields; field; field = field->next)
		if (field->offset + field->size > record->size)
			return false;
	for (field = event->format.fields; field; field = field->next)
		if (field->offset + field->size > record->size)
			return false;
	return true;
}

static void count_event(struct tally *tally, struct tep_record *record)
{
	struct tep_event *event = tep_find_event_by_record(tally->tep, record);
	struct key key = { .vm_pid = NO_VCPU, .vcpu_id = NO_VCPU };
	unsigned long long value;

	if (!event)
		die(EXIT_UNABLE, "the trace has an event that tracefs does not describe");
	if (!is_whole(event, record))
		die(EXIT_UNABLE, "the trace has a %s that is shorter than tracefs says",
		    event->name);
	key.event = event_number(event->name);
	set_why(tally, event, record, &key);
	add(find_row(&tally->totals, &key), event, record);
	if (number(event, record, "vm_pid", &value))
		key.vm_pid = value;
	if (number(event, record, "vcpu_id", &value))
		key.vcpu_id = value;
	add(find_row(&tally->by_vcpu, &key), event, record);
	tally->events++;
}

/**
 * tally_new() - begin to count, with the formats that the kernel has now
 *
 * Return: the tally, for tally_free()
 */
struct tally *tally_new(void)
{
	const char * const systems[] = { TRACE_SYSTEM, NULL };
	struct tally *tally = zeroed(1, sizeof(*tally));

	tally->tep = tracefs_local_events_system(NULL, systems);
	if (!tally->tep)
		die(EXIT_UNABLE, "cannot read what tracefs says of the module's events: %s",
		    strerror(errno));
	tally->kbuffer = kbuffer_alloc(KBUFFER_LSIZE_SAME_AS_HOST,
				       KBUFFER_ENDIAN_SAME_AS_HOST);
	if (!tally->kbuffer)
		die(EXIT_UNABLE, "out of memory");
	trace_seq_init(&tally->text);
	return tally;
}

/**
 * tally_page() - add the events of a page
 * @tally: to what
 * @cpu: whose events they are
 * @page: as recorder_drain() has it
 */
void tally_page(struct tally *tally, unsigned int cpu, void *page)
{
	unsigned long long time;
	void *data;

	kbuffer_load_subbuffer(tally->kbuffer, page);
	for (data = kbuffer_read_event(tally->kbuffer, &time); data;
	     data = kbuffer_next_event(tally->kbuffer, &time)) {
		struct tep_record event = {
			.ts = time,
			.cpu = cpu,
			.data = data,
			.size = kbuffer_event_size(tally->kbuffer),
		};

		count_event(tally, &event);
	}
}

/**
 * tally_events() - how many events were added
 * @tally: of which
 *
 * Return: the number
 */
uint64_t tally_events(const struct tally *tally)
{
	return tally->events;
}

static json_t *or_null(bool there, uint64_t value)
{
	return there ? json_integer(value) : json_null();
}

static json_t *row_record(const struct row *row, bool by_vcpu)
{
	const struct key *key = &row->key;
	json_t *to = record("{}");

	if (by_vcpu) {
		record_set(to, "vm_pid", or_null(key->vm_pid != NO_VCPU, key->vm_pid));
		record_set(to, "vcpu", or_null(key->vcpu_id != NO_VCPU, key->vcpu_id));
	}
	record_set(to, "event", json_string(event_names[key->event]));
	record_set(to, "why", *key->why ? json_string(key->why) : json_null());
	record_set(to, "count", json_integer(row->count));
	record_set(to, "read", or_null(row->has[SUM_READ], row->sum[SUM_READ]));
	record_set(to, "written", or_null(row->has[SUM_WRITTEN], row->sum[SUM_WRITTEN]));
	record_set(to, "left", or_null(row->has[SUM_LEFT], row->sum[SUM_LEFT]));
	record_set(to, "mean_ns", row->has[SUM_NS] ?
		   json_real(thousandths((double)row->sum[SUM_NS] / row->count)) : json_null());
	record_set(to, "max_ns", or_null(row->has[SUM_NS], row->max_ns));
	return to;
}

/* What a walk needs to know. */
struct walk {
	json_t *to;
	bool by_vcpu;
};

static void visit(const void *node, VISIT when, void *context)
{
	const struct walk *walk = context;

	/* In order, each once. */
	if (when == postorder || when == leaf)
		records_add(walk->to, row_record(*(const struct row **)node, walk->by_vcpu));
}

/**
 * tally_records() - the rows, for output_result()
 * @tally: of which
 * @by_vcpu: an array that gets one for each vcpu, event and reason
 * @totals: an array that gets one for each event and reason
 */
void tally_records(const struct tally *tally, json_t *by_vcpu, json_t *totals)
{
	struct walk walk = { .to = by_vcpu, .by_vcpu = true };

	twalk_r(tally->by_vcpu, visit, &walk);
	walk = (struct walk) { .to = totals };
	twalk_r(tally->totals, visit, &walk);
}

/**
 * tally_free() - end to count
 * @tally: of tally_new()
 */
void tally_free(struct tally *tally)
{
	tdestroy(tally->by_vcpu, free);
	tdestroy(tally->totals, free);
	trace_seq_destroy(&tally->text);
	kbuffer_free(tally->kbuffer);
	tep_free(tally->tep);
	free(tally);
}
