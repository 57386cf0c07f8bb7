/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_IRQFLAGS_H
#define FAKE_LINUX_IRQFLAGS_H

#include <stdbool.h>

extern bool fake_irqs_off;

#define local_irq_save(flags)		((flags) = fake_irqs_off, fake_irqs_off = true)
#define local_irq_restore(flags)	(fake_irqs_off = (flags))

#endif
