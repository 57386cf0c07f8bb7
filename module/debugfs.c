// SPDX-License-Identifier: GPL-2.0
/* The files below /sys/kernel/debug/lazydbg. */
#include <linux/debugfs.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/uaccess.h>

#include "debugfs.h"
#include "hooks.h"
#include "mode.h"
#include "stats.h"

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
		pr_err("one word in one write is what this file takes\n");
		return -EINVAL;
	}
	return 0;
}

static int mode_show(struct seq_file *m, void *unused)
{
	seq_printf(m, "%s\n", mode_name(hooks_mode()));
	return 0;
}

static int mode_open(struct inode *inode, struct file *file)
{
	return single_open(file, mode_show, NULL);
}

static ssize_t mode_write(struct file *file, const char __user *buf, size_t count,
			  loff_t *pos)
{
	char word[WORD_SIZE];
	int ret;

	ret = read_word(word, buf, count, *pos);
	if (ret)
		return ret;
	ret = mode_parse(word);
	if (ret < 0)
		return ret;
	ret = hooks_set_mode(ret);
	return ret ?: count;
}

static const struct file_operations mode_fops = {
	.owner = THIS_MODULE,
	.open = mode_open,
	.read = seq_read,
	.write = mode_write,
	.llseek = seq_lseek,
	.release = single_release,
};

static int stats_file_show(struct seq_file *m, void *unused)
{
	stats_show(m);
	return 0;
}

static int stats_open(struct inode *inode, struct file *file)
{
	return single_open(file, stats_file_show, NULL);
}

static ssize_t stats_write(struct file *file, const char __user *buf, size_t count,
			   loff_t *pos)
{
	char word[WORD_SIZE];
	int ret;

	ret = read_word(word, buf, count, *pos);
	if (ret)
		return ret;
	if (!sysfs_streq(word, "reset")) {
		pr_err("stats takes 'reset', not '%.*s'\n", (int)strcspn(word, "\n"), word);
		return -EINVAL;
	}
	stats_reset();
	return count;
}

static const struct file_operations stats_fops = {
	.owner = THIS_MODULE,
	.open = stats_open,
	.read = seq_read,
	.write = stats_write,
	.llseek = seq_lseek,
	.release = single_release,
};

/**
 * debugfs_start() - make the files
 *
 * Without debugfs there are none, and the module works as its parameters say.
 */
void debugfs_start(void)
{
	dir = debugfs_create_dir("lazydbg", NULL);
	debugfs_create_file("mode", 0600, dir, NULL, &mode_fops);
	debugfs_create_file("stats", 0600, dir, NULL, &stats_fops);
}

/**
 * debugfs_stop() - remove them; waits for who is reading or writing one
 */
void debugfs_stop(void)
{
	debugfs_remove(dir);
}
