/* SPDX-License-Identifier: GPL-2.0 */
/* Nothing fails here. */
#ifndef FAKE_LINUX_ERR_H
#define FAKE_LINUX_ERR_H

#define IS_ERR(p)	((void)(p), 0)
#define PTR_ERR(p)	((long)(p))

#endif
