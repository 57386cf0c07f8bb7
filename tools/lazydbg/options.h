/* SPDX-License-Identifier: GPL-2.0 */
/* What the subcommands' command lines have in common. */
#ifndef LAZYDBG_OPTIONS_H
#define LAZYDBG_OPTIONS_H

#include <getopt.h>
#include <stdint.h>

/* Values of long options, above all characters. A subcommand's own begin at OPTION_OWN. */
enum {
	OPTION_HELP = 256,
	OPTION_JSON,
	OPTION_CSV,
	OPTION_OUTPUT,
	OPTION_OWN,
};

#define OPTIONS_HELP	{ "help", no_argument, NULL, OPTION_HELP }
#define OPTIONS_OUTPUT							\
	{ "json", no_argument, NULL, OPTION_JSON },			\
	{ "csv", no_argument, NULL, OPTION_CSV },			\
	{ "output", required_argument, NULL, OPTION_OUTPUT }

struct command_line {
	const char *command;
	const char *usage;	/* what --help prints */
	const char *letters;	/* as for getopt(), after + if what follows is a command's */
	const struct option *options;
};

int options_next(const struct command_line *line, int argc, char **argv);
void options_no_words(const struct command_line *line, int argc, char **argv);
uint64_t option_number(const char *option, const char *text, uint64_t least, uint64_t most);
double option_seconds(const char *option, const char *text);

#endif
