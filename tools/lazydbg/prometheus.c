// SPDX-License-Identifier: GPL-2.0
#include "prometheus.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#define LEFT	"left_"

static const char *help_of(const char *counter)
{
	static const struct {
		const char *name;
		const char *help;
	} known[] = {
		{ "swap_entries", "Guest entries with KVM set to swap the debug registers." },
		{ "taken", "Swap entries with KVM's swap taken out." },
		{ "loads", "How often a vcpu's values were put into the debug registers." },
		{ "untraps", "Loads after which the guest got the registers untrapped." },
		{ "puts", "How often a vcpu's values left the debug registers." },
		{ "sched_outs", "Puts that the preempt notifier told of." },
		{ "evictions", "Puts because the host needed the registers." },
		{ "regs_read", "Debug registers read." },
		{ "regs_written", "Debug registers written." },
		{ "regs_left", "Debug registers that a load found to hold the value already." },
	};
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (!strcmp(counter, known[i].name))
			return known[i].help;
	return "A counter of the module that this tool does not know.";
}

/* A label's value: what it may not hold as it is, is escaped. */
static void print_quoted(FILE *to, const char *value)
{
	fputc('"', to);
	for (; *value; value++) {
		if (*value == '"' || *value == '\\')
			fputc('\\', to);
		fputc(*value, to);
	}
	fputc('"', to);
}

static void print_label(FILE *to, bool *any, const char *name, const char *value)
{
	fprintf(to, "%s%s=", *any ? "," : "{", name);
	print_quoted(to, value);
	*any = true;
}

/* The metric's name; what may not be in one becomes an underscore. */
static void print_name(FILE *to, const char *counter)
{
	fputs("lazydbg_", to);
	for (; *counter; counter++)
		fputc(isalnum((unsigned char)*counter) ? *counter : '_', to);
	fputs("_total", to);
}

static void print_sample(FILE *to, const char *counter, const char *reason, const char *cpu,
			 uint64_t value)
{
	bool any = false;

	print_name(to, counter);
	if (reason)
		print_label(to, &any, "reason", reason);
	if (cpu)
		print_label(to, &any, "cpu", cpu);
	fprintf(to, "%s %" PRIu64 "\n", any ? "}" : "", value);
}

static void print_row(FILE *to, const struct stats *stats, const struct stats_row *row,
		      bool per_cpu)
{
	bool left = !strncmp(row->name, LEFT, strlen(LEFT));
	const char *reason = left ? row->name + strlen(LEFT) : NULL;
	const char *counter = left ? "left" : row->name;
	uint64_t sum = 0;
	char cpu[16];
	size_t i;

	for (i = 0; i < stats->cpu_count; i++) {
		snprintf(cpu, sizeof(cpu), "%u", stats->cpus[i]);
		if (per_cpu)
			print_sample(to, counter, reason, cpu, row->n[i]);
		sum += row->n[i];
	}
	if (!per_cpu)
		print_sample(to, counter, reason, NULL, sum);
}

static void print_head(FILE *to, const char *counter, const char *help)
{
	fputs("# HELP ", to);
	print_name(to, counter);
	fprintf(to, " %s\n# TYPE ", help);
	print_name(to, counter);
	fputs(" counter\n", to);
}

/* The reasons are one metric, and its samples must be together. */
static void print_left(FILE *to, const struct stats *stats, bool per_cpu)
{
	size_t i;

	print_head(to, "left", "Swap entries left to KVM, by reason.");
	for (i = 0; i < stats->row_count; i++)
		if (!strncmp(stats->rows[i].name, LEFT, strlen(LEFT)))
			print_row(to, stats, &stats->rows[i], per_cpu);
}

/* A gauge for each mode, 1 for the one that is set. */
static void print_mode(FILE *to, const char *mode)
{
	static const char * const modes[] = { "off", "eager", "lazy" };
	size_t i;

	fputs("# HELP lazydbg_mode Who moves the debug registers: 1 for the mode that is set.\n"
	      "# TYPE lazydbg_mode gauge\n", to);
	for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
		fprintf(to, "lazydbg_mode{mode=\"%s\"} %d\n", modes[i], !strcmp(mode, modes[i]));
}

static void print_info(FILE *to, const struct info *info)
{
	bool any = false;

	fputs("# HELP lazydbg_info The module and what it has found; always 1.\n"
	      "# TYPE lazydbg_info gauge\n"
	      "lazydbg_info", to);
	print_label(to, &any, "version", info->version);
	print_label(to, &any, "binding", info->binding);
	print_label(to, &any, "kvm_mode", info->kvm_mode);
	print_label(to, &any, "entry_hook", info->entry_hook);
	fputs("} 1\n", to);
}

/**
 * prometheus_print() - print the counters, the mode and what the module is
 * @to: where to
 * @stats: the counters
 * @mode: the mode
 * @info: about the module
 * @per_cpu: each counter by CPU, or summed?
 */
void prometheus_print(FILE *to, const struct stats *stats, const char *mode,
		      const struct info *info, bool per_cpu)
{
	size_t i;

	print_info(to, info);
	print_mode(to, mode);
	for (i = 0; i < stats->row_count; i++) {
		const struct stats_row *row = &stats->rows[i];

		if (!strncmp(row->name, LEFT, strlen(LEFT)))
			continue;
		print_head(to, row->name, help_of(row->name));
		print_row(to, stats, row, per_cpu);
	}
	print_left(to, stats, per_cpu);
}
