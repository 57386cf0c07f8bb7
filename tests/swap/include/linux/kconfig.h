/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_KCONFIG_H
#define FAKE_LINUX_KCONFIG_H

/* 1 if @x is a macro that stands for 1, as -Dx makes it; else 0. */
#define __is_defined(x)			is_defined_value(x)
#define is_defined_value(value)		is_defined_shift(SHIFT_IF_##value)
#define is_defined_shift(shift)		is_defined_second(shift 1, 0, 0)
#define is_defined_second(first, second, ...)	second
#define SHIFT_IF_1			0,

#endif
