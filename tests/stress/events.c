// SPDX-License-Identifier: GPL-2.0
/*
 * The host's own breakpoints, by perf: CPU-wide and of a thread, in user space and in the
 * kernel. Each is held for a while, hit now and then, and must have counted every hit.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "stress.h"

/* Addresses that no other process has anything at: a CPU-wide one is for all. */
#define CPU_PAGE	0x6f0000000000UL
/* That a VMM has nothing at. */
#define VCPU_PLACE	0x6e0000000000UL
/* Code of the kernel that nobody loads from or stores to. */
#define KERNEL_SYMBOL	"panic"
#define TOUCHES_MAX	9

#define A64_RET		0xd65f03c0

enum kind { WATCH_CPU, BREAK_CPU, WATCH_KERNEL, WATCH_SELF, BREAK_SELF, WATCH_VCPU, KINDS };

static const char * const names[KINDS] = {
	"watch of CPU", "breakpoint of CPU", "watch of the kernel on CPU", "watch of thread",
	"breakpoint of thread", "watch of vcpu thread",
};

/* One of each kind, of that of a CPU one for each: there are four slots for watchpoints. */
static struct event {
	enum kind kind;
	bool held;
	int fd;
	int on;			/* which CPU or thread */
	uintptr_t address;
	uint64_t hits;
} events[KINDS + 2 * MAX_CPUS];

static uintptr_t kernel_address;
static uintptr_t pages;
static long page_size;

static uintptr_t find_kernel_address(void)
{
	FILE *symbols = fopen("/proc/kallsyms", "re");
	uintptr_t address = 0;
	char line[256], *name;

	if (!symbols)
		err(2, "cannot read /proc/kallsyms");
	while (!address && fgets(line, sizeof(line), symbols)) {
		name = strchr(line, ' ');
		if (name && !strcmp(name + 3, KERNEL_SYMBOL "\n"))
			address = strtoul(line, NULL, 16) & ~7UL;
	}
	fclose(symbols);
	return address;
}

/* A page of data, then one of functions that return. */
void events_open(void)
{
	uint32_t *code;
	void *mapped;
	long n;

	page_size = sysconf(_SC_PAGESIZE);
	mapped = mmap((void *)CPU_PAGE, 2 * page_size, PROT_READ | PROT_WRITE | PROT_EXEC,
		      MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	if (mapped == MAP_FAILED)
		err(2, "cannot map what is to be watched");
	pages = (uintptr_t)mapped;
	code = (uint32_t *)(pages + page_size);
	for (n = 0; n < page_size / 4; n++)
		code[n] = A64_RET;
	__builtin___clear_cache((char *)code, (char *)code + page_size);
	kernel_address = find_kernel_address();
	if (!kernel_address)
		errx(2, "/proc/kallsyms has no " KERNEL_SYMBOL);
}

static bool is_code(enum kind kind)
{
	return kind == BREAK_CPU || kind == BREAK_SELF;
}

static bool is_of_cpu(enum kind kind)
{
	return kind == WATCH_CPU || kind == BREAK_CPU || kind == WATCH_KERNEL;
}

static int open_event(const struct event *e)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_BREAKPOINT,
		.size = sizeof(attr),
		.bp_type = is_code(e->kind) ? HW_BREAKPOINT_X : HW_BREAKPOINT_RW,
		.bp_addr = e->address,
		.bp_len = is_code(e->kind) ? HW_BREAKPOINT_LEN_4 : HW_BREAKPOINT_LEN_8,
		.exclude_kernel = e->kind != WATCH_KERNEL,
		.exclude_hv = 1,
	};
	bool cpu = is_of_cpu(e->kind);

	return (int)syscall(SYS_perf_event_open, &attr, cpu ? -1 : e->on, cpu ? e->on : -1, -1,
			    PERF_FLAG_FD_CLOEXEC);
}

static void check(const struct event *e)
{
	uint64_t count;

	if (read(e->fd, &count, sizeof(count)) != sizeof(count))
		err(2, "cannot read the count of a %s", names[e->kind]);
	if (count != e->hits)
		wrong("%s %d counted %llu hits, not %llu", names[e->kind], e->on,
		      (unsigned long long)count, (unsigned long long)e->hits);
}

static void close_event(struct event *e)
{
	check(e);
	close(e->fd);
	say("no more %s %d, hit %llu times", names[e->kind], e->on,
	    (unsigned long long)e->hits);
	e->held = false;
}

/* Of that kind, and on that CPU, if it is of CPUs: which are of one kind at a time. */
static struct event *place_for(enum kind kind, int on)
{
	if (!is_of_cpu(kind))
		return &events[kind];
	return &events[KINDS + 2 * on + (is_code(kind) ? 1 : 0)];
}

static enum outcome hold(enum kind kind, int on, uintptr_t address)
{
	struct event *e = place_for(kind, on);

	if (e->held)
		close_event(e);
	*e = (struct event){ .kind = kind, .on = on, .address = address };
	e->fd = open_event(e);
	say("%s %d%s", names[kind], on, e->fd < 0 ? ", refused" : "");
	/* The thread may be gone, or slots taken by who may. */
	if (e->fd < 0 && errno != ESRCH && errno != ENOSPC)
		wrong("cannot have a %s: %s", names[kind], strerror(errno));
	e->held = e->fd >= 0;
	return e->held ? DONE : REFUSED;
}

static uintptr_t place(enum kind kind, unsigned int n)
{
	return pages + (is_code(kind) ? page_size : 0) + 8 * (kind * MAX_CPUS + n);
}

enum outcome watch_cpu(void)
{
	int cpu = any_cpu();

	return hold(WATCH_CPU, cpu, place(WATCH_CPU, cpu));
}

enum outcome break_cpu(void)
{
	int cpu = any_cpu();

	return hold(BREAK_CPU, cpu, place(BREAK_CPU, cpu));
}

enum outcome watch_kernel(void)
{
	return hold(WATCH_KERNEL, any_cpu(), kernel_address);
}

enum outcome watch_self(void)
{
	return hold(WATCH_SELF, 0, place(WATCH_SELF, 0));
}

enum outcome break_self(void)
{
	return hold(BREAK_SELF, 0, place(BREAK_SELF, 0));
}

enum outcome watch_vcpu(void)
{
	pid_t tid = any_vcpu();

	untrace();
	return tid ? hold(WATCH_VCPU, tid, VCPU_PLACE) : NOTHING;
}

static void run_on(int cpu)
{
	cpu_set_t cpus;
	int n;

	CPU_ZERO(&cpus);
	for (n = 0; n < MAX_CPUS; n++)
		if (cpu < 0 || n == cpu)
			CPU_SET(n, &cpus);
	if (sched_setaffinity(0, sizeof(cpus), &cpus))
		err(2, "cannot run on CPU %d", cpu);
}

static void hit(struct event *e, unsigned int times)
{
	unsigned int n;

	for (n = 0; n < times; n++) {
		if (is_code(e->kind))
			((void (*)(void))e->address)();
		else if (n & 1)
			*(volatile uint64_t *)e->address = n;
		else
			(void)*(volatile uint64_t *)e->address;
	}
	e->hits += times;
}

/* All that are held, on their CPUs, or on any. */
enum outcome touch(void)
{
	enum outcome outcome = NOTHING;
	unsigned int n, times;

	for (n = 0; n < COUNT(events); n++) {
		struct event *e = &events[n];

		if (!e->held)
			continue;
		outcome = DONE;
		if (e->kind != WATCH_KERNEL && e->kind != WATCH_VCPU) {
			times = 1 + any(TOUCHES_MAX);
			run_on(is_of_cpu(e->kind) ? e->on : any_cpu());
			hit(e, times);
		}
		check(e);
	}
	run_on(-1);
	return outcome;
}

enum outcome let_go(void)
{
	unsigned int first = any(COUNT(events)), n;

	for (n = 0; n < COUNT(events); n++) {
		struct event *e = &events[(first + n) % COUNT(events)];

		if (e->held) {
			close_event(e);
			return DONE;
		}
	}
	return NOTHING;
}

/* Has a CPU no watchpoint left, its own and those of each thread together? */
bool events_fill(int cpu)
{
	struct event more = { .kind = WATCH_CPU, .on = cpu, .address = place(WATCH_CPU, cpu) };

	more.fd = open_event(&more);
	if (more.fd < 0)
		return errno == ENOSPC;
	close(more.fd);
	return false;
}

void events_leave_cpu(int cpu)
{
	unsigned int n;

	for (n = 0; n < COUNT(events); n++)
		if (events[n].held && is_of_cpu(events[n].kind) && events[n].on == cpu)
			close_event(&events[n]);
}

/* ptrace wants the slot that it had. */
void events_leave_vcpu(void)
{
	if (events[WATCH_VCPU].held)
		close_event(&events[WATCH_VCPU]);
}

void events_end(void)
{
	unsigned int n;

	for (n = 0; n < COUNT(events); n++)
		if (events[n].held)
			close_event(&events[n]);
}
