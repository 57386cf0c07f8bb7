// SPDX-License-Identifier: GPL-2.0
/* A report as Markdown. */
#include <stdlib.h>

#include "compare-cells.h"
#include "escape.h"
#include "host.h"
#include "records.h"
#include "report.h"

static void paragraph(const char *text, FILE *to)
{
	if (!text || !*text)
		return;
	escape_markdown(text, to);
	fputs("\n\n", to);
}

static void paragraph_free(char *text, FILE *to)
{
	paragraph(text, to);
	free(text);
}

static void cell(const char *text, FILE *to)
{
	fputs("| ", to);
	escape_markdown(text, to);
	putc(' ', to);
}

static void line_end(FILE *to)
{
	fputs("|\n", to);
}

static void comparison_table(const struct comparison *c, FILE *to)
{
	size_t count, i;
	struct cells *rows = cells_rows(c, &count);
	enum cell column;

	for (column = 0; column < CELLS; column++)
		cell(cell_heads[column], to);
	line_end(to);
	for (column = 0; column < CELLS; column++)
		fputs(cell_is_number(column) ? "| ---: " : "| --- ", to);
	line_end(to);
	for (i = 0; i < count; i++) {
		for (column = 0; column < CELLS; column++)
			cell(rows[i].text[column], to);
		line_end(to);
	}
	putc('\n', to);
	free(rows);
}

static void comparison_section(const struct comparison *c, FILE *to)
{
	char *constants = cells_constants(c);
	const json_t *note;
	size_t i;

	comparison_table(c, to);
	if (*constants) {
		fputs("The same in all runs: ", to);
		paragraph(constants, to);
	}
	free(constants);
	paragraph_free(cells_indistinguishable(c), to);
	paragraph_free(cells_method(c), to);
	json_array_foreach(c->notes, i, note)
		paragraph(json_string_value(note), to);
}

static void records_table(const struct records *records, FILE *to)
{
	const json_t *row;
	size_t i, column;
	char *text;

	for (column = 0; column < records->column_count; column++)
		if (records_have(records, &records->columns[column]))
			cell(records->columns[column].head, to);
	line_end(to);
	for (column = 0; column < records->column_count; column++)
		if (records_have(records, &records->columns[column]))
			fputs(records->columns[column].kind == COLUMN_TEXT ? "| --- " : "| ---: ",
			      to);
	line_end(to);
	json_array_foreach(records->rows, i, row) {
		for (column = 0; column < records->column_count; column++) {
			if (!records_have(records, &records->columns[column]))
				continue;
			text = records_cell(row, &records->columns[column]);
			cell(text, to);
			free(text);
		}
		line_end(to);
	}
	putc('\n', to);
}

static void records_section(const struct result *result, FILE *to)
{
	struct records records = records_of(result);

	if (json_array_size(records.rows))
		records_table(&records, to);
	else
		paragraph("There are no figures in it.", to);
	paragraph_free(records_method(result), to);
}

static void section(const struct result *result, FILE *to)
{
	const json_t *host = json_object_get(result->json, "host");

	fputs("## ", to);
	if (result->kind == RESULT_COMPARE)
		paragraph_free(cells_command(&result->comparison), to);
	else
		paragraph(records_title(result), to);
	paragraph_free(host_line(host), to);
	paragraph_free(host_when(result->json), to);
	if (result->kind == RESULT_COMPARE)
		comparison_section(&result->comparison, to);
	else
		records_section(result, to);
	paragraph(host_caution(host), to);
}

/** report_markdown() - write a report as Markdown */
void report_markdown(const struct result *results, size_t count, FILE *to)
{
	size_t i;

	fputs("# lazydbg report\n\n", to);
	for (i = 0; i < count; i++)
		section(&results[i], to);
}
