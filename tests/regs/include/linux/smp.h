/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_SMP_H
#define FAKE_LINUX_SMP_H

#define raw_smp_processor_id()	0
#define smp_processor_id()	0

#endif
