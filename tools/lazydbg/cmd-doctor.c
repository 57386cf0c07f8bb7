// SPDX-License-Identifier: GPL-2.0
/* lazydbg doctor: can this host use the module? */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

#include "commands.h"
#include "doctor.h"
#include "exit.h"
#include "files.h"
#include "options.h"
#include "output.h"

#define DETAIL_SIZE	256

static const struct option options[] = {
	OPTIONS_OUTPUT,
	OPTIONS_HELP,
	{ }
};

static const struct command_line line = {
	.command = "doctor",
	.letters = "",
	.options = options,
	.usage =
"usage: lazydbg doctor [--json|--csv] [--output FILE]\n"
"\n"
"Find out whether this host can use the module: its architecture, kernel and KVM, the\n"
"core's debug registers, the kernel's configuration, and what may keep a module from\n"
"being loaded. Each answer is yes, no or unknown; for a no, what to do follows. Nothing\n"
"is changed. Run it as root, as otherwise much is unknown.\n"
"\n"
"options:\n"
"  --json         print an object (Documentation/schema/doctor.json)\n"
"  --csv          print comma-separated values\n"
"  --output FILE  write to FILE, in one step\n"
"  --help         print this\n"
"\n"
"Exit status: 0 usable (nothing that is required is a no), 1 not usable, 2 wrong command\n"
"line, 3 the answers cannot be printed.\n"
"\n"
"examples:\n"
"  lazydbg doctor\n"
"  lazydbg doctor --json | jq '.checks[] | select(.answer == \"no\")'\n",
};

/**
 * doctor_say() - give an answer
 * @doctor: to what it is added
 * @check: what was asked: one word
 * @answer: yes, no or unknown
 * @weight: does the module need a yes?
 * @todo: what to do if it is a no
 * @format: what was found, as for printf
 */
void doctor_say(struct doctor *doctor, const char *check, enum answer answer,
		enum weight weight, const char *todo, const char *format, ...)
{
	static const char * const names[] = {
		[ANSWER_NO] = "no", [ANSWER_YES] = "yes", [ANSWER_UNKNOWN] = "unknown",
	};
	char found[DETAIL_SIZE];
	json_t *fields;
	va_list args;

	va_start(args, format);
	vsnprintf(found, sizeof(found), format, args);
	va_end(args);
	fields = record("{s:s, s:s}", "check", check, "answer", names[answer]);
	record_set(fields, "required", json_boolean(weight == REQUIRED));
	record_set(fields, "found", json_string(found));
	record_set(fields, "todo", answer == ANSWER_NO ? json_string(todo) : json_null());
	records_add(doctor->checks, fields);
	if (answer == ANSWER_NO && weight == REQUIRED)
		doctor->usable = false;
}

/**
 * doctor_kernel_since() - is the kernel that version, or a later one?
 * @doctor: knows which runs
 * @major: of the version asked for
 * @minor: of the version asked for
 *
 * Return: true if so
 */
bool doctor_kernel_since(const struct doctor *doctor, unsigned int major, unsigned int minor)
{
	return doctor->major > major || (doctor->major == major && doctor->minor >= minor);
}

/**
 * doctor_read() - the first line of a file, without its end
 * @path: the file
 * @text: where to
 * @size: room there
 *
 * Return: false if it cannot be read
 */
bool doctor_read(const char *path, char *text, size_t size)
{
	FILE *from = fopen(path, "re");
	bool got = from && fgets(text, size, from);

	if (from)
		fclose(from);
	if (got)
		text[strcspn(text, "\n")] = '\0';
	return got;
}

/* Anywhere but on 64-bit ARM all else is beside the point: it is about guests. */
static bool check_architecture(struct doctor *doctor, const char *machine)
{
	bool right = !strcmp(machine, "aarch64");

	doctor_say(doctor, "architecture", right ? ANSWER_YES : ANSWER_NO, REQUIRED,
		   "use an ARM host with a 64-bit kernel: no other has KVM for the module to be of use to",
		   "%s", machine);
	return right;
}

static void check_kernel(struct doctor *doctor)
{
	enum answer answer = ANSWER_UNKNOWN;

	if (sscanf(doctor->release, "%u.%u", &doctor->major, &doctor->minor) == 2)
		answer = doctor_kernel_since(doctor, 5, 10) ? ANSWER_YES : ANSWER_NO;
	doctor_say(doctor, "kernel", answer, REQUIRED, "boot a kernel from 5.10 on", "%s",
		   doctor->release);
}

static void examine(struct doctor *doctor)
{
	struct utsname host;

	if (uname(&host))
		die(EXIT_UNABLE, "cannot find out which kernel runs");
	snprintf(doctor->release, sizeof(doctor->release), "%s", host.release);
	if (!check_architecture(doctor, host.machine))
		return;
	doctor->has_info = files_state() == FILES_THERE && files_have("info");
	if (doctor->has_info)
		files_info(&doctor->info);
	check_kernel(doctor);
	doctor_kvm(doctor);
	doctor_core(doctor);
	doctor_config(doctor);
	doctor_module(doctor);
	if (doctor->has_info)
		info_free(&doctor->info);
}

static void print_for_people(FILE *to, const struct doctor *doctor)
{
	json_t *check;
	size_t i;

	json_array_foreach(doctor->checks, i, check) {
		const char *check_name, *answer, *found;
		json_t *todo;

		json_unpack(check, "{s:s, s:s, s:s, s:o}", "check", &check_name, "answer",
			    &answer, "found", &found, "todo", &todo);
		fprintf(to, "%-28s %-8s %s\n", check_name, answer, found);
		if (json_is_string(todo))
			fprintf(to, "%37s to do: %s\n", "", json_string_value(todo));
	}
	fprintf(to, "\n%s\n", doctor->usable ? "This host can use lazydbg." :
		"This host cannot use lazydbg as it is.");
}

int cmd_doctor(int argc, char **argv)
{
	struct output output = { 0 };
	struct doctor doctor = { .usable = true };
	json_t *result;
	int option;

	while ((option = options_next(&line, argc, argv)) != -1)
		output_option(&output, option, optarg);
	options_no_words(&line, argc, argv);
	result = result_new("doctor");
	doctor.checks = json_array();
	examine(&doctor);
	record_set(result, "usable", json_boolean(doctor.usable));
	record_set(result, "checks", doctor.checks);
	output_start(&output);
	if (output.format == OUTPUT_TEXT)
		print_for_people(output.to, &doctor);
	else
		output_result(&output, result, "checks");
	output_end(&output);
	json_decref(result);
	return doctor.usable ? EXIT_OK : EXIT_NO;
}
