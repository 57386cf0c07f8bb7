// SPDX-License-Identifier: GPL-2.0
#include "output.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "exit.h"
#include "memory.h"
#include "options.h"
#include "replace.h"
#include "text.h"

#define SCHEMA_VERSION	1

/* As many digits as a double is sure to keep, so that 0.1 is printed as that. */
#define JSON_FLAGS	JSON_REAL_PRECISION(15)

#define CELL_SIZE	64

/**
 * output_format() - choose a format
 * @output: how to print
 * @format: the one; ends the program if another one was chosen before
 */
void output_format(struct output *output, enum output_format format)
{
	if (output->format != OUTPUT_TEXT && output->format != format)
		die(EXIT_USAGE,
		    "there can be one format only: leave out all but one of the options that choose one");
	output->format = format;
}

/**
 * output_option() - take an option of OPTIONS_OUTPUT
 * @output: how to print
 * @option: its value, as of options_next()
 * @value: optarg
 */
void output_option(struct output *output, int option, const char *value)
{
	if (option == OPTION_JSON)
		output_format(output, OUTPUT_JSON);
	else if (option == OPTION_CSV)
		output_format(output, OUTPUT_CSV);
	else if (option == OPTION_OUTPUT)
		output->file = value;
}

/**
 * output_start() - begin to print to output->to
 * @output: how to print
 *
 * It goes to memory, so that nothing is printed if the program ends before output_end().
 */
void output_start(struct output *output)
{
	output->to = open_memstream(&output->text, &output->size);
	if (!output->to)
		die(EXIT_UNABLE, "out of memory");
}

/**
 * output_end() - print what there is since output_start()
 * @output: how to print
 *
 * A file gets it in place of what it had. Ends the program if that fails.
 */
void output_end(struct output *output)
{
	text_end(output->to, &output->text);
	if (output->file)
		replace_file(output->file, output->text, output->size);
	else if (fwrite(output->text, 1, output->size, stdout) < output->size || fflush(stdout))
		die(EXIT_UNABLE, "cannot write the output: %s", strerror(errno));
	free(output->text);
	output->results++;
}

/* Fields that a line has room for. */
static bool is_plain(const json_t *value)
{
	return !json_is_array(value) && !json_is_object(value);
}

/* A field's text: in a table for people, or else for programs. */
static const char *cell(const json_t *value, bool table, char text[CELL_SIZE])
{
	text[0] = '\0';
	switch (json_typeof(value)) {
	case JSON_STRING:
		return json_string_value(value);
	case JSON_INTEGER:
		snprintf(text, CELL_SIZE, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
		return text;
	case JSON_REAL:
		snprintf(text, CELL_SIZE, table ? "%.2f" : "%.15g", json_real_value(value));
		return text;
	case JSON_TRUE:
		return table ? "yes" : "true";
	case JSON_FALSE:
		return table ? "no" : "false";
	default:
		return table ? "-" : "";
	}
}

/* As RFC 4180 has it: quoted if need be, quotes doubled. */
static void csv_field(FILE *to, const char *text)
{
	if (!text[strcspn(text, ",\"\r\n")]) {
		fputs(text, to);
		return;
	}
	fputc('"', to);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', to);
		fputc(*text, to);
	}
	fputc('"', to);
}

static void csv_line(FILE *to, json_t *fields, bool heads)
{
	char text[CELL_SIZE];
	const char *name;
	bool first = true;
	json_t *value;

	json_object_foreach(fields, name, value) {
		if (!is_plain(value))
			continue;
		if (!first)
			fputc(',', to);
		csv_field(to, heads ? name : cell(value, false, text));
		first = false;
	}
	fputs("\r\n", to);
}

static void print_csv(struct output *output, const json_t *records)
{
	bool headed = output->results && output->series && !output->file;
	json_t *fields;
	size_t i;

	json_array_foreach(records, i, fields) {
		if (!i && !headed)
			csv_line(output->to, fields, true);
		csv_line(output->to, fields, false);
	}
}

/* How wide each column must be, in the order of the plain fields. */
static size_t *widths(const json_t *records)
{
	size_t *wide = zeroed(json_object_size(json_array_get(records, 0)), sizeof(*wide));
	char text[CELL_SIZE];
	const char *name;
	json_t *fields, *value;
	size_t i, column;

	json_array_foreach(records, i, fields) {
		column = 0;
		json_object_foreach(fields, name, value) {
			size_t length;

			if (!is_plain(value))
				continue;
			length = strlen(cell(value, true, text));
			if (strlen(name) > length)
				length = strlen(name);
			if (length > wide[column])
				wide[column] = length;
			column++;
		}
	}
	return wide;
}

/* The blanks go with the next field, so that none are at the end of a line. */
static void table_line(FILE *to, json_t *fields, const size_t *wide, bool heads)
{
	char text[CELL_SIZE];
	const char *name;
	size_t column = 0;
	int blanks = 0;
	json_t *value;

	json_object_foreach(fields, name, value) {
		const char *shown = heads ? name : cell(value, true, text);
		int room = wide[column] - strlen(shown);

		if (!is_plain(value))
			continue;
		if (json_is_string(value)) {
			fprintf(to, "%*s%s", blanks, "", shown);
			blanks = room + 2;
		} else {
			fprintf(to, "%*s%s", blanks + room, "", shown);
			blanks = 2;
		}
		column++;
	}
	fputc('\n', to);
}

/**
 * output_table() - print records as a table for people
 * @output: where to
 * @records: an array of them; nothing is printed if it is empty
 *
 * Numbers are flush right. What is null prints as "-".
 */
void output_table(struct output *output, const json_t *records)
{
	size_t *wide = widths(records);
	json_t *fields;
	size_t i;

	json_array_foreach(records, i, fields) {
		if (!i)
			table_line(output->to, fields, wide, true);
		table_line(output->to, fields, wide, false);
	}
	free(wide);
}

/* Single values, a line each; what kind of result it is, is plain to people. */
static void print_values(struct output *output, const json_t *result)
{
	char text[CELL_SIZE];
	bool any = false;
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)result, name, value) {
		if (!is_plain(value) || !strcmp(name, "schema") || !strcmp(name, "version"))
			continue;
		fprintf(output->to, "%s: %s\n", name, cell(value, true, text));
		any = true;
	}
	if (any)
		fputc('\n', output->to);
}

/**
 * output_result() - print a result
 * @output: where to, and in which format
 * @result: of result_new(), filled
 * @records: name of the array that is the table
 */
void output_result(struct output *output, const json_t *result, const char *records)
{
	switch (output->format) {
	case OUTPUT_JSON:
		json_dumpf(result, output->to,
			   JSON_FLAGS | (output->series ? JSON_COMPACT : JSON_INDENT(2)));
		fputc('\n', output->to);
		break;
	case OUTPUT_CSV:
		print_csv(output, json_object_get(result, records));
		break;
	default:
		if (output->results)
			fputc('\n', output->to);
		print_values(output, result);
		output_table(output, json_object_get(result, records));
		break;
	}
}

static json_t *or_die(json_t *value)
{
	if (!value)
		die(EXIT_UNABLE, "out of memory, or a text that is no UTF-8");
	return value;
}

/**
 * record() - json_pack() that does not fail
 * @format: as of json_pack()
 *
 * Return: what was packed
 */
json_t *record(const char *format, ...)
{
	json_error_t error;
	json_t *packed;
	va_list args;

	va_start(args, format);
	packed = json_vpack_ex(&error, 0, format, args);
	va_end(args);
	return or_die(packed);
}

/**
 * result_new() - a result with nothing in it but what it is
 * @command: the subcommand whose result it is
 *
 * Return: the result, to be freed by json_decref()
 */
json_t *result_new(const char *command)
{
	char schema[32];

	snprintf(schema, sizeof(schema), "lazydbg/%s", command);
	return record("{s:s, s:i}", "schema", schema, "version", SCHEMA_VERSION);
}

/**
 * record_set() - add a field
 * @to: the record, or the result
 * @name: the field's
 * @value: its value, which is @to's from now on
 */
void record_set(json_t *to, const char *name, json_t *value)
{
	if (json_object_set_new(to, name, or_die(value)))
		die(EXIT_UNABLE, "out of memory");
}

/**
 * result_records() - add an array of records
 * @result: to what
 * @name: of the array
 *
 * Return: the array, empty; it is the result's
 */
json_t *result_records(json_t *result, const char *name)
{
	json_t *records = or_die(json_array());

	record_set(result, name, records);
	return records;
}

/**
 * records_add() - add a record
 * @records: to what
 * @added: the record, which is @records' from now on
 */
void records_add(json_t *records, json_t *added)
{
	if (json_array_append_new(records, or_die(added)))
		die(EXIT_UNABLE, "out of memory");
}

/**
 * thousandths() - round a number to what is worth printing
 * @number: any
 *
 * Return: the number, with three digits after the point
 */
double thousandths(double number)
{
	return round(number * 1000) / 1000;
}
