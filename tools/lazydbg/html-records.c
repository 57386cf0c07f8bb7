// SPDX-License-Identifier: GPL-2.0
/* Results of hist and bench in a page: a card with bars for each, then all figures. */
#include <stdlib.h>

#include "charts.h"
#include "escape.h"
#include "html.h"
#include "memory.h"
#include "records.h"
#include "text.h"

static void put_number(char text[BAR_TEXT], double number)
{
	text_cut(text, BAR_TEXT, number_grouped(number, NARROW_BLANK).text);
}

/* The last bucket has no end. */
static char *bucket_name(const json_t *bucket)
{
	const json_t *end = json_object_get(bucket, "to_ns");
	struct number from = number_grouped(records_number(bucket, "from_ns"), NARROW_BLANK);

	if (!json_is_number(end))
		return text_of("%s or more", from.text);
	return text_of("%s to %s", from.text,
		       number_grouped(json_number_value(end), NARROW_BLANK).text);
}

static struct bar *bucket_bars(const json_t *row, size_t *count)
{
	const json_t *bucket;
	struct bar *bars = NULL;
	struct bar *bar;
	char *name;
	size_t i;

	*count = 0;
	json_array_foreach(json_object_get(row, "buckets"), i, bucket) {
		bars = more(bars, count, sizeof(*bars));
		bar = &bars[*count - 1];
		bar->value = records_number(bucket, "count");
		put_number(bar->text, bar->value);
		name = bucket_name(bucket);
		text_cut(bar->name, BAR_TEXT, name);
		free(name);
	}
	return bars;
}

/* The rows of one CPU, from @first on; they are together. */
static struct bar *cpu_bars(const json_t *rows, size_t first, size_t *count)
{
	double cpu = records_number(json_array_get(rows, first), "cpu");
	struct bar *bars = NULL;
	struct bar *bar;
	const json_t *row;
	size_t i;

	*count = 0;
	for (i = first; (row = json_array_get(rows, i)) && records_number(row, "cpu") == cpu; i++) {
		bars = more(bars, count, sizeof(*bars));
		bar = &bars[*count - 1];
		bar->value = records_number(row, "median_ns");
		bar->least = records_number(row, "min_ns");
		text_cut(bar->name, BAR_TEXT, json_string_value(json_object_get(row, "name")));
		put_number(bar->text, bar->value);
	}
	return bars;
}

static void where(FILE *to, const struct result *result, const char *what)
{
	const json_t *host = json_object_get(result->json, "host");
	const char *kernel = json_string_value(json_object_get(host, "kernel"));
	const char *cpu = json_string_value(json_object_get(host, "cpu"));
	const char *mode = json_string_value(json_object_get(result->json, "mode"));
	char *text = text_of("Linux %s, %s%s%s; %s", kernel ?: "unknown", cpu ?: "unknown CPU",
			     mode ? "; mode " : "", mode ?: "", what);

	html_element(to, "div", "where", text);
	free(text);
}

static void bar_table(FILE *to, const char *head, const char *value, const struct bar *bars,
		      size_t count)
{
	size_t i;

	fputs("<div class=\"scroll\"><table>\n<tr class=\"heads\">", to);
	html_cell(to, "th scope=\"col\"", false, head);
	html_cell(to, "th scope=\"col\"", true, value);
	fputs("</tr>\n", to);
	for (i = 0; i < count; i++) {
		fputs("<tr>", to);
		html_cell(to, "th scope=\"row\"", false, bars[i].name);
		html_cell(to, "td", true, bars[i].text);
		fputs("</tr>\n", to);
	}
	fputs("</table></div>\n", to);
}

static void hist_card(FILE *to, const struct result *result, const json_t *row)
{
	const char *kind = json_string_value(json_object_get(row, "kind"));
	const json_t *cpu = json_object_get(row, "cpu");
	struct number number = number_of(json_number_value(cpu));
	char *title = json_is_number(cpu) ? text_of("%s, CPU %s", kind, number.text) :
					    text_of("%s, all CPUs", kind);
	size_t count;
	struct bar *bars = bucket_bars(row, &count);

	fputs("<figure class=\"card\">\n<figcaption>\n", to);
	html_element(to, "h3", NULL, title);
	where(to, result, "how many took so long, ns, by CNTVCT_EL0");
	fputs("</figcaption>\n<div class=\"pair\">\n", to);
	chart_bars(to, title, "How many took how long; the table beside has the numbers.", bars,
		   count);
	bar_table(to, "ns", "count", bars, count);
	fputs("</div>\n</figure>\n", to);
	free(bars);
	free(title);
}

static size_t bench_card(FILE *to, const struct result *result, const json_t *rows, size_t first)
{
	double cpu = records_number(json_array_get(rows, first), "cpu");
	char *title = text_of("Median of each operation, CPU %s", number_of(cpu).text);
	size_t count;
	struct bar *bars = cpu_bars(rows, first, &count);

	fputs("<figure class=\"card\">\n<figcaption>\n", to);
	html_element(to, "h3", NULL, title);
	where(to, result, "ns, by CNTVCT_EL0; the line across a bar is the minimum");
	fputs("</figcaption>\n<div class=\"pair\">\n", to);
	chart_bars(to, title, "What an operation cost; the table beside has the numbers.", bars,
		   count);
	bar_table(to, "operation", "median, ns", bars, count);
	fputs("</div>\n</figure>\n", to);
	free(bars);
	free(title);
	return first + count;
}

static void full_row(FILE *to, const struct records *records, const json_t *row)
{
	const struct column *column = records->columns;
	char *text;

	fputs("<tr>", to);
	for (; column < records->columns + records->column_count; column++) {
		if (!records_have(records, column))
			continue;
		text = records_cell(row, column);
		html_cell(to, "td", column->kind != COLUMN_TEXT, text);
		free(text);
	}
	fputs("</tr>\n", to);
}

static void full_table(FILE *to, const struct records *records)
{
	const struct column *column = records->columns;
	const json_t *row;
	size_t i;

	fputs("<details>\n<summary>All figures</summary>\n", to);
	fputs("<div class=\"scroll\"><table>\n<tr class=\"heads\">", to);
	for (; column < records->columns + records->column_count; column++)
		if (records_have(records, column))
			html_cell(to, "th scope=\"col\"", column->kind != COLUMN_TEXT,
				  column->head);
	fputs("</tr>\n", to);
	json_array_foreach(records->rows, i, row)
		full_row(to, records, row);
	fputs("</table></div>\n</details>\n", to);
}

/** html_records() - what hist or bench found */
void html_records(FILE *to, const struct result *result)
{
	struct records records = records_of(result);
	char *method = records_method(result);
	size_t i, count = json_array_size(records.rows);

	html_element(to, "p", NULL, method);
	free(method);
	if (!count) {
		html_element(to, "p", NULL, "There are no figures in it.");
		return;
	}
	for (i = 0; result->kind == RESULT_HIST && i < count; i++)
		hist_card(to, result, json_array_get(records.rows, i));
	for (i = 0; result->kind == RESULT_BENCH && i < count;)
		i = bench_card(to, result, records.rows, i);
	full_table(to, &records);
}
