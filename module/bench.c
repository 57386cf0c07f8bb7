// SPDX-License-Identifier: GPL-2.0
/*
 * The cost of each access to the register file, and of what we do with all of it, on one
 * CPU. A sample is taken with interrupts disabled and leaves every register as it was:
 * what is written is what the host has there, none of it armed.
 */
#include <linux/errno.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/perf_event.h>
#include <linux/ratelimit.h>
#include <linux/sched/signal.h>
#include <linux/seq_file.h>
#include <linux/smp.h>
#include <linux/sort.h>
#include <linux/string.h>
#include <linux/time64.h>
#include <clocksource/arm_arch_timer.h>
#include <asm/arch_timer.h>

#include "bench.h"
#include "cycles.h"
#include "host.h"
#include "regs-bench.h"

#define MAX_SAMPLES	100000

/*
 * What is done with the whole file; and what a world switch moves, on the way into a guest
 * and back. That is always the control register. The whole file comes to it if nothing is
 * known of the guest (eager). It does not if a flag says that the guest does not debug
 * (dirty), nor if its values, which may be armed, stay in the hardware (lazy).
 */
enum file_op {
	FILE_SAVE = REGS_OPS,
	FILE_RESTORE,
	FILE_DISARM,
	FILE_LOAD_UNCHANGED,
	SWITCH_EAGER,
	SWITCH_DIRTY,
	SWITCH_LAZY,
	ROWS,
};

/* So often in a sample: the counter's ticks are long. */
#define FILE_REPEATS	16

static const char * const names[ROWS] = {
	[REGS_OP_NONE]		= "empty",
	[REGS_READ_BVR]		= "read_bvr",
	[REGS_READ_BCR]		= "read_bcr",
	[REGS_READ_WVR]		= "read_wvr",
	[REGS_READ_WCR]		= "read_wcr",
	[REGS_READ_CONTROL]	= "read_" REGS_NAME_CONTROL,
	[REGS_READ_OTHER]	= "read_" REGS_NAME_OTHER,
	[REGS_WRITE_BVR]	= "write_bvr",
	[REGS_WRITE_BCR]	= "write_bcr",
	[REGS_WRITE_WVR]	= "write_wvr",
	[REGS_WRITE_WCR]	= "write_wcr",
	[REGS_WRITE_CONTROL]	= "write_" REGS_NAME_CONTROL,
	[REGS_WRITE_OTHER]	= "write_" REGS_NAME_OTHER,
	[REGS_OP_ISB]		= "isb",
	[FILE_SAVE]		= "save",
	[FILE_RESTORE]		= "restore",
	[FILE_DISARM]		= "disarm",
	[FILE_LOAD_UNCHANGED]	= "load_unchanged",
	[SWITCH_EAGER]		= "switch_eager",
	[SWITCH_DIRTY]		= "switch_dirty",
	[SWITCH_LAZY]		= "switch_lazy",
};

/**
 * struct figures - of one row, for all its repeats together
 * @min: the smallest sample
 * @median: the middle one
 * @sum: of all
 */
struct figures {
	u64 min;
	u64 median;
	u64 sum;
};

struct result {
	unsigned int cpu;
	unsigned int samples;
	bool cycles;
	struct figures ticks[ROWS];
	struct figures cycle[ROWS];
};

/**
 * struct run - what a measurement needs while it goes on
 * @result: what it comes to
 * @who: asked for it, and may be killed meanwhile
 * @row: what is being measured
 * @with_cycles: the cycle counter runs
 * @ticks: the last sample's
 * @cycles: the last sample's
 * @dirty: the guest debugs; never, but the compiler does not know
 * @live: whose values are in the hardware: always this one's, the same
 * @control: the control register of a guest
 * @guest: the values of a guest
 * @host: the host's values
 * @file: copies for what changes them
 * @all_ticks: those of all samples of a row
 * @all_cycles: the same
 */
struct run {
	struct result *result;
	struct task_struct *who;
	unsigned int row;
	bool with_cycles;
	u64 ticks;
	u64 cycles;
	bool dirty;
	struct run *live;
	regs_t control;
	struct regs_file guest;
	struct regs_file host;
	struct regs_file file[FILE_REPEATS];
	u64 *all_ticks;
	u64 *all_cycles;
};

/* One at a time; also protects the last result. */
static DEFINE_MUTEX(bench_mutex);
static struct result *last;

static bool of_the_file(unsigned int row)
{
	return row >= REGS_OPS;
}

static unsigned int repeats(unsigned int row)
{
	return of_the_file(row) ? FILE_REPEATS : REGS_BENCH_REPEATS;
}

/* What disarming has to do something about; only the copies are armed. */
static void arm(struct regs_file *file, const struct regs_count *count)
{
	unsigned int n;

	for (n = 0; n < count->brps; n++)
		file->bcr[n] |= REGS_CTRL_E;
	for (n = 0; n < count->wrps; n++)
		file->wcr[n] |= REGS_CTRL_E;
}

static void prepare(struct run *run, const struct regs_count *count)
{
	unsigned int n;

	run->live = run;
	run->guest = run->host;
	run->control = regs_bench_value(REGS_WRITE_CONTROL);
	for (n = 0; n < FILE_REPEATS; n++) {
		run->file[n] = run->host;
		if (run->row == FILE_DISARM)
			arm(&run->file[n], count);
	}
}

static void move_in(struct run *run, struct regs_file *host, const struct regs_count *count)
{
	regs_save(host, count);
	regs_restore(&run->guest, count);
}

static void move_out(struct run *run, struct regs_file *host, const struct regs_count *count)
{
	regs_save(&run->guest, count);
	regs_restore(host, count);
}

/* Into the guest and back. */
static void switch_control(struct run *run)
{
	regs_t host = regs_exchange_control(run->control);

	run->control = regs_exchange_control(host);
}

static void switch_eager(struct run *run, struct regs_file *host, const struct regs_count *count)
{
	move_in(run, host, count);
	switch_control(run);
	move_out(run, host, count);
}

static void switch_dirty(struct run *run, struct regs_file *host, const struct regs_count *count)
{
	if (READ_ONCE(run->dirty))
		move_in(run, host, count);
	switch_control(run);
	if (READ_ONCE(run->dirty))
		move_out(run, host, count);
}

/* The way out is at vcpu put. */
static void switch_lazy(struct run *run, struct regs_file *host, const struct regs_count *count)
{
	if (READ_ONCE(run->live) != run)
		move_in(run, host, count);
	switch_control(run);
}

#define EACH_FILE(op)								\
do {										\
	for (n = 0; n < FILE_REPEATS; n++)					\
		op;								\
} while (0)

static void do_file_op(struct run *run, const struct regs_count *count)
{
	struct regs_file *file = run->file;
	unsigned int n;

	switch (run->row) {
	case FILE_SAVE:
		EACH_FILE(regs_save(&file[n], count));
		break;
	case FILE_RESTORE:
		EACH_FILE(regs_restore(&file[n], count));
		break;
	case FILE_DISARM:
		EACH_FILE(regs_disarm(&file[n], count));
		break;
	case FILE_LOAD_UNCHANGED:
		EACH_FILE(regs_update(&file[n], &run->host, count));
		break;
	case SWITCH_EAGER:
		EACH_FILE(switch_eager(run, &file[n], count));
		break;
	case SWITCH_DIRTY:
		EACH_FILE(switch_dirty(run, &file[n], count));
		break;
	default:
		EACH_FILE(switch_lazy(run, &file[n], count));
	}
}

static void do_row(struct run *run, const struct regs_count *count, regs_t value)
{
	if (of_the_file(run->row))
		do_file_op(run, count);
	else
		regs_bench(run->row, value);
}

static void time_row(struct run *run, const struct regs_count *count)
{
	regs_t value = of_the_file(run->row) ? 0 : regs_bench_value(run->row);
	regs_t cycles = 0;
	u64 ticks;

	run->with_cycles = run->with_cycles && cycles_run();
	ticks = arch_timer_read_counter();
	if (run->with_cycles)
		cycles = cycles_read();
	do_row(run, count, value);
	if (run->with_cycles)
		run->cycles = (regs_t)(cycles_read() - cycles);
	run->ticks = arch_timer_read_counter() - ticks;
}

/* With interrupts disabled. */
static int take_sample(struct run *run)
{
	const struct regs_count *count = host_count(smp_processor_id());
	int ret = host_take(&run->host);

	if (ret)
		return ret;
	prepare(run, count);
	time_row(run, count);
	return 0;
}

/* So many samples take long to sort where a CPU is emulated. */
static int compare(const void *a, const void *b)
{
	u64 x = *(const u64 *)a, y = *(const u64 *)b;

	cond_resched();
	return x < y ? -1 : x > y;
}

static void sum_up(struct figures *figures, u64 *samples, unsigned int n)
{
	unsigned int i;

	sort(samples, n, sizeof(*samples), compare, NULL);
	figures->min = samples[0];
	figures->median = samples[n / 2];
	figures->sum = 0;
	for (i = 0; i < n; i++)
		figures->sum += samples[i];
}

static int measure_row(struct run *run)
{
	struct result *result = run->result;
	unsigned long flags;
	unsigned int n;
	int ret;

	for (n = 0; n < result->samples; n++) {
		local_irq_save(flags);
		ret = take_sample(run);
		local_irq_restore(flags);
		if (!ret && signal_pending(run->who))
			ret = -EINTR;
		if (ret)
			return ret;
		run->all_ticks[n] = run->ticks;
		run->all_cycles[n] = run->cycles;
		cond_resched();
	}
	sum_up(&result->ticks[run->row], run->all_ticks, n);
	sum_up(&result->cycle[run->row], run->all_cycles, n);
	return 0;
}

static int measure_rows(struct run *run)
{
	int ret = 0;

	for (run->row = 0; run->row < ROWS && !ret; run->row++)
		ret = measure_row(run);
	run->result->cycles = run->with_cycles;
	return ret;
}

/* An event of perf's keeps the cycle counter running, where perf has one. */
static struct perf_event *count_cycles(unsigned int cpu)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_HARDWARE,
		.config = PERF_COUNT_HW_CPU_CYCLES,
		.size = sizeof(attr),
		.pinned = 1,
	};

	return perf_event_create_kernel_counter(&attr, cpu, NULL, NULL, NULL);
}

/* In a thread of its own, so no vcpu is loaded on this CPU meanwhile. */
static long measure(void *arg)
{
	struct run *run = arg;
	struct perf_event *event = count_cycles(run->result->cpu);
	int ret;

	if (!IS_ERR(event))
		run->with_cycles = event->state == PERF_EVENT_STATE_ACTIVE;
	else if (PTR_ERR(event) == -ENOENT)
		run->with_cycles = cycles_start();
	ret = measure_rows(run);
	cycles_stop();
	if (!IS_ERR(event))
		perf_event_release_kernel(event);
	return ret;
}

static int bench(unsigned int samples)
{
	struct result *result = kvzalloc(sizeof(*result), GFP_KERNEL);
	struct run *run = kvzalloc(sizeof(*run), GFP_KERNEL);
	int ret = -ENOMEM;

	if (!result || !run)
		goto out;
	run->all_ticks = kvcalloc(samples, sizeof(*run->all_ticks), GFP_KERNEL);
	run->all_cycles = kvcalloc(samples, sizeof(*run->all_cycles), GFP_KERNEL);
	if (!run->all_ticks || !run->all_cycles)
		goto out_samples;
	result->samples = samples;
	result->cpu = raw_smp_processor_id();
	run->result = result;
	run->who = current;
	ret = host_run(result->cpu, measure, run);
	if (!ret)
		swap(last, result);
out_samples:
	kvfree(run->all_ticks);
	kvfree(run->all_cycles);
out:
	kvfree(run);
	kvfree(result);
	return ret;
}

/**
 * bench_take() - measure, on this CPU
 * @word: the number of samples; a newline may follow it
 *
 * Says in the log what is right if it is no such number. Sleeps.
 *
 * Return: 0; -EINVAL; -EBUSY while the host debugs on this CPU; -EINTR; or another
 * negative errno. The last result stays in these cases.
 */
int bench_take(const char *word)
{
	unsigned int samples;
	int ret;

	if (kstrtouint(word, 10, &samples) || !samples || samples > MAX_SAMPLES) {
		pr_err_ratelimited("bench takes a number of samples, 1 to %d, not '%*pE'\n",
				   MAX_SAMPLES, (int)strcspn(word, "\n"), word);
		return -EINVAL;
	}
	ret = mutex_lock_interruptible(&bench_mutex);
	if (ret)
		return ret;
	ret = bench(samples);
	mutex_unlock(&bench_mutex);
	if (ret == -EBUSY)
		pr_err_ratelimited("the host debugs on this CPU; remove its breakpoints, or take another CPU\n");
	return ret;
}

/* Picoseconds of one of @repeats, from ticks. */
static u64 ps(u64 ticks, unsigned int repeats)
{
	return div_u64(mul_u64_u32_div(ticks, NSEC_PER_SEC, arch_timer_get_cntfrq()) * 1000,
		       repeats);
}

static void show_thousandths(struct seq_file *m, const char *unit, const struct figures *f,
			     unsigned int repeats, unsigned int samples)
{
	seq_printf(m, " min_%s %llu median_%s %llu mean_%s %llu",
		   unit, div_u64(f->min * 1000, repeats), unit, div_u64(f->median * 1000, repeats),
		   unit, div_u64(div_u64(f->sum * 1000, repeats), samples));
}

static void show_row(struct seq_file *m, const struct result *r, unsigned int row)
{
	const struct figures *t = &r->ticks[row], *c = &r->cycle[row];
	unsigned int n = repeats(row);

	seq_printf(m, "%s repeats %u min_ps %llu median_ps %llu mean_ps %llu", names[row], n,
		   ps(t->min, n), ps(t->median, n), div_u64(ps(t->sum, n), r->samples));
	if (r->cycles)
		show_thousandths(m, "mc", c, n, r->samples);
	else
		seq_puts(m, " min_mc - median_mc - mean_mc -");
	show_thousandths(m, "mt", t, n, r->samples);
	seq_putc(m, '\n');
}

/**
 * bench_show() - print the last result
 * @m: where to
 *
 * Sleeps, as long as somebody measures.
 *
 * Return: 0 or -EINTR.
 */
int bench_show(struct seq_file *m)
{
	unsigned int row;
	int ret;

	ret = mutex_lock_interruptible(&bench_mutex);
	if (ret)
		return ret;
	if (last) {
		seq_printf(m, "cpu %u\nsamples %u\ncounter_hz %u\ncycles %s\n", last->cpu,
			   last->samples, arch_timer_get_cntfrq(), last->cycles ? "yes" : "no");
		for (row = 0; row < ROWS; row++)
			show_row(m, last, row);
	}
	mutex_unlock(&bench_mutex);
	return 0;
}

/**
 * bench_stop() - forget the last result
 */
void bench_stop(void)
{
	kvfree(last);
	last = NULL;
}
