// SPDX-License-Identifier: GPL-2.0
/* A comparison for the terminal. */
#include <stdlib.h>
#include <string.h>

#include "compare-cells.h"
#include "escape.h"
#include "host.h"
#include "text.h"

#define GAP	"  "	/* between columns */

/* Names are from what ran, which may not do anything to the terminal. */
static void print_line(const char *text, FILE *to)
{
	escape_plain(text, to);
	putc('\n', to);
}

static void print_row(char text[CELLS][CELL_SIZE], const size_t width[CELLS], FILE *to)
{
	char line[CELLS * (CELL_SIZE + sizeof(GAP))] = "";
	size_t length = 0;
	enum cell cell;

	for (cell = 0; cell < CELLS; cell++)
		length += sprintf(line + length, "%s%*s", cell ? GAP : "",
				  cell_is_number(cell) ? (int)width[cell] : -(int)width[cell],
				  text[cell]);
	while (length && line[length - 1] == ' ')
		line[--length] = '\0';
	print_line(line, to);
}

static void print_heads(const size_t width[CELLS], FILE *to)
{
	char text[CELLS][CELL_SIZE];
	enum cell cell;

	for (cell = 0; cell < CELLS; cell++)
		text_cut(text[cell], CELL_SIZE, cell_heads[cell]);
	print_row(text, width, to);
}

/* A figure's name is in the first of its rows only. */
static void print_table(const struct comparison *c, FILE *to)
{
	size_t width[CELLS], count, i;
	struct cells *rows = cells_rows(c, &count);
	enum cell cell;

	for (cell = 0; cell < CELLS; cell++) {
		width[cell] = strlen(cell_heads[cell]);
		for (i = 0; i < count; i++)
			if (strlen(rows[i].text[cell]) > width[cell])
				width[cell] = strlen(rows[i].text[cell]);
	}
	if (count)
		print_heads(width, to);
	for (i = 0; i < count; i++) {
		if (i % c->modes)
			*rows[i].text[CELL_FIGURE] = '\0';
		print_row(rows[i].text, width, to);
	}
	free(rows);
}

static void print_if_any(const char *before, char *text, FILE *to)
{
	if (*text) {
		fprintf(to, "\n%s", before);
		print_line(text, to);
	}
	free(text);
}

/** comparison_print() - for people */
void comparison_print(const struct comparison *c, FILE *to)
{
	const char *caution = host_caution(c->host);
	char *host = host_line(c->host);
	char *command = cells_command(c);
	const json_t *note;
	size_t i;

	print_line(command, to);
	print_line(host, to);
	putc('\n', to);
	print_table(c, to);
	print_if_any("the same in all runs: ", cells_constants(c), to);
	print_if_any("", cells_indistinguishable(c), to);
	print_if_any("", cells_method(c), to);
	json_array_foreach(c->notes, i, note)
		print_line(json_string_value(note), to);
	if (caution)
		fprintf(to, "%s\n", caution);
	free(host);
	free(command);
}
