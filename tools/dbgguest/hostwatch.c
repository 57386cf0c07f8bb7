// SPDX-License-Identifier: GPL-2.0
#include "hostwatch.h"

#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "errors.h"

#define TOGGLE_EVERY	5	/* exits */
#define TOUCHES		4	/* at one exit 1, at the next 2, ... then 1 */

void hostwatch_open(struct hostwatch *watch)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_BREAKPOINT,
		.size = sizeof(attr),
		.bp_type = HW_BREAKPOINT_RW,
		.bp_addr = (uintptr_t)&watch->watched,
		.bp_len = HW_BREAKPOINT_LEN_8,
		.exclude_kernel = 1,
		.exclude_hv = 1,
		.disabled = 1,
	};

	watch->fd = syscall(SYS_perf_event_open, &attr, 0, -1, -1,
			    PERF_FLAG_FD_CLOEXEC);
	if (watch->fd < 0)
		die("perf cannot watch a variable of this process: %m");
}

static void toggle(struct hostwatch *watch)
{
	unsigned long request = watch->enabled ? PERF_EVENT_IOC_DISABLE :
						 PERF_EVENT_IOC_ENABLE;

	if (ioctl(watch->fd, request, 0))
		die("perf cannot switch its watchpoint on and off: %m");
	watch->enabled = !watch->enabled;
}

/* Each is a single load or store. */
static void touch(struct hostwatch *watch, u64 times)
{
	for (u64 i = 0; i < times; i++) {
		if (i & 1)
			watch->watched = i;
		else
			(void)watch->watched;
	}
	if (watch->enabled)
		watch->expected += times;
}

void hostwatch_exit(struct hostwatch *watch)
{
	if (watch->exits % TOGGLE_EVERY == 0)
		toggle(watch);
	touch(watch, watch->exits % TOUCHES + 1);
	watch->exits++;
}

void hostwatch_close(struct hostwatch *watch)
{
	if (read(watch->fd, &watch->seen, sizeof(watch->seen)) !=
	    sizeof(watch->seen))
		die("perf does not tell the hits of its watchpoint: %m");
	close(watch->fd);
}
