// SPDX-License-Identifier: GPL-2.0
#include "text.h"

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "exit.h"

/* Digits that a figure is shown with; a whole number has all of its own. */
#define DIGITS		6
#define WHOLE_MAX	1e15

/** text_of() - a formatted text, for free() */
char *text_of(const char *format, ...)
{
	char *text;
	va_list args;
	int length;

	va_start(args, format);
	length = vasprintf(&text, format, args);
	va_end(args);
	if (length < 0)
		die(EXIT_UNABLE, "out of memory");
	return text;
}

/** text_stream() - a stream that makes a text, which is there after text_end(), for free() */
FILE *text_stream(char **text)
{
	/* Nobody asks for the length: what is written has no NUL. */
	static size_t length;
	FILE *stream = open_memstream(text, &length);

	if (!stream)
		die(EXIT_UNABLE, "out of memory");
	return stream;
}

/** text_end() - close the stream; the text is whole, or the program ends */
void text_end(FILE *stream, char * const *text)
{
	bool cut = ferror(stream);

	if (fclose(stream) || cut || !*text)
		die(EXIT_UNABLE, "out of memory");
}

/** text_cut() - as much of @from as fits into @size bytes, with no part of a UTF-8 character */
void text_cut(char *to, size_t size, const char *from)
{
	size_t length = strnlen(from, size - 1);

	if (from[length])
		while (length && (from[length] & 0xc0) == 0x80)
			length--;
	memcpy(to, from, length);
	to[length] = '\0';
}

static int digits_before_point(double value)
{
	return value < 1 ? 1 : (int)floor(log10(value)) + 1;
}

static void drop_trailing_zeros(char *text)
{
	char *end = text + strlen(text);

	if (!strchr(text, '.'))
		return;
	while (end[-1] == '0')
		*--end = '\0';
	if (end[-1] == '.')
		end[-1] = '\0';
}

/** number_of() - a figure without more digits than it takes, never with an exponent but if huge */
struct number number_of(double value)
{
	struct number number;
	double size = fabs(value);
	int decimals;

	if (size >= WHOLE_MAX || (value && size < 0.0001)) {
		snprintf(number.text, NUMBER_SIZE, "%.*g", DIGITS, value);
		return number;
	}
	decimals = DIGITS - digits_before_point(size);
	if (decimals < 0)
		decimals = 0;
	snprintf(number.text, NUMBER_SIZE, "%.*f", decimals, value);
	drop_trailing_zeros(number.text);
	return number;
}

/** number_signed() - the same, with + before what is more than 0 */
struct number number_signed(double value)
{
	struct number number = number_of(value);

	if (value > 0) {
		memmove(number.text + 1, number.text, strlen(number.text) + 1);
		number.text[0] = '+';
	}
	return number;
}

/** number_grouped() - the same as number_of(), with @separator between groups of three digits */
struct number number_grouped(double value, const char *separator)
{
	struct number plain = number_of(value), grouped;
	const char *from = plain.text;
	size_t digits = strspn(from + (*from == '-'), "0123456789");
	size_t length = 0;

	if (strpbrk(from, "en"))
		return plain;
	if (*from == '-')
		grouped.text[length++] = *from++;
	while (digits) {
		grouped.text[length++] = *from++;
		if (--digits && digits % 3 == 0)
			length += sprintf(grouped.text + length, "%s", separator);
	}
	memcpy(grouped.text + length, from, strlen(from) + 1);
	return grouped;
}

/** percent_of() - @part of @whole, signed; empty if there is no whole */
struct number percent_of(double part, double whole)
{
	struct number number = { "" };

	if (whole)
		snprintf(number.text, NUMBER_SIZE, "%+.*f %%",
			 fabs(part) < fabs(whole) / 10 ? 2 : 1, 100 * part / whole);
	return number;
}
