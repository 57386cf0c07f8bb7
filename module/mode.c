// SPDX-License-Identifier: GPL-2.0
/* The names of the modes. */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/ratelimit.h>
#include <linux/string.h>

#include "mode.h"

static const char * const names[] = {
	[MODE_OFF]	= "off",
	[MODE_EAGER]	= "eager",
	[MODE_LAZY]	= "lazy",
};

/**
 * mode_name() - what a mode is called
 * @mode: the mode
 *
 * Return: the name.
 */
const char *mode_name(enum mode mode)
{
	return names[mode];
}

/**
 * mode_parse() - the mode of a name
 * @name: the name; a newline may follow it
 *
 * Says in the log which names there are if it is none of them.
 *
 * Return: the mode, or -EINVAL.
 */
int mode_parse(const char *name)
{
	int mode = __sysfs_match_string(names, ARRAY_SIZE(names), name);

	if (mode < 0)
		pr_err_ratelimited("no mode '%*pE'; there are off, eager and lazy\n",
				   (int)strcspn(name, "\n"), name);
	return mode;
}
