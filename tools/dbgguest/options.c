// SPDX-License-Identifier: GPL-2.0
#include "options.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "errors.h"
#include "mailbox.h"

#define MAX_EXITS	1000000
#define MAX_BATCHES	100000
#define MAX_VCPUS	512

static const char usage[] =
"Usage: dbgguest [OPTION]...\n"
"\n"
"Run small KVM guests that use their debug registers, check every hit and every\n"
"register, and measure what an exit costs in ticks of the generic timer.\n"
"\n"
"  --isa a64|a32         the guest's instruction set (a64)\n"
"  --breakpoints N|all   breakpoints to arm, the highest-numbered ones (0)\n"
"  --watchpoints N|all   watchpoints to arm, likewise (0)\n"
"  --mde                 enable debugging even with nothing armed\n"
"  --write               write a debug register before each timed exit\n"
"  --churn               other slots armed in each batch, chosen at random, and\n"
"                        debugging disabled in some\n"
"  --random              values for all registers, and which of them hit what, made\n"
"                        anew by the VMM before each batch; a guest ends with the first\n"
"                        thing that is wrong\n"
"  --os-lock             take the OS Lock for every other batch\n"
"  --undef               provoke UNDEF exceptions and prefetch aborts that KVM\n"
"                        injects, in each batch; needs --isa a32\n"
"  --dscr                see MDBGen in DBGDSCRint, too, as KVM shows it from 6.14 on;\n"
"                        needs --isa a32\n"
"  --hostile             a guest with watchpoints on all of its host's kernel and the\n"
"                        stacks of its processes, and breakpoints on what it executes,\n"
"                        others for each seed, and nothing else\n"
"  --attack              before each batch, random values in all debug registers, of which\n"
"                        many are addresses of the host's, the locks taken and released,\n"
"                        each combination of what MDSCR_EL1 enables, software step,\n"
"                        and a storm of breakpoints that hit; with it comes --flood\n"
"  --flood               before each batch, other values in all breakpoints and\n"
"                        watchpoints, a hundred times, each read back, with no exit\n"
"                        in between\n"
"  --exit hvc|mmio|wfi   how to exit: a hypercall that the kernel answers, a\n"
"                        store for the VMM, or waiting for a timer (hvc)\n"
"  --exits N             exits in a batch (200)\n"
"  --batches N           batches; after each, all is checked (30)\n"
"  --vcpus N             vcpus in the guest, each with values of its own (1)\n"
"  --seed N              what the values are made from (1)\n"
"  --pin CPU[,CPU...]    the host CPUs to run the vcpus on, in turn\n"
"  --migrate             move the vcpus from CPU to CPU while they run\n"
"  --relay               run each vcpu by two threads in turn, a KVM_RUN each;\n"
"                        needs --exit mmio\n"
"  --guest-debug         debug the guest by KVM_SET_GUEST_DEBUG in some batches,\n"
"                        so that its own breakpoints must not hit\n"
"  --meddle              read all debug registers by KVM_GET_ONE_REG after each\n"
"                        batch, and after some arm others by KVM_SET_ONE_REG\n"
"  --reset               reset vcpus after some batches, by PSCI (with a further\n"
"                        vcpu, to turn them on) and by KVM_ARM_VCPU_INIT\n"
"  --host-watch          watch a variable of the VMM's with perf as well, and\n"
"                        count its hits; needs --exit mmio\n"
"  --mark                store the number of exits to the VMM at each of them, for a\n"
"                        debugger to watch: the thread of each vcpu at address\n"
"                        0x6e0000010000 + TID % 1024 * 64; needs --exit mmio\n"
"  --no-vgic             make the guest without an interrupt controller\n"
"  --json                print one line of JSON\n"
"  --help                print this\n"
"\n"
"Without --breakpoints, --watchpoints, --mde, --write, --churn, --random,\n"
"--os-lock, --dscr, --attack, --flood, --meddle and --reset the guest doesn't\n"
"touch the debug registers at all.\n"
"\n"
"SIGTERM ends the guest after the batch that it is in; all is checked then.\n"
"\n"
"Exit status: 0 all right, 1 something was wrong, 2 could not run.\n"
"\n"
"Examples:\n"
"  dbgguest --breakpoints all --watchpoints all\n"
"  dbgguest --isa a32 --mde --json\n"
"  dbgguest --breakpoints 2 --exit mmio --host-watch --vcpus 4 --pin 0,1\n";

enum {
	OPT_ISA = 1, OPT_BREAKPOINTS, OPT_WATCHPOINTS, OPT_MDE, OPT_WRITE,
	OPT_CHURN, OPT_RANDOM, OPT_OS_LOCK, OPT_UNDEF, OPT_DSCR, OPT_MIGRATE,
	OPT_GUEST_DEBUG, OPT_MEDDLE, OPT_RELAY, OPT_RESET, OPT_HOSTILE, OPT_ATTACK, OPT_FLOOD,
	OPT_EXIT, OPT_EXITS, OPT_BATCHES, OPT_VCPUS, OPT_SEED, OPT_PIN, OPT_HOST_WATCH, OPT_MARK,
	OPT_NO_VGIC, OPT_JSON, OPT_HELP,
};

static const struct option long_options[] = {
	{ "isa", required_argument, NULL, OPT_ISA },
	{ "breakpoints", required_argument, NULL, OPT_BREAKPOINTS },
	{ "watchpoints", required_argument, NULL, OPT_WATCHPOINTS },
	{ "mde", no_argument, NULL, OPT_MDE },
	{ "write", no_argument, NULL, OPT_WRITE },
	{ "churn", no_argument, NULL, OPT_CHURN },
	{ "random", no_argument, NULL, OPT_RANDOM },
	{ "os-lock", no_argument, NULL, OPT_OS_LOCK },
	{ "undef", no_argument, NULL, OPT_UNDEF },
	{ "dscr", no_argument, NULL, OPT_DSCR },
	{ "migrate", no_argument, NULL, OPT_MIGRATE },
	{ "relay", no_argument, NULL, OPT_RELAY },
	{ "guest-debug", no_argument, NULL, OPT_GUEST_DEBUG },
	{ "meddle", no_argument, NULL, OPT_MEDDLE },
	{ "reset", no_argument, NULL, OPT_RESET },
	{ "hostile", no_argument, NULL, OPT_HOSTILE },
	{ "attack", no_argument, NULL, OPT_ATTACK },
	{ "flood", no_argument, NULL, OPT_FLOOD },
	{ "exit", required_argument, NULL, OPT_EXIT },
	{ "exits", required_argument, NULL, OPT_EXITS },
	{ "batches", required_argument, NULL, OPT_BATCHES },
	{ "vcpus", required_argument, NULL, OPT_VCPUS },
	{ "seed", required_argument, NULL, OPT_SEED },
	{ "pin", required_argument, NULL, OPT_PIN },
	{ "host-watch", no_argument, NULL, OPT_HOST_WATCH },
	{ "mark", no_argument, NULL, OPT_MARK },
	{ "no-vgic", no_argument, NULL, OPT_NO_VGIC },
	{ "json", no_argument, NULL, OPT_JSON },
	{ "help", no_argument, NULL, OPT_HELP },
	{ }
};

static const char * const exit_names[] = {
	[EXIT_HVC] = "hvc",
	[EXIT_MMIO] = "mmio",
	[EXIT_WFI] = "wfi",
};

const char *exit_name(int exit)
{
	return exit_names[exit];
}

/* The whole of the text must be a number; no sign, no blanks. */
static bool parse_number(const char *text, u64 *number)
{
	char *end;

	if (!isdigit((unsigned char)*text))
		return false;
	errno = 0;
	*number = strtoull(text, &end, 0);
	return !errno && !*end;
}

static u64 number_between(const char *option, const char *text, u64 least,
			  u64 most)
{
	u64 number;

	if (!parse_number(text, &number) || number < least || number > most)
		die("%s takes a number from %llu to %llu, not '%s'", option,
		    least, most, text);
	return number;
}

/* How many there are is known only when there is a vcpu to ask. */
static long slots(const char *option, const char *text)
{
	u64 number;

	if (!strcmp(text, "all"))
		return ALL_SLOTS;
	if (!parse_number(text, &number) || number > INT32_MAX)
		die("%s takes a number or all, not '%s'", option, text);
	return number;
}

static bool is_a32(const char *text)
{
	if (strcmp(text, "a64") && strcmp(text, "a32"))
		die("--isa takes a64 or a32, not '%s'", text);
	return !strcmp(text, "a32");
}

static int exit_kind(const char *text)
{
	for (int i = EXIT_HVC; i <= EXIT_WFI; i++)
		if (!strcmp(text, exit_names[i]))
			return i;
	die("--exit takes hvc, mmio or wfi, not '%s'", text);
}

static void parse_pins(struct options *opts, const char *text)
{
	char *copy = strdup(text);
	char *rest = copy;
	cpu_set_t usable;
	u64 cpu;
	char *item;

	if (!copy || sched_getaffinity(0, sizeof(usable), &usable))
		die("cannot find out which CPUs there are: %m");

	opts->npins = 0;
	while ((item = strsep(&rest, ","))) {
		if (!parse_number(item, &cpu))
			die("--pin takes CPU numbers with commas between, not '%s'",
			    text);
		if (cpu >= CPU_SETSIZE || !CPU_ISSET(cpu, &usable))
			die("--pin: there is no CPU %s to run on", item);
		if (opts->npins == MAX_PINS)
			die("--pin takes at most %d CPUs", MAX_PINS);
		opts->pins[opts->npins++] = cpu;
	}
	free(copy);
}

static void set_option(struct options *opts, int option, const char *arg)
{
	switch (option) {
	case OPT_ISA:
		opts->a32 = is_a32(arg);
		break;
	case OPT_BREAKPOINTS:
		opts->breakpoints = slots("--breakpoints", arg);
		break;
	case OPT_WATCHPOINTS:
		opts->watchpoints = slots("--watchpoints", arg);
		break;
	case OPT_MDE:
		opts->mde = true;
		break;
	case OPT_WRITE:
		opts->write = true;
		break;
	case OPT_CHURN:
		opts->churn = true;
		break;
	case OPT_RANDOM:
		opts->churn = true;
		opts->random = true;
		break;
	case OPT_OS_LOCK:
		opts->os_lock = true;
		break;
	case OPT_UNDEF:
		opts->undef = true;
		break;
	case OPT_DSCR:
		opts->dscr = true;
		break;
	case OPT_MIGRATE:
		opts->migrate = true;
		break;
	case OPT_RELAY:
		opts->relay = true;
		break;
	case OPT_GUEST_DEBUG:
		opts->guest_debug = true;
		break;
	case OPT_MEDDLE:
		opts->meddle = true;
		break;
	case OPT_RESET:
		opts->reset = true;
		break;
	case OPT_HOSTILE:
		opts->hostile = true;
		break;
	case OPT_ATTACK:
		opts->attack = true;
		opts->flood = true;
		break;
	case OPT_FLOOD:
		opts->flood = true;
		break;
	case OPT_EXIT:
		opts->exit = exit_kind(arg);
		break;
	case OPT_EXITS:
		opts->exits = number_between("--exits", arg, 1, MAX_EXITS);
		break;
	case OPT_BATCHES:
		opts->batches = number_between("--batches", arg, 1, MAX_BATCHES);
		break;
	case OPT_VCPUS:
		opts->vcpus = number_between("--vcpus", arg, 1, MAX_VCPUS);
		break;
	case OPT_SEED:
		opts->seed = number_between("--seed", arg, 0, UINT64_MAX);
		break;
	case OPT_PIN:
		parse_pins(opts, arg);
		break;
	case OPT_HOST_WATCH:
		opts->host_watch = true;
		break;
	case OPT_MARK:
		opts->mark = true;
		break;
	case OPT_NO_VGIC:
		opts->no_vgic = true;
		break;
	case OPT_JSON:
		opts->json = true;
		break;
	case OPT_HELP:
		fputs(usage, stdout);
		exit(STATUS_RIGHT);
	}
}

static void refuse_nonsense(const struct options *opts)
{
	bool armed = opts->breakpoints || opts->watchpoints;

	if (opts->host_watch && opts->exit != EXIT_MMIO)
		die("--host-watch needs exits to the VMM: add --exit mmio");
	if (opts->mark && opts->exit != EXIT_MMIO)
		die("--mark needs exits to the VMM: add --exit mmio");
	if (opts->relay && opts->exit != EXIT_MMIO)
		die("--relay needs exits to the VMM: add --exit mmio");
	if (opts->no_vgic && opts->exit == EXIT_WFI)
		die("--exit wfi needs an interrupt controller: leave --no-vgic out");
	if (opts->churn && armed)
		die("--churn and --random choose what is armed: leave out how many are");
	if (opts->undef && !opts->a32)
		die("--undef is for AArch32 guests: add --isa a32");
	if (opts->dscr && !opts->a32)
		die("--dscr is for AArch32 guests: add --isa a32");
	if (opts->dscr && (opts->os_lock || opts->guest_debug))
		die("--dscr reads what --os-lock and --guest-debug hide: leave it or them out");
	if (opts->attack && (opts->os_lock || opts->guest_debug))
		die("--attack is hit, which --os-lock and --guest-debug prevent: leave one out");
	if (opts->migrate && opts->npins)
		die("--migrate moves the vcpus that --pin would hold: leave one of them out");
	if (opts->hostile && (opts->a32 || options_debug(opts) || armed ||
			      opts->churn || opts->os_lock || opts->flood ||
			      options_calls(opts)))
		die("--hostile is a guest of its own kind: leave the other kinds' options out");
}

void options_parse(struct options *opts, int argc, char **argv)
{
	int option;

	*opts = (struct options) {
		.exit = EXIT_HVC,
		.exits = 200,
		.batches = 30,
		.vcpus = 1,
		.seed = 1,
	};

	opterr = 0;
	while ((option = getopt_long(argc, argv, ":", long_options, NULL)) != -1) {
		if (option == ':')
			die("%s needs a value; --help lists the options",
			    argv[optind - 1]);
		if (option == '?')
			die("there is no option '%s'; --help lists the options",
			    argv[optind - 1]);
		set_option(opts, option, optarg);
	}
	if (optind < argc)
		die("'%s' is not an option; --help lists the options",
		    argv[optind]);
	refuse_nonsense(opts);

	if (opts->breakpoints || opts->watchpoints || opts->churn ||
	    opts->os_lock || opts->flood || opts->meddle || opts->reset)
		opts->mde = true;
}

bool options_debug(const struct options *opts)
{
	return opts->mde || opts->write;
}

bool options_calls(const struct options *opts)
{
	return opts->random || opts->guest_debug || opts->meddle || opts->reset;
}
