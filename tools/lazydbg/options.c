// SPDX-License-Identifier: GPL-2.0
#include "options.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exit.h"

#define SHORTEST	0.1
#define LONGEST		86400.0

static void __noreturn refuse(const struct command_line *line, const char *what, char **argv)
{
	if (optopt > 0 && optopt < OPTION_HELP)
		die(EXIT_USAGE, "%s '-%c'; lazydbg %s --help lists the options", what, optopt,
		    line->command);
	die(EXIT_USAGE, "%s '%s'; lazydbg %s --help lists the options", what, argv[optind - 1],
	    line->command);
}

/**
 * options_next() - the next option, as of getopt_long()
 * @line: what the subcommand takes
 * @argc: of the subcommand
 * @argv: of the subcommand
 *
 * Prints the usage and ends the program at --help; ends it at what is no option.
 *
 * Return: the option's value, or -1 if there is none any more
 */
int options_next(const struct command_line *line, int argc, char **argv)
{
	const char *stop = *line->letters == '+' ? "+" : "";
	char letters[64];
	int option;

	opterr = 0;
	/* The + is for getopt() only if it comes first. */
	snprintf(letters, sizeof(letters), "%s:%s", stop, line->letters + strlen(stop));
	option = getopt_long(argc, argv, letters, line->options, NULL);
	if (option == ':')
		refuse(line, "there is no value for option", argv);
	if (option == '?')
		refuse(line, "there is no option", argv);
	if (option == OPTION_HELP) {
		fputs(line->usage, stdout);
		exit(fflush(stdout) ? EXIT_UNABLE : EXIT_OK);
	}
	return option;
}

/**
 * options_no_words() - end the program if there are words after the options
 * @line: what the subcommand takes
 * @argc: of the subcommand
 * @argv: of the subcommand
 */
void options_no_words(const struct command_line *line, int argc, char **argv)
{
	if (optind < argc)
		die(EXIT_USAGE, "'%s' is not an option; lazydbg %s --help lists the options",
		    argv[optind], line->command);
}

/**
 * option_number() - a decimal number
 * @option: whose value it is, for the error
 * @text: the value
 * @least: what it must be at least
 * @most: what it may be at most
 *
 * Return: the number; ends the program if it is none
 */
uint64_t option_number(const char *option, const char *text, uint64_t least, uint64_t most)
{
	uint64_t number;
	char *end;

	errno = 0;
	number = strtoull(text, &end, 10);
	if (!isdigit((unsigned char)*text) || *end || errno || number < least || number > most)
		die(EXIT_USAGE, "%s takes a number from %llu to %llu, not '%s'", option,
		    (unsigned long long)least, (unsigned long long)most, text);
	return number;
}

/**
 * option_seconds() - a time, which may have a fraction
 * @option: whose value it is, for the error
 * @text: the value
 *
 * Return: seconds; ends the program if it is no such time
 */
double option_seconds(const char *option, const char *text)
{
	double seconds = 0;
	char *end = NULL;

	if (strspn(text, "0123456789.") == strlen(text))
		seconds = strtod(text, &end);
	if (!end || *end || seconds < SHORTEST || seconds > LONGEST)
		die(EXIT_USAGE, "%s takes seconds, from %g to %g, not '%s'", option, SHORTEST,
		    LONGEST, text);
	return seconds;
}
