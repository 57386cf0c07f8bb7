/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FAKE_LINUX_RCUPDATE_H
#define FAKE_LINUX_RCUPDATE_H

#define rcu_access_pointer(p)	(p)

void synchronize_rcu_tasks(void);

#endif
