// SPDX-License-Identifier: GPL-2.0
/*
 * Loads the module with random parameters:
 *
 *	fuzz-parameters COUNT SEED FILE
 *
 * They are up to some thousand bytes of any value, blanks and quotes as the kernel's parser
 * takes them included. It fails if the module is not loaded in the mode that was asked for, or
 * in one that there is not; is refused with anything but EINVAL; or is there all the same. In
 * the end it prints what was done.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MODULE		"/sys/module/lazydbg"
#define MODE		MODULE "/parameters/mode"
#define BYTES_MAX	4000
#define TEXT_SIZE	(BYTES_MAX + 64)
#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

static const char * const modes[] = { "off", "eager", "lazy" };

static uint64_t state;

static uint64_t any(uint64_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % below;
}

/* Most are short, as is what is right. */
static size_t any_size(void)
{
	static const size_t sizes[] = { 1, 31, 32, 1023, 1024, BYTES_MAX };

	return any(3) ? any(64) : any(2) ? any(BYTES_MAX) : sizes[any(COUNT(sizes))];
}

/* Nothing that may end a value: no quote and no blank, as which the kernel counts 0xa0. */
static bool is_plain(unsigned char byte)
{
	return !strchr("\t\n\v\f\r \"\xa0", byte);
}

static void add(char *text, const char *word)
{
	memcpy(text + strlen(text), word, strlen(word) + 1);
}

static void add_bytes(char *text, bool plain)
{
	size_t size = any_size();
	char byte;

	for (text += strlen(text); size; size--) {
		do
			byte = (char)(1 + any(255));
		while (plain && !is_plain((unsigned char)byte));
		*text++ = byte;
	}
	*text = '\0';
}

/* One value that is no mode: a mode with something after it, or anything. */
static const char *no_mode(char *text)
{
	add(text, "mode=");
	if (!any(4))
		add(text, modes[any(COUNT(modes))]);
	else
		add_bytes(text, true);
	add(text, "!");
	return "";
}

/* A mode, after one that does not last; with blanks and quotes as they may be. */
static const char *a_mode(char *text)
{
	static const char * const forms[] = {
		"mode=%s", " \t\nmode=%s\n", "mode=\"%s\"", "\"mode=%s\"", "mode=off mode=%s",
		"mode=%s -- mode=none", "m_ode=1 mode=%s", "mode=\"%s\n\"",
	};
	const char *mode = modes[any(COUNT(modes))];

	snprintf(text, TEXT_SIZE, forms[any(COUNT(forms))], mode);
	return mode;
}

/* Who knows. */
static const char *anything(char *text)
{
	if (any(2))
		add(text, "mode=");
	if (any(2))
		add(text, modes[any(COUNT(modes))]);
	add_bytes(text, false);
	return NULL;
}

static void wrong(const char *text, const char *what)
{
	const unsigned char *byte;

	printf("%s, with parameters of %zu bytes:", what, strlen(text));
	for (byte = (const unsigned char *)text; *byte; byte++)
		printf(" %02x", *byte);
	puts("");
	exit(1);
}

static void has_mode(const char *text, const char *want)
{
	int fd = open(MODE, O_RDONLY | O_CLOEXEC);
	char got[16] = "";
	size_t i;

	if (fd < 0 || read(fd, got, sizeof(got) - 1) <= 0)
		wrong(text, "no mode to be read");
	close(fd);
	got[strcspn(got, "\n")] = '\0';
	for (i = 0; i < COUNT(modes); i++)
		if (!strcmp(got, modes[i]) && (!want || !strcmp(got, want)))
			return;
	wrong(text, got);
}

/* Loads the module, and unloads it. @want: the mode it has to have, "" for none, NULL for any. */
static bool load(int file, const char *text, const char *want)
{
	if (syscall(SYS_finit_module, file, text, 0)) {
		if (errno != EINVAL)
			wrong(text, strerror(errno));
		if (want && *want)
			wrong(text, "refused");
		if (!access(MODULE, F_OK))
			wrong(text, "refused, but it is there");
		return false;
	}
	if (want && !*want)
		wrong(text, "not refused");
	has_mode(text, want);
	if (syscall(SYS_delete_module, "lazydbg", 0))
		wrong(text, strerror(errno));
	return true;
}

int main(int argc, char **argv)
{
	static const char * (* const kinds[])(char *text) = { no_mode, a_mode, anything };
	static char text[TEXT_SIZE];
	unsigned long i, count, loaded = 0;
	int file;

	if (argc != 4)
		errx(2, "usage: fuzz-parameters COUNT SEED FILE");
	count = strtoul(argv[1], NULL, 10);
	state = strtoul(argv[2], NULL, 10) * 0x9e3779b97f4a7c15 + 1;
	file = open(argv[3], O_RDONLY | O_CLOEXEC);
	if (file < 0)
		err(2, "%s", argv[3]);
	for (i = 0; i < count; i++) {
		text[0] = '\0';
		loaded += load(file, text, kinds[i % COUNT(kinds)](text));
	}
	printf("loaded %lu times of %lu, refused %lu\n", loaded, count, count - loaded);
	return 0;
}
