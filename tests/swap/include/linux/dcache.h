/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_DCACHE_H
#define FAKE_LINUX_DCACHE_H

struct dentry {
	struct {
		const char *name;
	} d_name;
};

#endif
