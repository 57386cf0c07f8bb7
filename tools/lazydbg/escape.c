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

/*
 * How many bytes are a control character, 0 if none is here: ASCII's, DEL, and U+0080 to
 * U+009F, of which a terminal takes U+009B for ESC and [. No format has a place for them.
 */
static size_t control_length(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	if (at[0] < ' ' || at[0] == 0x7f)
		return 1;
	return at[0] == 0xc2 && at[1] >= 0x80 && at[1] <= 0x9f ? 2 : 0;
}

/* Write the first character, or the first byte of it; a blank for a control character. */
static const char *put(const char *text, FILE *to)
{
	size_t control = control_length(text);

	putc(control ? ' ' : *text, to);
	return text + (control ? control : 1);
}

/** escape_plain() - write text for a line of a terminal or of a log */
void escape_plain(const char *text, FILE *to)
{
	while (*text)
		text = put(text, to);
}

/** escape_html() - write text for HTML or SVG, in an element or in a quoted attribute */
void escape_html(const char *text, FILE *to)
{
	const char *escaped;

	while (*text) {
		escaped = html_of(*text);
		if (escaped) {
			fputs(escaped, to);
			text++;
		} else {
			text = put(text, to);
		}
	}
}

/** escape_markdown() - write text for Markdown, in a paragraph or a table */
void escape_markdown(const char *text, FILE *to)
{
	while (*text) {
		if (strchr("\\`*_{}[]()<>#+!|~&$", *text))
			putc('\\', to);
		text = put(text, to);
	}
}
