// SPDX-License-Identifier: GPL-2.0
#include "report.h"

#include <stdio.h>

#include "errors.h"
#include "ticks.h"

#define DECIMALS	6
#define YESNO(x)	((x) ? "true" : "false")

static u64 counter_frequency(void)
{
	u64 frequency;

	asm volatile("mrs %0, cntfrq_el0" : "=r" (frequency));
	return frequency;
}

static long armed(long asked, unsigned int implemented)
{
	return asked == ALL_SLOTS ? (long)implemented : asked;
}

/* Ticks of an exit, with no more digits than it takes. */
static const char *per_exit(u64 ticks, u64 exits)
{
	static char text[2][40];
	static int which;
	char *out = text[which ^= 1];
	u64 rest = ticks % exits;
	int length = sprintf(out, "%llu", ticks / exits);

	if (rest)
		out[length++] = '.';
	for (int i = 0; rest && i < DECIMALS; i++) {
		rest *= 10;
		out[length++] = '0' + rest / exits;
		rest %= exits;
	}
	out[length] = '\0';
	return out;
}

static void text_ticks(const char *name, struct ticks ticks, u64 exits)
{
	printf("%-10s  %12s  %12s\n", name, per_exit(ticks.min, exits),
	       per_exit(ticks.median, exits));
}

static void text_guest(const struct vm *vm)
{
	const struct options *opts = vm->opts;

	printf("guest       %s, %ld vcpu%s, seed %llu, %s\n",
	       opts->a32 ? "a32" : "a64", opts->vcpus,
	       opts->vcpus == 1 ? "" : "s", opts->seed,
	       vm->vgic ? "vGICv3" : "no vGIC");
	printf("debugging   ");
	if (opts->churn)
		printf("now on, now off, any of %u breakpoints and %u watchpoints armed",
		       vm->brps, vm->wrps);
	else
		printf("%s, %ld of %u breakpoints and %ld of %u watchpoints armed",
		       opts->mde ? "enabled" : "off",
		       armed(opts->breakpoints, vm->brps), vm->brps,
		       armed(opts->watchpoints, vm->wrps), vm->wrps);
	printf("%s\n", opts->write ? ", a register written before each exit" :
	       opts->hostile ? ", hostile" : "");
	printf("exits       %s, %llu in each of %llu batches\n",
	       exit_name(opts->exit), opts->exits, vm->batches);
	printf("counter     %llu Hz\n", counter_frequency());
}

static void text_all_ticks(const struct vm *vm)
{
	u64 exits = vm->opts->exits;
	char name[32];

	printf("\nticks/exit  %12s  %12s\n", "min", "median");
	for (long i = 0; vm->opts->vcpus > 1 && i < vm->opts->vcpus; i++) {
		snprintf(name, sizeof(name), "vcpu %ld", i);
		text_ticks(name, ticks_of_vcpu(&vm->vcpus[i]), exits);
	}
	text_ticks("all", ticks_of_vm(vm), exits);
}

static void text_options(const struct options *opts, const struct findings *f)
{
	if (opts->migrate)
		printf("migrations  %llu\n", f->moves);
	if (opts->os_lock)
		printf("OS Lock     held in %llu batches, ignored in %llu\n",
		       f->locks, f->locks_ignored);
	if (opts->guest_debug)
		printf("debug exits %llu expected, %llu seen, KVM_SET_GUEST_DEBUG %llu times\n",
		       f->debug_exits_expected, f->debug_exits_seen, f->debug_calls);
	if (opts->random)
		printf("plans       %llu made\n", f->planned);
	if (opts->attack)
		printf("attacks     %llu breakpoints hit, %llu instructions stepped\n",
		       f->storm, f->steps);
	if (opts->flood)
		printf("flood       all registers written and read %llu times\n", f->floods);
	if (opts->meddle)
		printf("meddling    all registers written %llu times: %llu read, %llu written\n",
		       f->meddled, f->regs_got, f->regs_set);
	if (opts->reset)
		printf("resets      %llu by KVM_ARM_VCPU_INIT, %llu by PSCI\n",
		       f->inits, f->resets - f->inits);
	if (opts->undef)
		printf("injected    %llu exceptions\n", f->undefs);
}

static void text_report(const struct vm *vm, const struct findings *f)
{
	text_guest(vm);
	text_all_ticks(vm);
	printf("\nhits        %llu expected, %llu seen, %llu stray\n",
	       f->hits_expected, f->hits_seen, f->stray);
	printf("registers   %llu checked, %llu wrong\n",
	       f->registers_checked, f->registers_wrong);
	text_options(vm->opts, f);
	if (vm->opts->host_watch)
		printf("host watch  %llu expected, %llu seen\n",
		       f->watch_expected, f->watch_seen);
	if (complaints())
		printf("verdict     WRONG, %zu error%s\n", complaints(),
		       complaints() == 1 ? "" : "s");
	else
		printf("verdict     all right\n");
}

static void json_ticks(struct ticks ticks, u64 exits)
{
	printf("\"ticks_per_exit\": {\"min\": %s, \"median\": %s}, ",
	       per_exit(ticks.min, exits), per_exit(ticks.median, exits));
	printf("\"ticks_batch\": {\"min\": %llu, \"median\": %llu, \"mean\": %llu}",
	       ticks.min, ticks.median, ticks.mean);
}

static void json_all_ticks(const struct vm *vm)
{
	json_ticks(ticks_of_vm(vm), vm->opts->exits);
	printf(", \"per_vcpu\": [");
	for (long i = 0; i < vm->opts->vcpus; i++) {
		printf("%s{", i ? ", " : "");
		json_ticks(ticks_of_vcpu(&vm->vcpus[i]), vm->opts->exits);
		printf("}");
	}
	printf("], ");
}

static void json_guest(const struct vm *vm)
{
	const struct options *opts = vm->opts;

	printf("\"isa\": \"%s\", \"vcpus\": %ld, \"vgic\": %s, ",
	       opts->a32 ? "a32" : "a64", opts->vcpus, YESNO(vm->vgic));
	printf("\"breakpoints\": %ld, \"watchpoints\": %ld, ",
	       armed(opts->breakpoints, vm->brps),
	       armed(opts->watchpoints, vm->wrps));
	printf("\"implemented\": {\"breakpoints\": %u, \"watchpoints\": %u}, ",
	       vm->brps, vm->wrps);
	printf("\"mde\": %s, \"write\": %s, \"churn\": %s, \"hostile\": %s, ",
	       YESNO(opts->mde), YESNO(opts->write), YESNO(opts->churn),
	       YESNO(opts->hostile));
	printf("\"exit\": \"%s\", \"exits\": %llu, \"batches\": %llu, ",
	       exit_name(opts->exit), opts->exits, vm->batches);
	printf("\"seed\": %llu, \"cntfrq_hz\": %llu, ",
	       opts->seed, counter_frequency());
}

static void json_string(const char *text)
{
	putchar('"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			putchar('\\');
		putchar(*text);
	}
	putchar('"');
}

static void json_errors(void)
{
	printf("\"errors\": [");
	for (size_t i = 0; complaint(i); i++) {
		if (i)
			printf(", ");
		json_string(complaint(i));
	}
	printf("]");
}

static void json_options(const struct options *opts, const struct findings *f)
{
	if (opts->migrate)
		printf("\"migrations\": %llu, ", f->moves);
	if (opts->os_lock)
		printf("\"os_lock\": {\"held\": %llu, \"ignored\": %llu}, ",
		       f->locks, f->locks_ignored);
	if (opts->guest_debug) {
		printf("\"debug_exits\": {\"expected\": %llu, \"seen\": %llu}, ",
		       f->debug_exits_expected, f->debug_exits_seen);
		printf("\"set_guest_debug\": %llu, ", f->debug_calls);
	}
	if (opts->random)
		printf("\"planned\": %llu, ", f->planned);
	if (opts->attack)
		printf("\"attack\": {\"storm\": %llu, \"steps\": %llu}, ", f->storm, f->steps);
	if (opts->flood)
		printf("\"floods\": %llu, ", f->floods);
	if (opts->meddle)
		printf("\"meddled\": %llu, \"get_one_reg\": %llu, \"set_one_reg\": %llu, ",
		       f->meddled, f->regs_got, f->regs_set);
	if (opts->reset)
		printf("\"resets\": {\"init\": %llu, \"psci\": %llu}, ",
		       f->inits, f->resets - f->inits);
	if (opts->undef)
		printf("\"injected\": %llu, ", f->undefs);
}

static void json_report(const struct vm *vm, const struct findings *f)
{
	printf("{");
	json_guest(vm);
	json_all_ticks(vm);
	printf("\"hits\": {\"expected\": %llu, \"seen\": %llu, \"stray\": %llu}, ",
	       f->hits_expected, f->hits_seen, f->stray);
	printf("\"registers\": {\"checked\": %llu, \"wrong\": %llu}, ",
	       f->registers_checked, f->registers_wrong);
	if (vm->opts->host_watch)
		printf("\"host_watch\": {\"expected\": %llu, \"seen\": %llu}, ",
		       f->watch_expected, f->watch_seen);
	json_options(vm->opts, f);
	json_errors();
	printf("}\n");
}

void report(const struct vm *vm, const struct findings *findings)
{
	if (vm->opts->json)
		json_report(vm, findings);
	else
		text_report(vm, findings);
}
