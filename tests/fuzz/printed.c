// SPDX-License-Identifier: GPL-2.0
#include "printed.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>

/* U+0080 to U+009F: a terminal takes U+009B for ESC and [. */
static bool is_c1(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	return at[0] == 0xc2 && at[1] >= 0x80 && at[1] <= 0x9f;
}

/* printed_check() - it is UTF-8, with no control characters but the lines' ends */
void printed_check(const char *text)
{
	json_t *string = json_string(text);

	if (!string)
		abort();
	json_decref(string);
	for (; *text; text++)
		if (((unsigned char)*text < ' ' && *text != '\n') || *text == 0x7f || is_c1(text))
			abort();
}
