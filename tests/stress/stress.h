/* SPDX-License-Identifier: GPL-2.0 */
/*
 * stress: guests and VMMs, the host's own breakpoints, the module, CPUs and memory, all
 * changed at random by one driver, which knows what each must find.
 */
#ifndef STRESS_H
#define STRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))
#define MAX_CPUS	16

/* What an operation came to. NOTHING: there was nothing that it could be done to. */
enum outcome { DONE, REFUSED, NOTHING };

struct setup {
	unsigned long operations;
	unsigned long switches;	/* world switches, all in all */
	unsigned long seconds;	/* 0: as long as that takes */
	unsigned long seed;
	const char *guest;	/* the VMM's program */
	const char *module;	/* its file */
	bool hotplug;		/* CPUs may go off and on */
};

extern struct setup setup;

/* random.c: what an operation chooses depends on its number and the seed alone. */
void random_start(unsigned long operation);
unsigned int any(unsigned int below);
bool chance(unsigned int one_in);

/* log.c: what was done, to be told if something goes wrong. */
#define __printf(fmt, args)	__attribute((format(printf, fmt, args)))
#define __noreturn		__attribute((noreturn))
void log_open(void);
__printf(1, 2) void say(const char *format, ...);
void __noreturn __printf(1, 2) wrong(const char *format, ...);
void show_file(const char *path, unsigned int count);

/* files.c */
bool write_word(const char *path, const char *word);
bool read_text(const char *path, char *text, size_t size);
long read_number(const char *path);
unsigned long number_in(const char *path, const char *name);

/* switches.c: world switches, as KVM counts them. */
unsigned long switches_of(pid_t pid);
void switches_add(unsigned long count);
unsigned long switches(void);
void await_switches(unsigned long target);

/* guests.c */
void guests_start(void);
void guests_end(void);
void guests_kill(void);
void guests_check(void);
unsigned long guests_switches(void);
pid_t any_vcpu(void);
pid_t any_marked_vcpu(void);
bool guest_traced(pid_t tid, bool traced);
enum outcome end_guest(void);
enum outcome kill_guest(void);
enum outcome pause_guest(void);
enum outcome signal_vcpus(void);
enum outcome pin_vcpu(void);
enum outcome free_vcpu(void);

/* events.c: the host's breakpoints, by perf. */
void events_open(void);
void events_end(void);
bool events_fill(int cpu);
void events_leave_cpu(int cpu);
void events_leave_vcpu(void);
enum outcome watch_cpu(void);
enum outcome watch_kernel(void);
enum outcome watch_self(void);
enum outcome break_self(void);
enum outcome break_cpu(void);
enum outcome watch_vcpu(void);
enum outcome touch(void);
enum outcome let_go(void);

/* traced.c: the host's breakpoints, by ptrace. */
enum outcome trace_vcpu(void);
enum outcome trace_child(void);
void traced_check(void);
void untrace(void);

/* host.c: the module, CPUs, memory. */
void host_open(void);
void host_end(void);
int any_cpu(void);
int any_cpu_but(int cpu);
enum outcome change_mode(void);
enum outcome come_or_go(void);
enum outcome read_files(void);
enum outcome time_it(void);
enum outcome cpu_off_or_on(void);
enum outcome press_memory(void);

#endif
