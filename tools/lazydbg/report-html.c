// SPDX-License-Identifier: GPL-2.0
/* A report as one page of HTML, with nothing outside it. */
#include "report.h"

#include <stdlib.h>

#include "compare-cells.h"
#include "escape.h"
#include "host.h"
#include "html.h"
#include "records.h"
#include "style.h"

static void fact(FILE *to, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	fputs("<li><span>", to);
	escape_html(name, to);
	fputs("</span> ", to);
	escape_html(value, to);
	fputs("</li>\n", to);
}

static void put_facts(FILE *to, const struct result *result)
{
	static const char * const shown[][2] = {
		{ "kernel", "Kernel" }, { "cpu", "CPU" }, { "machine", "Machine" },
		{ "kvm_mode", "KVM" }, { "module", "lazydbg" },
	};
	const json_t *host = json_object_get(result->json, "host");
	size_t i;

	fputs("<ul class=\"facts\">\n", to);
	for (i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		fact(to, shown[i][1], json_string_value(json_object_get(host, shown[i][0])));
	fact(to, "Mode", json_string_value(json_object_get(result->json, "mode")));
	fact(to, "Measured", json_string_value(json_object_get(result->json, "date")));
	fact(to, "File", result->file);
	fputs("</ul>\n", to);
}

static void heading(FILE *to, const struct result *result)
{
	char *command;

	if (result->kind != RESULT_COMPARE) {
		html_element(to, "h2", NULL, records_title(result));
		return;
	}
	command = cells_command(&result->comparison);
	fputs("<h2>Modes compared by ", to);
	html_element(to, "code", NULL, command);
	fputs("</h2>\n", to);
	free(command);
}

static void put_section(FILE *to, const struct result *result)
{
	const char *caution = host_caution(json_object_get(result->json, "host"));

	fputs("<section class=\"result\">\n", to);
	heading(to, result);
	put_facts(to, result);
	if (caution)
		html_element(to, "p", "caution", caution);
	if (result->kind == RESULT_COMPARE)
		html_comparison(to, &result->comparison);
	else
		html_records(to, result);
	fputs("</section>\n", to);
}

/** report_html() - write a report as HTML */
void report_html(const struct result *results, size_t count, FILE *to)
{
	size_t i;

	fprintf(to, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<title>lazydbg report</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n"
		"<h1>lazydbg report</h1>\n", style);
	html_element(to, "p", "lead",
		     "Who moves a guest's debug registers, and what it costs: off is KVM, eager is lazydbg on every entry and exit, lazy is lazydbg when they are needed.");
	for (i = 0; i < count; i++)
		put_section(to, &results[i]);
	fputs("</main>\n</body>\n</html>\n", to);
}
