// SPDX-License-Identifier: GPL-2.0
#include "figures.h"

#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stress.h"

#define KEYS_MAX	2

/* The driver's own, in the order of their numbers, and those of guests, by keys in their JSON. */
static struct {
	const char *name;
	const char *keys[KEYS_MAX];
	unsigned long sum;
} figures[] = {
	{ "insmod", {}, 0 },
	{ "rmmod", {}, 0 },
	{ "vcpus migrated", {}, 0 },
	{ "ptrace's hits in vcpus", {}, 0 },
	{ "hits of guests", { "\"seen\": " }, 0 },
	{ "registers checked", { "\"checked\": " }, 0 },
	{ "plans made", { "\"planned\": " }, 0 },
	{ "OS Lock taken", { "\"held\": ", "\"ignored\": " }, 0 },
	{ "KVM_GET_ONE_REG", { "\"get_one_reg\": " }, 0 },
	{ "KVM_SET_ONE_REG", { "\"set_one_reg\": " }, 0 },
	{ "KVM_SET_GUEST_DEBUG", { "\"set_guest_debug\": " }, 0 },
	{ "debug exits", { "\"debug_exits\": {\"expected\": " }, 0 },
	{ "KVM_ARM_VCPU_INIT", { "\"init\": " }, 0 },
	{ "CPU_OFF, CPU_ON", { "\"psci\": " }, 0 },
	{ "exceptions injected", { "\"injected\": " }, 0 },
	{ "hits of VMMs' perf", { "\"host_watch\": {\"expected\": " }, 0 },
	{ "hits in attacks", { "\"storm\": " }, 0 },
	{ "steps in attacks", { "\"steps\": " }, 0 },
	{ "floods", { "\"floods\": " }, 0 },
	{ "hostile guests", { "\"hostile\": true" }, 0 },
};

void figure_add(enum figure figure, unsigned long count)
{
	figures[figure].sum += count;
}

/* The number behind the key; of what has none it is one. */
static unsigned long value_of(const char *text, const char *key)
{
	const char *at = strstr(text, key);

	if (!at)
		return 0;
	at += strlen(key);
	return isdigit((unsigned char)*at) ? strtoul(at, NULL, 10) : 1;
}

void figures_read(const char *path)
{
	static char text[65536];
	FILE *file = fopen(path, "re");
	unsigned int n, k;

	if (!file)
		err(2, "cannot read %s", path);
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	for (n = DRIVERS_FIGURES; n < COUNT(figures); n++)
		for (k = 0; k < KEYS_MAX && figures[n].keys[k]; k++)
			figures[n].sum += value_of(text, figures[n].keys[k]);
}

void figures_report(void)
{
	unsigned int n;

	for (n = 0; n < COUNT(figures); n++)
		printf("%-24s %7lu\n", figures[n].name, figures[n].sum);
}
