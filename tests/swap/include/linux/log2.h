/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_LOG2_H
#define FAKE_LINUX_LOG2_H

static inline unsigned int order_base_2(unsigned long n)
{
	unsigned int order = 0;

	while ((1UL << order) < n)
		order++;
	return order;
}

#endif
