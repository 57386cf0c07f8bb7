// SPDX-License-Identifier: GPL-2.0
/* The files below /sys/kernel/debug/lazydbg. */
#include <linux/debugfs.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/ratelimit.h>
#include <linux/seq_file.h>
#include <linux/uaccess.h>

#include "bench.h"
#include "debugfs.h"
#include "hooks.h"
#include "info.h"
#include "mode.h"
#include "selftest.h"

#define WORD_SIZE	32

static struct dentry *dir;

/* The one word that all our files take, in @word, its size WORD_SIZE. */
static int read_word(char *word, const char __user *buf, size_t count, loff_t pos)
{
	size_t size = min_t(size_t, count, WORD_SIZE - 1);

	if (copy_from_user(word, buf, size))
		return -EFAULT;
	word[size] = '\0';
	if (pos || count > size || strlen(word) != size) {
		pr_err_ratelimited("one word in one write is what this file takes\n");
		return -EINVAL;
	}
	return 0;
}

static int show_mode(struct seq_file *m, void *unused)
{
	seq_printf(m, "%s\n", mode_name(hooks_mode()));
	return 0;
}

static int take_mode(const char *word)
{
	int mode = mode_parse(word);

	return mode < 0 ? mode : hooks_set_mode(mode);
}

static int show_info(struct seq_file *m, void *unused)
{
	return info_show(m);
}

static int show_bench(struct seq_file *m, void *unused)
{
	return bench_show(m);
}

static int show_selftest(struct seq_file *m, void *unused)
{
	return selftest_show(m);
}

/* What there is to tell of guests. */
#ifdef CONFIG_KVM
#include "latency.h"
#include "stats.h"
#include "vcpus.h"

static int show_stats(struct seq_file *m, void *unused)
{
	return stats_show(m);
}

static int show_stats_percpu(struct seq_file *m, void *unused)
{
	return stats_show_percpu(m);
}

static int take_stats(const char *word)
{
	if (!sysfs_streq(word, "reset")) {
		pr_err_ratelimited("stats takes 'reset', not '%*pE'\n",
				   (int)strcspn(word, "\n"), word);
		return -EINVAL;
	}
	return stats_reset();
}

static int show_latency(struct seq_file *m, void *unused)
{
	return latency_show(m);
}

static int show_vcpus(struct seq_file *m, void *unused)
{
	return vcpus_show(m);
}
#endif

/* What a file prints, and what it does with a word written to it, if it takes any. */
static const struct word_file {
	const char *name;
	int (*show)(struct seq_file *m, void *unused);
	int (*take)(const char *word);
} files[] = {
	{ "mode", show_mode, take_mode },
	{ "info", show_info },
#ifdef CONFIG_KVM
	{ "stats", show_stats, take_stats },
	{ "stats_percpu", show_stats_percpu, take_stats },
	{ "latency", show_latency, latency_take },
	{ "vcpus", show_vcpus },
#endif
	{ "bench", show_bench, bench_take },
	{ "selftest", show_selftest, selftest_take },
};

static int word_open(struct inode *inode, struct file *file)
{
	const struct word_file *f = inode->i_private;

	return single_open(file, f->show, NULL);
}

static ssize_t word_write(struct file *file, const char __user *buf, size_t count,
			  loff_t *pos)
{
	const struct word_file *f = file_inode(file)->i_private;
	char word[WORD_SIZE];
	int ret;

	if (!f->take) {
		pr_err_ratelimited("%s is for reading only\n", f->name);
		return -EINVAL;
	}
	ret = read_word(word, buf, count, *pos);
	if (!ret)
		ret = f->take(word);
	return ret ?: count;
}

static const struct file_operations word_fops = {
	.owner = THIS_MODULE,
	.open = word_open,
	.read = seq_read,
	.write = word_write,
	.llseek = seq_lseek,
	.release = single_release,
};

/**
 * debugfs_start() - make the files
 *
 * Without debugfs there are none, and the module works as its parameters say; the log tells
 * who looks for them.
 */
void debugfs_start(void)
{
	unsigned int i;

	dir = debugfs_create_dir("lazydbg", NULL);
	if (IS_ERR(dir))
		pr_notice("no files in debugfs (error %ld): there are no counters to read, no mode to set\n",
			  PTR_ERR(dir));
	for (i = 0; i < ARRAY_SIZE(files); i++)
		debugfs_create_file(files[i].name, files[i].take ? 0600 : 0400, dir,
				    (void *)&files[i], &word_fops);
}

/**
 * debugfs_stop() - remove them; waits for who is reading or writing one
 */
void debugfs_stop(void)
{
	debugfs_remove(dir);
}
