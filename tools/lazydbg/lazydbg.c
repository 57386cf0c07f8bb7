// SPDX-License-Identifier: GPL-2.0
/* lazydbg: shows what the module does, and compares its modes. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "exit.h"
#include "memory.h"

static const struct command {
	const char *name;
	const char *summary;
	int (*run)(int argc, char **argv);
} commands[] = {
#define COMMAND_ROW(name, summary)	{ #name, summary, cmd_##name },
	COMMANDS(COMMAND_ROW)
#undef COMMAND_ROW
};

#define COMMAND_COUNT	(sizeof(commands) / sizeof(commands[0]))

static void usage(FILE *to)
{
	size_t i;

	fputs("usage: lazydbg COMMAND [OPTION...]\n"
	      "       lazydbg --version | --help\n\ncommands:\n", to);
	for (i = 0; i < COMMAND_COUNT; i++)
		fprintf(to, "  %-8s %s\n", commands[i].name, commands[i].summary);
	fputs("\n"
	      "The module's files are in /sys/kernel/debug/lazydbg, or in $LAZYDBG_DEBUGFS if set.\n"
	      "\nlazydbg COMMAND --help says more of each; so does man lazydbg-COMMAND.\n", to);
}

/* Nobody asks whether a json_t could be had, and jansson itself not always. */
static void *json_memory(size_t size)
{
	return zeroed(1, size);
}

int main(int argc, char **argv)
{
	size_t i;

	json_set_alloc_funcs(json_memory, free);
	if (argc < 2) {
		usage(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "help")) {
		usage(stdout);
		return EXIT_OK;
	}
	if (!strcmp(argv[1], "--version")) {
		puts("lazydbg " LAZYDBG_VERSION);
		return EXIT_OK;
	}
	for (i = 0; i < COMMAND_COUNT; i++)
		if (!strcmp(argv[1], commands[i].name))
			return commands[i].run(argc - 1, argv + 1);
	die(EXIT_USAGE, "there is no command '%s'; lazydbg --help lists those there are", argv[1]);
}
