/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Text taken apart: lines into words, words into the members of a struct. For parse.c.
 */
#ifndef LAZYDBG_LINES_H
#define LAZYDBG_LINES_H

#include "compiler.h"
#include "parse.h"

struct lines {
	FILE *from;
	struct parse_error *error;
	char *line;
	size_t room;
	unsigned int number;
	char *rest;		/* of the line: for lines_word() */
	bool failed;
};

/* What a member holds: the text that it is made from, its type. */
enum field_kind {
	FIELD_NUMBER,		/* decimal, uint64_t */
	FIELD_NUMBER_OR_INF,	/* or `inf`, which is PARSE_INF */
	FIELD_NUMBER_OR_NONE,	/* or `-`, which is PARSE_NONE */
	FIELD_ID,		/* decimal, unsigned int */
	FIELD_NAME,		/* a word, char[NAME_SIZE] */
	FIELD_SWITCH,		/* `on` or `yes`, `off` or `no`; bool */
};

struct field {
	const char *name;
	enum field_kind kind;
	size_t offset;
};

#define FIELD(type, member, kind)	{ #member, kind, offsetof(type, member) }

void lines_start(struct lines *lines, FILE *from, struct parse_error *error);
bool lines_end(struct lines *lines);
bool lines_next(struct lines *lines);
char *lines_word(struct lines *lines);
bool __printf(2, 3) lines_wrong(struct lines *lines, const char *format, ...);

const struct field *field_find(const struct field *fields, size_t count, const char *name);
bool field_set(struct lines *lines, const struct field *field, const char *word, void *to);
bool fields_pairs(struct lines *lines, const struct field *fields, size_t count, void *to);
bool field_cpu(struct lines *lines, const char *word, unsigned int *cpu);

#endif
