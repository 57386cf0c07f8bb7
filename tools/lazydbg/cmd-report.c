// SPDX-License-Identifier: GPL-2.0
/* lazydbg report: saved results as Markdown, or as a page of HTML. */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "exit.h"
#include "memory.h"
#include "options.h"
#include "records.h"
#include "replace.h"
#include "report.h"
#include "saved.h"
#include "text.h"

enum { OPTION_MARKDOWN = OPTION_OWN, OPTION_HTML };

static const struct option options[] = {
	{ "markdown", required_argument, NULL, OPTION_MARKDOWN },
	{ "html", required_argument, NULL, OPTION_HTML },
	OPTIONS_HELP,
	{ }
};

static const struct command_line line = {
	.command = "report",
	.letters = "",
	.options = options,
	.usage =
"usage: lazydbg report [--markdown FILE] [--html FILE] RESULT...\n"
"\n"
"Make one report of results that compare --output, hist --json and bench --json saved. The\n"
"page of HTML has all in one file, with charts, and needs neither a network nor scripts.\n"
"Without an option, Markdown is printed. What a comparison says is found anew from the\n"
"figures of its runs.\n"
"\n"
"options:\n"
"  --markdown FILE  write Markdown to FILE, in one step\n"
"  --html FILE      write HTML to FILE, in one step\n"
"  --help           print this\n"
"\n"
"Exit status: 0 done, 2 wrong command line, 3 a file cannot be read, written or understood.\n"
"\n"
"examples:\n"
"  lazydbg compare --output compare.json\n"
"  lazydbg bench --json --output bench.json\n"
"  lazydbg report --html report.html compare.json bench.json\n",
};

static enum result_kind kind_of(const char *schema, const char *file)
{
	if (!strcmp(schema, "lazydbg/compare"))
		return RESULT_COMPARE;
	if (!strcmp(schema, "lazydbg/hist"))
		return RESULT_HIST;
	if (!strcmp(schema, "lazydbg/bench"))
		return RESULT_BENCH;
	saved_wrong(file,
		    "its schema must be lazydbg/compare, lazydbg/hist or lazydbg/bench, not '%s'",
		    schema);
}

static struct result load(const char *file)
{
	struct result result = { .file = file, .json = saved_load(file) };

	result.kind = kind_of(saved_text(result.json, "schema", file), file);
	saved_check_host(result.json, file);
	if (result.kind == RESULT_COMPARE)
		comparison_from_json(&result.comparison, result.json, file);
	else
		records_check(&result);
	return result;
}

static void make(void (*write)(const struct result *results, size_t count, FILE *to),
		 const struct result *results, size_t count, const char *file)
{
	char *text;
	FILE *to = text_stream(&text);

	write(results, count, to);
	text_end(to, &text);
	if (file)
		replace_file(file, text, strlen(text));
	else
		fputs(text, stdout);
	free(text);
}

static void free_results(struct result *results, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (results[i].kind == RESULT_COMPARE)
			comparison_free(&results[i].comparison);
		json_decref(results[i].json);
	}
	free(results);
}

int cmd_report(int argc, char **argv)
{
	const char *markdown = NULL, *html = NULL;
	struct result *results;
	int option, i, count;

	while ((option = options_next(&line, argc, argv)) != -1) {
		if (option == OPTION_MARKDOWN)
			markdown = optarg;
		else
			html = optarg;
	}
	count = argc - optind;
	if (!count)
		die(EXIT_USAGE,
		    "report takes one saved result or more; lazydbg report --help says how to save one");
	results = zeroed(count, sizeof(*results));
	for (i = 0; i < count; i++)
		results[i] = load(argv[optind + i]);
	if (html)
		make(report_html, results, count, html);
	if (markdown || !html)
		make(report_markdown, results, count, markdown);
	free_results(results, count);
	return fflush(stdout) ? EXIT_UNABLE : EXIT_OK;
}
