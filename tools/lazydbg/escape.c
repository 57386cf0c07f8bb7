// SPDX-License-Identifier: GPL-2.0
#include "escape.h"

#include <string.h>

static const char *html_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* No format has a place for control characters, and DEL is one. */
static char printable(char c)
{
	return ((unsigned char)c < ' ' || c == 0x7f) ? ' ' : c;
}

/** escape_plain() - write text for a line of a terminal or of a log */
void escape_plain(const char *text, FILE *to)
{
	for (; *text; text++)
		putc(printable(*text), to);
}

/** escape_html() - write text for HTML or SVG, in an element or in a quoted attribute */
void escape_html(const char *text, FILE *to)
{
	const char *escaped;

	for (; *text; text++) {
		escaped = html_of(*text);
		if (escaped)
			fputs(escaped, to);
		else
			putc(printable(*text), to);
	}
}

/** escape_markdown() - write text for Markdown, in a paragraph or a table */
void escape_markdown(const char *text, FILE *to)
{
	for (; *text; text++) {
		if (strchr("\\`*_{}[]()<>#+!|~&$", *text))
			putc('\\', to);
		putc(printable(*text), to);
	}
}
