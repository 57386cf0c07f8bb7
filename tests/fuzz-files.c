// SPDX-License-Identifier: GPL-2.0
/*
 * Opens, reads and writes files at random, from several threads:
 *
 *	fuzz-files [--may-go] OPERATIONS SEED THREADS FILE...
 *
 * What a thread does follows from its seed. It fails if a write returns anything but its
 * whole length or an error that these files have, a read more than was asked for, if a file
 * called mode has no mode in it, or one called bench takes what is no number for it. Files may
 * be gone with --may-go only. In the end it prints what was done, how often, and how often that
 * was refused.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <unistd.h>

#define BUFFER_SIZE	(256 << 10)
#define MAX_SAMPLES	100000	/* of bench */
#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

/* A thread, with the one file that it has open. */
struct fuzzer {
	pthread_t thread;
	uint64_t random;
	unsigned long operations;
	const char *file;
	int fd;
	char *buffer;
};

/* Where no memory is: user space's, and the kernel's; the compiler need not know. */
static void * volatile nowhere[] = { (void *)8, (void *)(UINTPTR_MAX - 4096) };

static char **files;
static size_t file_count;

static uint64_t any(struct fuzzer *f, uint64_t below)
{
	f->random ^= f->random << 13;
	f->random ^= f->random >> 7;
	f->random ^= f->random << 17;
	return f->random % below;
}

/* Most are near to a line's length, some to a page's, few are far from both. */
static size_t any_size(struct fuzzer *f)
{
	static const size_t near[] = { 0, 1, 8, 31, 32, 33, 4095, 4096, 4097, 65536, BUFFER_SIZE };

	return any(f, 2) ? any(f, 64) : near[any(f, COUNT(near))];
}

static off_t any_offset(struct fuzzer *f)
{
	static const off_t offsets[] = {
		-1, 0, 1, 4096, INT32_MAX, 1L << 32, INT64_MAX, INT64_MIN,
	};

	return any(f, 2) ? (off_t)any(f, 200) : offsets[any(f, COUNT(offsets))];
}

/* What the open file takes, if it takes anything; bench takes as long as its number says. */
static size_t right_word(struct fuzzer *f)
{
	static const struct {
		const char *file;
		const char *words[3];
	} takes[] = {
		{ "/mode", { "off", "eager", "lazy" } },
		{ "/stats", { "reset", "reset\n", "reset" } },
		{ "/stats_percpu", { "reset", "reset\n", "reset" } },
		{ "/latency", { "on", "off", "reset\n" } },
		{ "/bench", { "1", "99", "000000000000000000000000000012\n" } },
		{ "/selftest", { "run", "run\n", "run" } },
	};
	const char *word = "";
	size_t i;

	for (i = 0; i < COUNT(takes); i++)
		if (!strcmp(strrchr(f->file, '/'), takes[i].file))
			word = takes[i].words[any(f, COUNT(takes[i].words))];
	memcpy(f->buffer, word, strlen(word) + 1);
	return strlen(word);
}

static bool is_bench(const struct fuzzer *f)
{
	return !strcmp(strrchr(f->file, '/'), "/bench");
}

/* What is written as a number of samples, 0 if it is none. */
static unsigned long long samples(const struct fuzzer *f, size_t size)
{
	char text[64] = "";

	memcpy(text, f->buffer, size < sizeof(text) ? size : sizeof(text) - 1);
	return strtoull(text, NULL, 10);
}

/* As many as there can be take minutes where a CPU is emulated. More than that are refused. */
static void not_long(struct fuzzer *f, size_t size)
{
	if (is_bench(f) && samples(f, size) > 99 && samples(f, size) <= MAX_SAMPLES)
		f->buffer[0] = 'x';
}

/* What some file takes, or nearly. */
static size_t any_word(struct fuzzer *f)
{
	static const char * const words[] = {
		"off", "eager", "lazy", "reset", "on", "run", "0", "1", "2", "3", "99", "-1",
		"100001", "4294967296", "4294967297", "-4294967295", "18446744073709551616",
		"18446744073709551617", "%s%n", "lazy\n", "reset\n\n", " on", "off off", "",
	};
	const char *word = words[any(f, COUNT(words))];
	size_t size = strlen(word);

	memcpy(f->buffer, word, size + 1);
	if (!any(f, 3))
		f->buffer[any(f, size + 1)] = (char)any(f, 256);
	if (!any(f, 4))
		size += any(f, 3);
	return size;
}

static size_t any_text(struct fuzzer *f)
{
	size_t size, i;

	if (!any(f, 16)) {
		size = right_word(f);
	} else if (any(f, 3)) {
		size = any_word(f);
	} else {
		size = any_size(f);
		for (i = 0; i < size && i < 128; i++)
			f->buffer[i] = (char)any(f, 256);
	}
	not_long(f, size);
	return size;
}

static void wrong(const struct fuzzer *f, const char *what, ssize_t got, size_t size)
{
	errx(1, "%s: %s of %zu bytes gave %zd (%s)", f->file, what, size, got,
	     got < 0 ? strerror(errno) : "no error");
}

static bool may_go;

/*
 * EACCES and EBADF: it was not opened for that; ENOENT, ENODEV and EIO: it has gone. EIO is
 * also what selftest says if it finds a register wrong.
 */
static long may_fail(const struct fuzzer *f, const char *what, ssize_t got, size_t size)
{
	static const int errors[] = {
		EINVAL, EBUSY, EOPNOTSUPP, EFAULT, EBADF, ESPIPE, EACCES, ENOENT, ENODEV, EIO,
		ENOTTY, EOVERFLOW, EFBIG, EAGAIN, ENXIO,
	};
	size_t i;

	if (got >= 0)
		return got;
	for (i = 0; i < COUNT(errors); i++)
		if (errno == errors[i] && (may_go || errno != EIO))
			return -1;
	wrong(f, what, got, size);
	return -1;
}

static long wrote(const struct fuzzer *f, const char *what, ssize_t got, size_t size)
{
	if (got >= 0 && (size_t)got != size)
		wrong(f, what, got, size);
	if (got > 0 && is_bench(f) && (!samples(f, got) || samples(f, got) > MAX_SAMPLES))
		wrong(f, "no such number", got, size);
	return may_fail(f, what, got, size);
}

static long has_read(const struct fuzzer *f, const char *what, ssize_t got, size_t size)
{
	if (got > (ssize_t)size)
		wrong(f, what, got, size);
	return may_fail(f, what, got, size);
}

static long do_write(struct fuzzer *f)
{
	size_t size = any_text(f);

	return wrote(f, "a write", write(f->fd, f->buffer, size), size);
}

static long do_pwrite(struct fuzzer *f)
{
	size_t size = any_text(f);

	return wrote(f, "a pwrite", pwrite(f->fd, f->buffer, size, any_offset(f)), size);
}

/* Each part is a write, and the first may be taken where the second is not. */
static long do_writev(struct fuzzer *f)
{
	size_t size = any_text(f), first = any(f, size + 1);
	struct iovec parts[] = { { f->buffer, first }, { f->buffer + first, size - first } };
	ssize_t got;

	not_long(f, first);
	got = writev(f->fd, parts, 2);
	return wrote(f, "a writev", got, got == (ssize_t)first ? first : size);
}

static long do_bad_write(struct fuzzer *f)
{
	size_t size = 1 + any(f, 40);
	ssize_t got = write(f->fd, nowhere[any(f, COUNT(nowhere))], size);

	if (got > 0)
		wrong(f, "a write from nowhere", got, size);
	return may_fail(f, "a write from nowhere", got, size);
}

static long do_splice(struct fuzzer *f)
{
	size_t size = any_text(f);
	int ends[2];
	ssize_t got;

	if (pipe2(ends, O_NONBLOCK))
		err(1, "pipe");
	if (size > 4096)
		size = 4096;
	if (write(ends[1], f->buffer, size) != (ssize_t)size)
		err(1, "a pipe");
	got = splice(ends[0], NULL, f->fd, NULL, size, 0);
	close(ends[0]);
	close(ends[1]);
	return wrote(f, "a splice", got, size);
}

static long do_splice_out(struct fuzzer *f)
{
	size_t size = any_size(f);
	int ends[2];
	ssize_t got;

	if (pipe2(ends, O_NONBLOCK))
		err(1, "pipe");
	got = splice(f->fd, NULL, ends[1], NULL, size, SPLICE_F_NONBLOCK);
	close(ends[0]);
	close(ends[1]);
	return has_read(f, "a splice from it", got, size);
}

static bool is_mode(const char *text, ssize_t size)
{
	static const char * const modes[] = { "off\n", "eager\n", "lazy\n" };
	size_t i;

	for (i = 0; i < COUNT(modes); i++)
		if (size == (ssize_t)strlen(modes[i]) && !memcmp(text, modes[i], size))
			return true;
	return false;
}

static long do_read(struct fuzzer *f)
{
	size_t size = any_size(f);

	return has_read(f, "a read", read(f->fd, f->buffer, size), size);
}

static long do_pread(struct fuzzer *f)
{
	size_t size = any_size(f);

	return has_read(f, "a pread", pread(f->fd, f->buffer, size, any_offset(f)), size);
}

/* From the begin, with room for all of it. */
static long do_read_all(struct fuzzer *f)
{
	const char *name = strrchr(f->file, '/');
	ssize_t got = pread(f->fd, f->buffer, BUFFER_SIZE, 0);

	if (got >= 0 && !strcmp(name, "/mode") && !is_mode(f->buffer, got))
		wrong(f, "a read of the mode", got, BUFFER_SIZE);
	return has_read(f, "a read", got, BUFFER_SIZE);
}

static long do_readv(struct fuzzer *f)
{
	size_t one = any_size(f), two = any(f, 64);
	struct iovec parts[] = { { f->buffer, one }, { f->buffer, two } };

	return has_read(f, "a readv", readv(f->fd, parts, 2), one + two);
}

static long do_bad_read(struct fuzzer *f)
{
	size_t size = 1 + any(f, 40);
	ssize_t got = read(f->fd, nowhere[any(f, COUNT(nowhere))], size);

	if (got > 0)
		wrong(f, "a read to nowhere", got, size);
	return may_fail(f, "a read to nowhere", got, size);
}

static long do_lseek(struct fuzzer *f)
{
	return may_fail(f, "an lseek", lseek(f->fd, any_offset(f), (int)any(f, 6)), 0);
}

static long do_other(struct fuzzer *f)
{
	struct pollfd events = { .fd = f->fd, .events = POLLIN | POLLOUT };
	void *at;

	switch (any(f, 4)) {
	case 0:
		return may_fail(f, "an ftruncate", ftruncate(f->fd, any_offset(f)), 0);
	case 1:
		return may_fail(f, "an ioctl", ioctl(f->fd, any(f, UINT32_MAX), f), 0);
	case 2:
		return may_fail(f, "a poll", poll(&events, 1, 0), 0);
	default:
		at = mmap(NULL, 4096, PROT_READ, MAP_SHARED, f->fd, 0);
		if (at != MAP_FAILED)
			wrong(f, "mapping it", 0, 4096);
		return may_fail(f, "mapping it", -1, 4096);
	}
}

/* More often what is quick, and what goes through the files' own code. */
static struct operation {
	const char *name;
	long (*run)(struct fuzzer *f);
	unsigned int weight;
	unsigned long done, refused;
} operations[] = {
	{ .name = "write", .run = do_write, .weight = 8 },
	{ .name = "pwrite", .run = do_pwrite, .weight = 3 },
	{ .name = "writev", .run = do_writev, .weight = 3 },
	{ .name = "write from nowhere", .run = do_bad_write, .weight = 1 },
	{ .name = "splice to it", .run = do_splice, .weight = 1 },
	{ .name = "splice from it", .run = do_splice_out, .weight = 1 },
	{ .name = "read", .run = do_read, .weight = 6 },
	{ .name = "pread", .run = do_pread, .weight = 3 },
	{ .name = "read all", .run = do_read_all, .weight = 3 },
	{ .name = "readv", .run = do_readv, .weight = 2 },
	{ .name = "read to nowhere", .run = do_bad_read, .weight = 1 },
	{ .name = "lseek", .run = do_lseek, .weight = 3 },
	{ .name = "other", .run = do_other, .weight = 1 },
	{ .name = "open", .weight = 0 },
};

#define OPEN	(COUNT(operations) - 1)

static void count(size_t operation, bool refused)
{
	__atomic_add_fetch(&operations[operation].done, 1, __ATOMIC_RELAXED);
	if (refused)
		__atomic_add_fetch(&operations[operation].refused, 1, __ATOMIC_RELAXED);
}

static size_t any_operation(struct fuzzer *f)
{
	unsigned int all = 0, chosen;
	size_t i;

	for (i = 0; i < COUNT(operations); i++)
		all += operations[i].weight;
	chosen = (unsigned int)any(f, all);
	for (i = 0; chosen >= operations[i].weight; i++)
		chosen -= operations[i].weight;
	return i;
}

static void reopen(struct fuzzer *f)
{
	static const int flags[] = {
		O_RDWR, O_RDWR, O_RDWR, O_RDONLY, O_WRONLY, O_WRONLY | O_TRUNC, O_RDWR | O_APPEND,
		O_RDWR | O_NONBLOCK,
	};

	if (f->fd >= 0)
		close(f->fd);
	/* Who has it open has the module, and nobody could remove it. */
	if (!any(f, 4))
		poll(NULL, 0, 5);
	f->file = files[any(f, file_count)];
	f->fd = open(f->file, flags[any(f, COUNT(flags))] | O_CLOEXEC);
	if (f->fd < 0 && errno == EACCES)
		f->fd = open(f->file, O_RDONLY | O_CLOEXEC);
	/* It takes its time to come back. */
	if (f->fd < 0 && errno == ENOENT)
		poll(NULL, 0, 20);
	may_fail(f, "opening it", f->fd, 0);
	count(OPEN, f->fd < 0);
}

static void *fuzz(void *arg)
{
	struct fuzzer *f = arg;
	unsigned long i;
	size_t chosen;

	for (i = 0; i < f->operations; i++) {
		if (f->fd < 0 || !any(f, 8)) {
			reopen(f);
			continue;
		}
		chosen = any_operation(f);
		count(chosen, operations[chosen].run(f) < 0);
	}
	if (f->fd >= 0)
		close(f->fd);
	free(f->buffer);
	return NULL;
}

static unsigned long number(const char *text)
{
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	if (end == text || *end || !value)
		errx(2, "'%s' is no number above 0", text);
	return value;
}

static void run(unsigned long all, unsigned long seed, unsigned long threads)
{
	struct fuzzer *fuzzers = calloc(threads, sizeof(*fuzzers));
	unsigned long i;

	if (!fuzzers)
		errx(1, "no room for %lu threads", threads);
	for (i = 0; i < threads; i++) {
		fuzzers[i] = (struct fuzzer) {
			.random = seed * 0x9e3779b97f4a7c15 + i + 1,
			.operations = all / threads,
			.fd = -1,
			.buffer = calloc(1, BUFFER_SIZE),
		};
		if (!fuzzers[i].buffer ||
		    pthread_create(&fuzzers[i].thread, NULL, fuzz, &fuzzers[i]))
			errx(1, "no room for a thread");
	}
	for (i = 0; i < threads; i++)
		pthread_join(fuzzers[i].thread, NULL);
	free(fuzzers);
}

int main(int argc, char **argv)
{
	size_t i;

	if (argc > 1 && !strcmp(argv[1], "--may-go")) {
		may_go = true;
		argv++;
		argc--;
	}
	if (argc < 5)
		errx(2, "usage: fuzz-files [--may-go] OPERATIONS SEED THREADS FILE...");
	/* Guests never sleep. They get what is left to them. */
	if (setpriority(PRIO_PROCESS, 0, -10))
		err(1, "setpriority");
	files = argv + 4;
	file_count = (size_t)argc - 4;
	run(number(argv[1]), number(argv[2]), number(argv[3]));
	for (i = 0; i < COUNT(operations); i++)
		printf("%-20s %8lu, refused %8lu\n", operations[i].name, operations[i].done,
		       operations[i].refused);
	return 0;
}
