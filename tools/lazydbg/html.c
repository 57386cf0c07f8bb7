// SPDX-License-Identifier: GPL-2.0
#include "html.h"

#include "escape.h"

/** html_element() - an element with nothing but text in it; @class may be NULL */
void html_element(FILE *to, const char *element, const char *class, const char *text)
{
	fprintf(to, "<%s", element);
	if (class)
		fprintf(to, " class=\"%s\"", class);
	putc('>', to);
	escape_html(text, to);
	fprintf(to, "</%s>\n", element);
}

/** html_cell() - a cell of a table: @element is td, or th with its scope */
void html_cell(FILE *to, const char *element, bool number, const char *text)
{
	fprintf(to, "<%s%s>", element, number ? " class=\"number\"" : "");
	escape_html(text, to);
	fprintf(to, "</%.2s>", element);
}
