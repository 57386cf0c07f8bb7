// SPDX-License-Identifier: GPL-2.0
/*
 *	stress [--hotplug] [--seconds N] OPERATIONS SWITCHES SEED DBGGUEST MODULE
 *
 * That many operations, chosen at random, between which the guests make that many world
 * switches in all; or for N seconds, with as many switches to an operation. The first ones are
 * of each kind twice, in any order: what there was nothing to be done to at first there may be
 * later. Prints how many operations there were of each kind. The same seed chooses the same
 * operations. Exit status 1 if anything was wrong, with all that is known of it.
 */
#include <err.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "figures.h"
#include "stress.h"

struct setup setup;

static struct operation {
	const char *name;
	enum outcome (*run)(void);
	unsigned int weight;
	unsigned long outcomes[NOTHING + 1];
} operations[] = {
	{ "a guest ends", end_guest, 5, {} },
	{ "a VMM is killed", kill_guest, 3, {} },
	{ "a VMM stops, goes on", pause_guest, 4, {} },
	{ "signals to vcpus", signal_vcpus, 8, {} },
	{ "a vcpu is pinned", pin_vcpu, 8, {} },
	{ "a vcpu is set free", free_vcpu, 2, {} },
	{ "perf watches a CPU", watch_cpu, 5, {} },
	{ "perf watches the kernel", watch_kernel, 3, {} },
	{ "perf watches its thread", watch_self, 5, {} },
	{ "perf breaks its thread", break_self, 5, {} },
	{ "perf breaks a CPU", break_cpu, 4, {} },
	{ "perf watches a vcpu", watch_vcpu, 5, {} },
	{ "perf's are hit", touch, 12, {} },
	{ "perf lets go", let_go, 12, {} },
	{ "ptrace has a vcpu", trace_vcpu, 6, {} },
	{ "ptrace has a program", trace_child, 3, {} },
	{ "the mode changes", change_mode, 10, {} },
	{ "the module comes, goes", come_or_go, 4, {} },
	{ "its files are read", read_files, 2, {} },
	{ "it takes the time", time_it, 1, {} },
	{ "a CPU goes off, on", cpu_off_or_on, 3, {} },
	{ "memory gets scarce", press_memory, 1, {} },
};

#define ROUNDS	2

static struct operation *dealt[ROUNDS * COUNT(operations)];
static unsigned int deals;

/* 0 of what is not possible here. */
static unsigned int weight_of(const struct operation *operation)
{
	return operation->run != cpu_off_or_on || setup.hotplug ? operation->weight : 0;
}

/* What is dealt next changes places with any of this round before it, or stays. */
static void deal_round(void)
{
	unsigned int first = deals, n, other;

	for (n = 0; n < COUNT(operations); n++) {
		if (!weight_of(&operations[n]))
			continue;
		other = first + any(deals - first + 1);
		dealt[deals++] = dealt[other];
		dealt[other] = &operations[n];
	}
}

static void deal(void)
{
	unsigned int round;

	for (round = 0; round < ROUNDS; round++)
		deal_round();
}

static struct operation *choose(void)
{
	unsigned int all = 0, n, chosen;

	for (n = 0; n < COUNT(operations); n++)
		all += weight_of(&operations[n]);
	chosen = any(all);
	for (n = 0; chosen >= weight_of(&operations[n]); n++)
		chosen -= weight_of(&operations[n]);
	return &operations[n];
}

static time_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec;
}

/* The switches are spread evenly, at the start there are some without operations. */
static void run(void)
{
	unsigned long step = setup.switches / setup.operations, n;
	time_t end = now() + (time_t)setup.seconds;
	struct operation *operation;

	for (n = 0; setup.seconds ? now() < end : n < setup.operations; n++) {
		await_switches(step * n);
		random_start(n + 1);
		operation = n < deals ? dealt[n] : choose();
		say("%lu: %s", n + 1, operation->name);
		operation->outcomes[operation->run()]++;
		guests_check();
	}
	if (!setup.seconds)
		await_switches(setup.switches);
}

static void report(void)
{
	unsigned int n;

	for (n = 0; n < COUNT(operations); n++)
		if (weight_of(&operations[n]))
			printf("%-24s %7lu, refused %lu\n", operations[n].name,
			       operations[n].outcomes[DONE], operations[n].outcomes[REFUSED]);
	figures_report();
	printf("world switches           %7lu\n", switches());
}

static unsigned long number(const char *text)
{
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	if (end == text || *end)
		errx(2, "'%s' is no number", text);
	return value;
}

static void usage(void)
{
	errx(2, "usage: stress [--hotplug] [--seconds N] OPERATIONS SWITCHES SEED DBGGUEST MODULE");
}

static void parse(int argc, char **argv)
{
	static const struct option options[] = {
		{ "hotplug", no_argument, NULL, 'h' },
		{ "seconds", required_argument, NULL, 's' },
		{}
	};
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 'h':
			setup.hotplug = true;
			break;
		case 's':
			setup.seconds = number(optarg);
			if (!setup.seconds)
				errx(2, "no seconds?");
			break;
		default:
			usage();
		}
	}
	if (argc - optind != 5)
		usage();
	argv += optind;
	setup.operations = number(argv[0]);
	setup.switches = number(argv[1]);
	setup.seed = number(argv[2]);
	setup.guest = argv[3];
	setup.module = argv[4];
	if (!setup.operations)
		errx(2, "no operations?");
}

int main(int argc, char **argv)
{
	parse(argc, argv);
	/* Guests never sleep. */
	if (setpriority(PRIO_PROCESS, 0, -10))
		err(2, "setpriority");

	log_open();
	host_open();
	events_open();
	random_start(0);
	deal();
	guests_start();
	run();
	untrace();
	events_end();
	guests_end();
	host_end();
	report();
	return 0;
}
