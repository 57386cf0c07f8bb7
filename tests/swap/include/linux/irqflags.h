/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_IRQFLAGS_H
#define FAKE_LINUX_IRQFLAGS_H

unsigned long kernel_irq_save(void);
void kernel_irq_restore(unsigned long flags);

#define local_irq_save(flags)	((flags) = kernel_irq_save())
#define local_irq_restore(flags)	kernel_irq_restore(flags)

#endif
