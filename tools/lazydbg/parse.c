// SPDX-License-Identifier: GPL-2.0
#include "parse.h"

#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "memory.h"

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

/**
 * parse_mode() - file `mode`
 * @mode: where to
 * @from: the text
 * @error: what is wrong, if false is returned
 *
 * Return: true if the text is right
 */
bool parse_mode(char mode[NAME_SIZE], FILE *from, struct parse_error *error)
{
	static const struct field field = { "mode", FIELD_NAME, 0 };
	struct lines lines;

	mode[0] = '\0';
	lines_start(&lines, from, error);
	if (lines_next(&lines))
		field_set(&lines, &field, lines_word(&lines), mode);
	else
		lines_wrong(&lines, "must be the mode, and is not there");
	return lines_end(&lines);
}

/* Which of a table's columns are CPUs: the others are skipped in all rows. */
struct columns {
	bool *is_cpu;
	size_t count;
};

static void parse_stats_heads(struct stats *stats, struct columns *columns, struct lines *lines)
{
	const char *head;
	unsigned int cpu;

	if (!lines_next(lines) || strcmp(lines_word(lines), "name")) {
		lines_wrong(lines, "must begin with 'name', as the head of a table");
		return;
	}
	while ((head = lines_word(lines))) {
		columns->is_cpu = more(columns->is_cpu, &columns->count, sizeof(bool));
		if (strncmp(head, "cpu", 3))
			continue;
		if (!field_cpu(lines, head, &cpu))
			return;
		columns->is_cpu[columns->count - 1] = true;
		stats->cpus = more(stats->cpus, &stats->cpu_count, sizeof(*stats->cpus));
		stats->cpus[stats->cpu_count - 1] = cpu;
	}
}

static bool parse_stats_row(struct stats *stats, const struct columns *columns,
			    struct lines *lines)
{
	static const struct field name = FIELD(struct stats_row, name, FIELD_NAME);
	static const struct field value = { "a CPU", FIELD_NUMBER, 0 };
	struct stats_row *row;
	uint64_t *n;
	size_t i;

	stats->rows = more(stats->rows, &stats->row_count, sizeof(*stats->rows));
	row = &stats->rows[stats->row_count - 1];
	row->n = zeroed(stats->cpu_count, sizeof(*row->n));
	n = row->n;
	if (!field_set(lines, &name, lines_word(lines), row))
		return false;
	for (i = 0; i < columns->count; i++) {
		const char *word = lines_word(lines);

		if (!word)
			return lines_wrong(lines, "has %zu values for %zu columns", i,
					   columns->count);
		if (columns->is_cpu[i] && !field_set(lines, &value, word, n++))
			return false;
	}
	if (lines_word(lines))
		return lines_wrong(lines, "has more values than the %zu columns",
				   columns->count);
	return true;
}

/**
 * parse_stats() - file `stats_percpu`
 * @stats: where to; for stats_free()
 * @from: the text
 * @error: what is wrong, if false is returned
 *
 * Return: true if the text is right
 */
bool parse_stats(struct stats *stats, FILE *from, struct parse_error *error)
{
	struct columns columns = { 0 };
	struct lines lines;

	*stats = (struct stats) { 0 };
	lines_start(&lines, from, error);
	parse_stats_heads(stats, &columns, &lines);
	while (lines_next(&lines) && parse_stats_row(stats, &columns, &lines))
		;
	free(columns.is_cpu);
	return lines_end(&lines);
}

/**
 * stats_free() - free what parse_stats() made
 * @stats: the table
 */
void stats_free(struct stats *stats)
{
	size_t i;

	for (i = 0; i < stats->row_count; i++)
		free(stats->rows[i].n);
	free(stats->rows);
	free(stats->cpus);
}

/**
 * stats_find() - the row of that name
 * @stats: the table
 * @name: of the counter
 *
 * Return: the row, or NULL
 */
const struct stats_row *stats_find(const struct stats *stats, const char *name)
{
	size_t i;

	for (i = 0; i < stats->row_count; i++)
		if (!strcmp(stats->rows[i].name, name))
			return &stats->rows[i];
	return NULL;
}

/**
 * stats_sum() - a counter, summed over the CPUs
 * @stats: the table
 * @name: of the counter
 *
 * Return: the sum; 0 if there is no such counter
 */
uint64_t stats_sum(const struct stats *stats, const char *name)
{
	const struct stats_row *row = stats_find(stats, name);
	uint64_t sum = 0;
	size_t i;

	for (i = 0; row && i < stats->cpu_count; i++)
		sum += row->n[i];
	return sum;
}

/* `NAME VALUE` if the name is known, or nothing; clears the field's bit in @missing. */
static bool parse_setting(const struct field *fields, size_t count, const char *name, void *to,
			  unsigned int *missing, struct lines *lines)
{
	const struct field *field = field_find(fields, count, name);

	if (!field)
		return true;
	*missing &= ~(1U << (field - fields));
	return field_set(lines, field, lines_word(lines), to);
}

static void none_missing(const struct field *fields, unsigned int missing, struct lines *lines)
{
	if (missing)
		lines_wrong(lines, "is the end, and there was no '%s'",
			    fields[__builtin_ctz(missing)].name);
}

static bool parse_kind(struct lines *lines, char *kind, unsigned int *cpu)
{
	static const struct field field = { "what was timed", FIELD_NAME, 0 };

	return field_set(lines, &field, lines_word(lines), kind) &&
	       field_cpu(lines, lines_word(lines), cpu);
}

static bool parse_summary(struct latency *latency, struct lines *lines)
{
#define SUMMARY(member)	FIELD(struct latency_summary, member, FIELD_NUMBER)
	static const struct field fields[] = {
		SUMMARY(count), SUMMARY(sum_ticks), SUMMARY(min_ticks), SUMMARY(max_ticks),
		SUMMARY(sum_ns), SUMMARY(min_ns), SUMMARY(max_ns),
	};
#undef SUMMARY
	struct latency_summary *summary;

	latency->summaries = more(latency->summaries, &latency->summary_count,
				  sizeof(*latency->summaries));
	summary = &latency->summaries[latency->summary_count - 1];
	return parse_kind(lines, summary->kind, &summary->cpu) &&
	       fields_pairs(lines, fields, COUNT(fields), summary);
}

static bool parse_bucket(struct latency *latency, struct lines *lines)
{
	static const struct field fields[] = {
		FIELD(struct latency_bucket, from_ticks, FIELD_NUMBER),
		FIELD(struct latency_bucket, to_ticks, FIELD_NUMBER_OR_INF),
		FIELD(struct latency_bucket, from_ns, FIELD_NUMBER),
		FIELD(struct latency_bucket, to_ns, FIELD_NUMBER_OR_INF),
		FIELD(struct latency_bucket, count, FIELD_NUMBER),
	};
	struct latency_bucket *bucket;

	latency->buckets = more(latency->buckets, &latency->bucket_count,
				sizeof(*latency->buckets));
	bucket = &latency->buckets[latency->bucket_count - 1];
	return parse_kind(lines, bucket->kind, &bucket->cpu) &&
	       fields_pairs(lines, fields, COUNT(fields), bucket);
}

/**
 * parse_latency() - file `latency`
 * @latency: where to; for latency_free()
 * @from: the text
 * @error: what is wrong, if false is returned
 *
 * Return: true if the text is right
 */
bool parse_latency(struct latency *latency, FILE *from, struct parse_error *error)
{
	static const struct field fields[] = {
		FIELD(struct latency, enabled, FIELD_SWITCH),
		FIELD(struct latency, counter_hz, FIELD_NUMBER),
		FIELD(struct latency, overhead_ps, FIELD_NUMBER),
	};
	unsigned int missing = (1U << COUNT(fields)) - 1;
	struct lines lines;

	*latency = (struct latency) { 0 };
	lines_start(&lines, from, error);
	while (lines_next(&lines)) {
		const char *first = lines_word(&lines);

		if (!strcmp(first, "summary"))
			parse_summary(latency, &lines);
		else if (!strcmp(first, "bucket"))
			parse_bucket(latency, &lines);
		else
			parse_setting(fields, COUNT(fields), first, latency, &missing, &lines);
	}
	none_missing(fields, missing, &lines);
	return lines_end(&lines);
}

/**
 * latency_free() - free what parse_latency() made
 * @latency: the latencies
 */
void latency_free(struct latency *latency)
{
	free(latency->summaries);
	free(latency->buckets);
}

static const struct field vcpu_fields[] = {
	FIELD(struct vcpu, vm, FIELD_NAME),
	{ "vcpu", FIELD_ID, offsetof(struct vcpu, id) },
	FIELD(struct vcpu, isa, FIELD_NAME),
	FIELD(struct vcpu, state, FIELD_NAME),
	FIELD(struct vcpu, reason, FIELD_NAME),
	FIELD(struct vcpu, loads, FIELD_NUMBER),
	FIELD(struct vcpu, puts, FIELD_NUMBER),
	FIELD(struct vcpu, evictions, FIELD_NUMBER),
};

/* A table's columns: NULL where the head is not known. */
struct vcpu_columns {
	const struct field **fields;
	size_t count;
};

static void parse_vcpu_heads(struct vcpu_columns *columns, struct lines *lines)
{
	unsigned int missing = (1U << COUNT(vcpu_fields)) - 1;
	const struct field *field;
	const char *head;

	if (!lines_next(lines)) {
		lines_wrong(lines, "must be the heads of a table, and is not there");
		return;
	}
	while ((head = lines_word(lines))) {
		field = field_find(vcpu_fields, COUNT(vcpu_fields), head);
		if (field)
			missing &= ~(1U << (field - vcpu_fields));
		columns->fields = more(columns->fields, &columns->count,
				       sizeof(*columns->fields));
		columns->fields[columns->count - 1] = field;
	}
	if (missing)
		lines_wrong(lines, "has no column '%s'",
			    vcpu_fields[__builtin_ctz(missing)].name);
}

static bool parse_vcpu(struct vcpus *vcpus, const struct vcpu_columns *columns,
		       struct lines *lines)
{
	size_t i;

	vcpus->vcpus = more(vcpus->vcpus, &vcpus->count, sizeof(*vcpus->vcpus));
	for (i = 0; i < columns->count; i++) {
		const char *word = lines_word(lines);

		if (!word)
			return lines_wrong(lines, "has %zu values for %zu columns", i,
					   columns->count);
		if (columns->fields[i] &&
		    !field_set(lines, columns->fields[i], word, &vcpus->vcpus[vcpus->count - 1]))
			return false;
	}
	if (lines_word(lines))
		return lines_wrong(lines, "has more values than the %zu columns",
				   columns->count);
	return true;
}

/**
 * parse_vcpus() - file `vcpus`
 * @vcpus: where to; for vcpus_free()
 * @from: the text
 * @error: what is wrong, if false is returned
 *
 * Return: true if the text is right
 */
bool parse_vcpus(struct vcpus *vcpus, FILE *from, struct parse_error *error)
{
	struct vcpu_columns columns = { 0 };
	struct lines lines;

	*vcpus = (struct vcpus) { 0 };
	lines_start(&lines, from, error);
	parse_vcpu_heads(&columns, &lines);
	while (lines_next(&lines) && parse_vcpu(vcpus, &columns, &lines))
		;
	free(columns.fields);
	return lines_end(&lines);
}

/**
 * vcpus_free() - free what parse_vcpus() made
 * @vcpus: the table
 */
void vcpus_free(struct vcpus *vcpus)
{
	free(vcpus->vcpus);
}

/* `NAME repeats N min_ps N ...`; the name is taken already. */
static bool parse_bench_row(struct bench *bench, const char *name, struct lines *lines)
{
#define ROW(member, kind)	FIELD(struct bench_row, member, kind)
	static const struct field fields[] = {
		ROW(repeats, FIELD_NUMBER),
		ROW(min_ps, FIELD_NUMBER), ROW(median_ps, FIELD_NUMBER),
		ROW(mean_ps, FIELD_NUMBER), ROW(min_mc, FIELD_NUMBER_OR_NONE),
		ROW(median_mc, FIELD_NUMBER_OR_NONE), ROW(mean_mc, FIELD_NUMBER_OR_NONE),
	};
	static const struct field name_field = ROW(name, FIELD_NAME);
#undef ROW
	struct bench_row *row;

	bench->rows = more(bench->rows, &bench->row_count, sizeof(*bench->rows));
	row = &bench->rows[bench->row_count - 1];
	return field_set(lines, &name_field, name, row) &&
	       fields_pairs(lines, fields, COUNT(fields), row);
}

static bool is_bench_row(const struct lines *lines)
{
	return !strncmp(lines->rest, "repeats ", strlen("repeats "));
}

/**
 * parse_bench() - file `bench`
 * @bench: where to; for bench_free()
 * @from: the text
 * @error: what is wrong, if false is returned
 *
 * Return: true if the text is right, or empty: then there are no samples
 */
bool parse_bench(struct bench *bench, FILE *from, struct parse_error *error)
{
	static const struct field fields[] = {
		FIELD(struct bench, cpu, FIELD_ID),
		FIELD(struct bench, samples, FIELD_NUMBER),
		FIELD(struct bench, counter_hz, FIELD_NUMBER),
		FIELD(struct bench, cycles, FIELD_SWITCH),
	};
	unsigned int missing = (1U << COUNT(fields)) - 1;
	struct lines lines;
	bool empty = true;

	*bench = (struct bench) { 0 };
	lines_start(&lines, from, error);
	while (lines_next(&lines)) {
		const char *first = lines_word(&lines);

		empty = false;
		if (is_bench_row(&lines))
			parse_bench_row(bench, first, &lines);
		else
			parse_setting(fields, COUNT(fields), first, bench, &missing, &lines);
	}
	if (!empty)
		none_missing(fields, missing, &lines);
	return lines_end(&lines);
}

/**
 * bench_free() - free what parse_bench() made
 * @bench: the result
 */
void bench_free(struct bench *bench)
{
	free(bench->rows);
}

/* `cpu NUMBER breakpoints N watchpoints N`; the first word is taken already. */
static bool parse_info_cpu(struct info *info, struct lines *lines)
{
	static const struct field number = FIELD(struct info_cpu, cpu, FIELD_ID);
	static const struct field fields[] = {
		FIELD(struct info_cpu, breakpoints, FIELD_NUMBER),
		FIELD(struct info_cpu, watchpoints, FIELD_NUMBER),
	};
	struct info_cpu *cpu;

	info->cpus = more(info->cpus, &info->cpu_count, sizeof(*info->cpus));
	cpu = &info->cpus[info->cpu_count - 1];
	return field_set(lines, &number, lines_word(lines), cpu) &&
	       fields_pairs(lines, fields, COUNT(fields), cpu);
}

/**
 * parse_info() - file `info`
 * @info: where to; for info_free()
 * @from: the text
 * @error: what is wrong, if false is returned
 *
 * Return: true if the text is right
 */
bool parse_info(struct info *info, FILE *from, struct parse_error *error)
{
	static const struct field fields[] = {
		FIELD(struct info, version, FIELD_NAME),
		FIELD(struct info, binding, FIELD_NAME),
		FIELD(struct info, kvm_mode, FIELD_NAME),
		FIELD(struct info, entry_hook, FIELD_NAME),
		FIELD(struct info, bytes_per_cpu, FIELD_NUMBER),
		FIELD(struct info, vcpus_max, FIELD_NUMBER),
		FIELD(struct info, bytes_per_vcpu, FIELD_NUMBER),
	};
	unsigned int missing = 0;
	struct lines lines;

	*info = (struct info) { 0 };
	lines_start(&lines, from, error);
	while (lines_next(&lines)) {
		const char *first = lines_word(&lines);

		if (!strcmp(first, "cpu"))
			parse_info_cpu(info, &lines);
		else
			parse_setting(fields, COUNT(fields), first, info, &missing, &lines);
	}
	return lines_end(&lines);
}

/**
 * info_free() - free what parse_info() made
 * @info: what the module said
 */
void info_free(struct info *info)
{
	free(info->cpus);
}
