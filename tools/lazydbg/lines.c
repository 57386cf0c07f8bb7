// SPDX-License-Identifier: GPL-2.0
#include "lines.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define BLANKS	" \t\n"

/**
 * lines_start() - begin with the first line of a text
 * @lines: state, for the other functions; to be ended by lines_end()
 * @from: the text
 * @error: where to say what is wrong with it
 */
void lines_start(struct lines *lines, FILE *from, struct parse_error *error)
{
	*lines = (struct lines) { .from = from, .error = error };
	error->text[0] = '\0';
}

/**
 * lines_end() - no more of this text
 * @lines: state
 *
 * Return: true if nothing was wrong
 */
bool lines_end(struct lines *lines)
{
	free(lines->line);
	lines->line = NULL;
	return !lines->failed;
}

/**
 * lines_wrong() - remember what is wrong
 * @lines: state
 * @format: what is wrong with the line, as for printf; the first time is what counts
 *
 * Return: false
 */
bool lines_wrong(struct lines *lines, const char *format, ...)
{
	struct parse_error *error = lines->error;
	va_list args;
	int used;

	if (lines->failed)
		return false;
	lines->failed = true;
	used = snprintf(error->text, sizeof(error->text), "line %u ", lines->number);
	va_start(args, format);
	vsnprintf(error->text + used, sizeof(error->text) - used, format, args);
	va_end(args);
	return false;
}

/* Terminals and the formats that we write get no control characters from us. */
static bool is_text(const char *line, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (!isprint((unsigned char)line[i]) && line[i] != '\t' && line[i] != '\n')
			return false;
	return true;
}

static bool read_line(struct lines *lines)
{
	ssize_t length;

	errno = 0;
	length = getline(&lines->line, &lines->room, lines->from);
	lines->number++;
	if (length < 0) {
		/* It does not mark the stream if it is memory that there is too little of. */
		if (!feof(lines->from))
			lines_wrong(lines, "cannot be read: %s", strerror(errno));
		return false;
	}
	if (!is_text(lines->line, length))
		return lines_wrong(lines, "is not plain text");
	lines->rest = lines->line;
	return true;
}

/**
 * lines_next() - go to the next line that is not blank
 * @lines: state
 *
 * Return: false at the end, or if anything is wrong
 */
bool lines_next(struct lines *lines)
{
	do {
		if (lines->failed || !read_line(lines))
			return false;
		lines->rest += strspn(lines->rest, BLANKS);
	} while (!*lines->rest);
	return true;
}

/**
 * lines_word() - take the next word of the line
 * @lines: state
 *
 * Return: the word, which lives until the next line, or NULL if there is none
 */
char *lines_word(struct lines *lines)
{
	char *word = lines->rest + strspn(lines->rest, BLANKS);
	size_t length = strcspn(word, BLANKS);

	if (!length)
		return NULL;
	lines->rest = word + length;
	if (*lines->rest)
		*lines->rest++ = '\0';
	return word;
}

/* Only digits, and no number that a signed 64 bit one could not hold: JSON's are these. */
static bool to_number(const char *word, uint64_t *number)
{
	char *end;

	if (!isdigit((unsigned char)*word))
		return false;
	errno = 0;
	*number = strtoull(word, &end, 10);
	return !errno && !*end && *number <= INT64_MAX;
}

static bool to_id(const char *word, unsigned int *id)
{
	uint64_t number;

	if (!to_number(word, &number) || number > INT_MAX)
		return false;
	*id = number;
	return true;
}

static bool to_name(const char *word, char *name)
{
	if (strlen(word) >= NAME_SIZE)
		return false;
	memcpy(name, word, strlen(word) + 1);
	return true;
}

static bool to_switch(const char *word, bool *on)
{
	*on = !strcmp(word, "on") || !strcmp(word, "yes");
	return *on || !strcmp(word, "off") || !strcmp(word, "no");
}

static bool convert(enum field_kind kind, const char *word, void *member)
{
	uint64_t *number = member;

	switch (kind) {
	case FIELD_NUMBER_OR_INF:
		if (!strcmp(word, "inf")) {
			*number = PARSE_INF;
			return true;
		}
		break;
	case FIELD_NUMBER_OR_NONE:
		if (!strcmp(word, "-")) {
			*number = PARSE_NONE;
			return true;
		}
		break;
	case FIELD_ID:
		return to_id(word, member);
	case FIELD_NAME:
		return to_name(word, member);
	case FIELD_SWITCH:
		return to_switch(word, member);
	default:
		break;
	}
	return to_number(word, number);
}

static const char *wanted(enum field_kind kind)
{
	switch (kind) {
	case FIELD_NUMBER_OR_INF:
		return "a number or inf";
	case FIELD_NUMBER_OR_NONE:
		return "a number or -";
	case FIELD_NAME:
		return "a short word";
	case FIELD_SWITCH:
		return "on or off, yes or no";
	default:
		return "a number";
	}
}

/**
 * field_find() - the field of that name
 * @fields: a struct's
 * @count: how many
 * @name: what to look for
 *
 * Return: the field, or NULL
 */
const struct field *field_find(const struct field *fields, size_t count, const char *name)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!strcmp(fields[i].name, name))
			return &fields[i];
	return NULL;
}

/**
 * field_set() - set one member of a struct
 * @lines: state, for the error
 * @field: which member
 * @word: its value's text; NULL if the line has ended
 * @to: the struct
 *
 * Return: true if the text can be such a value
 */
bool field_set(struct lines *lines, const struct field *field, const char *word, void *to)
{
	if (!word)
		return lines_wrong(lines, "has no value for '%s'", field->name);
	if (!convert(field->kind, word, (char *)to + field->offset))
		return lines_wrong(lines, "has '%.40s' for '%s', which must be %s", word,
				   field->name, wanted(field->kind));
	return true;
}

/**
 * fields_pairs() - set a struct from the rest of a line, `NAME VALUE NAME VALUE ...`
 * @lines: state
 * @fields: the members, all of which must be there
 * @count: how many; 64 at most
 * @to: the struct
 *
 * Return: true if all is there, and right
 */
bool fields_pairs(struct lines *lines, const struct field *fields, size_t count, void *to)
{
	const struct field *field;
	uint64_t found = 0;
	const char *name;
	size_t i;

	while ((name = lines_word(lines))) {
		const char *word = lines_word(lines);

		field = field_find(fields, count, name);
		if (!field)
			continue;
		if (!field_set(lines, field, word, to))
			return false;
		found |= 1ULL << (field - fields);
	}
	for (i = 0; i < count; i++)
		if (!(found & 1ULL << i))
			return lines_wrong(lines, "has no '%s'", fields[i].name);
	return true;
}

/**
 * field_cpu() - the number of a CPU from `cpuNUMBER`
 * @lines: state, for the error
 * @word: the text; NULL if the line has ended
 * @cpu: where to
 *
 * Return: true if that is what the text is
 */
bool field_cpu(struct lines *lines, const char *word, unsigned int *cpu)
{
	if (!word || strncmp(word, "cpu", 3) || !to_id(word + 3, cpu))
		return lines_wrong(lines, "has '%.40s' where cpu0, cpu1, ... must be",
				   word ? word : "nothing");
	return true;
}
