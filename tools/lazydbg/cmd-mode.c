// SPDX-License-Identifier: GPL-2.0
/* lazydbg mode: show or change who moves the debug registers. */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "exit.h"
#include "files.h"
#include "options.h"
#include "output.h"

static const struct option options[] = {
	{ "json", no_argument, NULL, OPTION_JSON },
	{ "output", required_argument, NULL, OPTION_OUTPUT },
	OPTIONS_HELP,
	{ }
};

static const struct command_line line = {
	.command = "mode",
	.letters = "",
	.options = options,
	.usage =
"usage: lazydbg mode [off|eager|lazy]\n"
"       lazydbg mode [--json] [--output FILE]\n"
"\n"
"Show who moves a guest's debug registers, or change it. Guests need not be stopped.\n"
"\n"
"  off    KVM, as without the module, which only counts\n"
"  eager  lazydbg, the whole file on every entry and exit: the baseline\n"
"  lazy   lazydbg, when they are needed, and back at vcpu put\n"
"\n"
"options:\n"
"  --json         print an object (Documentation/schema/mode.json)\n"
"  --output FILE  write to FILE, in one step\n"
"  --help         print this\n"
"\n"
"Exit status: 0 done, 2 wrong command line, 3 this host or user cannot do it.\n"
"\n"
"examples:\n"
"  lazydbg mode\n"
"  lazydbg mode lazy\n",
};

static int show(struct output *output)
{
	json_t *result = result_new("mode");
	char mode[NAME_SIZE];

	files_mode(mode);
	record_set(result, "mode", json_string(mode));
	output_start(output);
	if (output->format == OUTPUT_TEXT)
		fprintf(output->to, "%s\n", mode);
	else
		output_result(output, result, NULL);
	output_end(output);
	json_decref(result);
	return EXIT_OK;
}

static int change(const char *mode)
{
	if (strcmp(mode, "off") && strcmp(mode, "eager") && strcmp(mode, "lazy"))
		die(EXIT_USAGE, "there is no mode '%s'; it is off, eager or lazy", mode);
	files_set_mode(mode);
	return EXIT_OK;
}

int cmd_mode(int argc, char **argv)
{
	struct output output = { 0 };
	int option;

	while ((option = options_next(&line, argc, argv)) != -1)
		output_option(&output, option, optarg);
	if (optind == argc)
		return show(&output);
	if (output.format != OUTPUT_TEXT || output.file)
		die(EXIT_USAGE, "a mode is set, or printed in a format, not both");
	if (argc - optind > 1)
		die(EXIT_USAGE, "mode takes one word, not '%s' too", argv[optind + 1]);
	return change(argv[optind]);
}
