// SPDX-License-Identifier: GPL-2.0
#include "host.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#include "exit.h"
#include "files.h"
#include "memory.h"
#include "output.h"
#include "text.h"

#define LINE_SIZE	512

/* MIDR_EL1's implementer and part, as /proc/cpuinfo has them. */
static const struct {
	const char *implementer, *part, *name;
} cores[] = {
	{ "0x41", "0xd03", "Cortex-A53" },
	{ "0x41", "0xd04", "Cortex-A35" },
	{ "0x41", "0xd05", "Cortex-A55" },
	{ "0x41", "0xd07", "Cortex-A57" },
	{ "0x41", "0xd08", "Cortex-A72" },
	{ "0x41", "0xd09", "Cortex-A73" },
	{ "0x41", "0xd0a", "Cortex-A75" },
	{ "0x41", "0xd0b", "Cortex-A76" },
	{ "0x41", "0xd0c", "Neoverse N1" },
	{ "0x41", "0xd40", "Neoverse V1" },
	{ "0x41", "0xd49", "Neoverse N2" },
	{ "0x41", "0xd4f", "Neoverse V2" },
	{ "0x43", "0x0af", "ThunderX2" },
	{ "0x46", "0x001", "A64FX" },
	{ "0x48", "0xd01", "Kunpeng 920" },
	{ "0xc0", "0xac3", "Ampere-1" },
	{ "0x00", "0x051", "QEMU's max" },
};

static void set(json_t *facts, const char *name, const char *value)
{
	if (*value)
		json_object_set_new(facts, name, json_string(value));
}

/* The value of `NAME : VALUE`, if this is such a line. */
static bool value_of(const char *line, const char *name, char value[LINE_SIZE])
{
	const char *colon = strchr(line, ':');

	if (!colon || strncmp(line, name, strlen(name)))
		return false;
	snprintf(value, LINE_SIZE, "%s", colon + 1 + strspn(colon + 1, " \t"));
	value[strcspn(value, "\n")] = '\0';
	return true;
}

static const char *core_name(const char *implementer, const char *part)
{
	size_t i;

	for (i = 0; i < sizeof(cores) / sizeof(cores[0]); i++)
		if (!strcmp(cores[i].implementer, implementer) && !strcmp(cores[i].part, part))
			return cores[i].name;
	return "a core";
}

/* Cores may differ: each kind once, in the order of the CPUs. */
static char *with_core(char *cpu, const char *implementer, const char *part)
{
	char *core = text_of("%s (implementer %s, part %s)", core_name(implementer, part),
			     implementer, part);
	char *both;

	if (strstr(cpu, core)) {
		free(core);
		return cpu;
	}
	both = text_of("%s%s%s", cpu, *cpu ? ", " : "", core);
	free(core);
	free(cpu);
	return both;
}

/* NULL if there is no such file, or nobody may read it. */
static FILE *open_if_any(const char *path)
{
	FILE *from = fopen(path, "re");

	if (!from && errno == ENOMEM)
		die(EXIT_UNABLE, "out of memory");
	return from;
}

/* An Arm host tells implementer and part of each CPU, others their model's name. */
static char *cpu_model(void)
{
	char line[LINE_SIZE], implementer[LINE_SIZE] = "", value[LINE_SIZE], model[LINE_SIZE] = "";
	FILE *from = open_if_any("/proc/cpuinfo");
	char *cpu = text_of("%s", "");

	while (from && fgets(line, sizeof(line), from)) {
		value_of(line, "CPU implementer", implementer);
		value_of(line, "model name", model);
		if (value_of(line, "CPU part", value))
			cpu = with_core(cpu, implementer, value);
	}
	if (from)
		fclose(from);
	if (!*cpu) {
		free(cpu);
		cpu = text_of("%s", *model ? model : "unknown");
	}
	return cpu;
}

/* The first of what firmware calls the machine; a device tree's text may end with NUL. */
static void machine_name(char name[LINE_SIZE])
{
	static const char * const files[] = {
		"/sys/class/dmi/id/product_name",
		"/sys/firmware/devicetree/base/model",
		"/sys/firmware/devicetree/base/compatible",
	};
	FILE *from;
	size_t i, length = 0;

	for (i = 0; i < sizeof(files) / sizeof(files[0]) && !length; i++) {
		from = open_if_any(files[i]);
		if (!from)
			continue;
		length = fread(name, 1, LINE_SIZE - 1, from);
		fclose(from);
	}
	name[length] = '\0';
	name[strcspn(name, "\n")] = '\0';
}

static bool is_virtual(const char *machine)
{
	return strstr(machine, "dummy-virt") || strstr(machine, "QEMU") || strstr(machine, "KVM");
}

static void add_module(json_t *facts)
{
	struct info info;

	files_info(&info);
	set(facts, "kvm_mode", info.kvm_mode);
	set(facts, "module", info.version);
	set(facts, "binding", info.binding);
	set(facts, "entry_hook", info.entry_hook);
	info_free(&info);
}

/**
 * host_facts() - kernel, CPU, machine, KVM and module, as an object of texts
 *
 * "virtual" is "yes" on a virtual machine, whose time may not be real time.
 */
json_t *host_facts(void)
{
	json_t *facts = json_object();
	char machine[LINE_SIZE];
	struct utsname system;
	char *cpu = cpu_model();

	uname(&system);
	machine_name(machine);
	set(facts, "kernel", system.release);
	set(facts, "architecture", system.machine);
	set(facts, "cpu", cpu);
	set(facts, "machine", machine);
	set(facts, "virtual", is_virtual(machine) ? "yes" : "no");
	add_module(facts);
	free(cpu);
	return facts;
}

/** host_date() - now, in UTC as ISO 8601 has it, for free() */
char *host_date(void)
{
	time_t now = time(NULL);
	struct tm utc;
	char date[32];

	strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
	return text_of("%s", date);
}

/** host_add() - add host, date and mode to what was measured in this mode */
void host_add(json_t *result)
{
	char mode[NAME_SIZE];
	char *date = host_date();

	files_mode(mode);
	record_set(result, "date", json_string(date));
	record_set(result, "mode", json_string(mode));
	record_set(result, "host", host_facts());
	free(date);
}

static const char *fact(const json_t *facts, const char *name)
{
	return json_string_value(json_object_get(facts, name)) ?: "unknown";
}

/** host_line() - the facts in one line, for free() */
char *host_line(const json_t *facts)
{
	return text_of("Linux %s, %s, machine %s, KVM %s, lazydbg %s", fact(facts, "kernel"),
		       fact(facts, "cpu"), fact(facts, "machine"), fact(facts, "kvm_mode"),
		       fact(facts, "module"));
}

/** host_when() - a result's date and mode, as far as it has them, for free() */
char *host_when(const json_t *result)
{
	const char *date = json_string_value(json_object_get(result, "date"));
	const char *mode = json_string_value(json_object_get(result, "mode"));

	return text_of("%s%s%s%s", mode ? "Mode " : "", mode ?: "", mode && date ? ", " : "",
		       date ?: "");
}

#define CAUTION "This host is virtual. Its counts of instructions and of events are counts; what it calls time or cycles need not be any, and under QEMU's -icount is a count of instructions, too."

/** host_caution() - what its figures are not, or NULL if it is a real machine */
const char *host_caution(const json_t *facts)
{
	if (strcmp(fact(facts, "virtual"), "yes"))
		return NULL;
	return CAUTION;
}
