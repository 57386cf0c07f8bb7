// SPDX-License-Identifier: GPL-2.0
/* Doctor: how the kernel was configured, and ftrace's switch. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "doctor.h"

#define PATH_SIZE	160
#define LINE_SIZE	512

struct config_option {
	const char *name;
	const char *todo;	/* if it is not set */
	unsigned int major, minor;	/* needed since; 0 for always */
	enum answer answer;
};

#define NEEDS(name)	"boot a kernel with " name ": Debian's have it"

static bool is_gzip(const char *path)
{
	size_t length = strlen(path);

	return length > 3 && !strcmp(path + length - 3, ".gz");
}

static FILE *open_config(const char *path)
{
	char command[PATH_SIZE + 32];

	if (access(path, R_OK))
		return NULL;
	if (!is_gzip(path))
		return fopen(path, "re");
	snprintf(command, sizeof(command), "zcat '%s' 2>/dev/null", path);
	return popen(command, "re");
}

static bool close_config(FILE *from, const char *path)
{
	return is_gzip(path) ? !pclose(from) : !fclose(from);
}

/* `CONFIG_NAME=y` or `=m`; what is not in a configuration is not set. */
static void take_line(struct config_option *options, size_t count, char *text)
{
	char *value = strchr(text, '=');
	size_t i;

	if (!value)
		return;
	*value++ = '\0';
	for (i = 0; i < count; i++)
		if (!strcmp(text, options[i].name) && (*value == 'y' || *value == 'm'))
			options[i].answer = ANSWER_YES;
}

/* False if @path is no configuration. */
static bool read_config(const char *path, struct config_option *options, size_t count)
{
	FILE *from = open_config(path);
	char text[LINE_SIZE];
	bool any = false;
	size_t i;

	if (!from)
		return false;
	for (i = 0; i < count; i++)
		options[i].answer = ANSWER_NO;
	while (fgets(text, sizeof(text), from)) {
		any |= !strncmp(text, "CONFIG_", strlen("CONFIG_"));
		take_line(options, count, text);
	}
	if (close_config(from, path) && any)
		return true;
	for (i = 0; i < count; i++)
		options[i].answer = ANSWER_UNKNOWN;
	return false;
}

static bool find_config(const char *release, char path[PATH_SIZE],
			struct config_option *options, size_t count)
{
	static const char * const places[] = {
		"/boot/config-%s", "/proc/config.gz", "/lib/modules/%s/build/.config",
		"/lib/modules/%s/config",
	};
	size_t i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		const char *slot = strstr(places[i], "%s");

		if (slot)
			snprintf(path, PATH_SIZE, "%.*s%s%s", (int)(slot - places[i]),
				 places[i], release, slot + 2);
		else
			snprintf(path, PATH_SIZE, "%s", places[i]);
		if (read_config(path, options, count))
			return true;
	}
	snprintf(path, PATH_SIZE, "no configuration in /boot, /proc or /lib/modules/%s",
		 release);
	return false;
}

static void check_ftrace(struct doctor *doctor)
{
	char text[16];

	if (!doctor_read("/proc/sys/kernel/ftrace_enabled", text, sizeof(text)))
		doctor_say(doctor, "ftrace_enabled", ANSWER_UNKNOWN, REQUIRED, "",
			   "no /proc/sys/kernel/ftrace_enabled");
	else
		doctor_say(doctor, "ftrace_enabled", strcmp(text, "0") ? ANSWER_YES : ANSWER_NO,
			   REQUIRED, "sysctl kernel.ftrace_enabled=1", "%s", text);
}

/**
 * doctor_config() - is the kernel configured as the module needs it?
 * @doctor: takes the answers
 */
void doctor_config(struct doctor *doctor)
{
	struct config_option options[] = {
#define OPTION(option, ...)	{ .name = option, .todo = NEEDS(option),		\
				  .answer = ANSWER_UNKNOWN, ##__VA_ARGS__ }
		OPTION("CONFIG_KVM"),
		OPTION("CONFIG_PREEMPT_NOTIFIERS"),
		OPTION("CONFIG_MODULES"),
		OPTION("CONFIG_FUNCTION_TRACER"),
		OPTION("CONFIG_DYNAMIC_FTRACE"),
		OPTION("CONFIG_TRACEPOINTS"),
		OPTION("CONFIG_KRETPROBES", .major = 6, .minor = 14),
		OPTION("CONFIG_HAVE_HW_BREAKPOINT"),
		OPTION("CONFIG_DEBUG_FS"),
#undef OPTION
	};
	size_t count = sizeof(options) / sizeof(options[0]);
	char path[PATH_SIZE];
	size_t i;

	find_config(doctor->release, path, options, count);
	for (i = 0; i < count; i++)
		if (doctor_kernel_since(doctor, options[i].major, options[i].minor))
			doctor_say(doctor, options[i].name, options[i].answer, REQUIRED,
				   options[i].todo, "%s", path);
	check_ftrace(doctor);
}
