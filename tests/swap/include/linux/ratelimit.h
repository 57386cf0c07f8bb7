/* SPDX-License-Identifier: GPL-2.0 */
/* Whose pr_err() it is, is for who includes it to say. */
#ifndef FAKE_LINUX_RATELIMIT_H
#define FAKE_LINUX_RATELIMIT_H

#define pr_err_ratelimited	pr_err

#endif
