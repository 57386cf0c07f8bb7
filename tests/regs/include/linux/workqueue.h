/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_WORKQUEUE_H
#define FAKE_LINUX_WORKQUEUE_H

#define work_on_cpu(cpu, function, arg)	((void)(cpu), function(arg))

#endif
