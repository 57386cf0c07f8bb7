// SPDX-License-Identifier: GPL-2.0
#include "mark.h"

#include <sys/mman.h>

#include "errors.h"

void marks_open(void)
{
	void *marks = mmap((void *)MARKS, MARKS_COUNT * MARK_STEP, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);

	if (marks != (void *)MARKS)
		die("cannot have memory at 0x%lx for marks: %m", MARKS);
}

void mark(pid_t thread, u64 exits)
{
	register uintptr_t address asm("x0") = mark_of(thread);
	register u64 value asm("x1") = exits;

	asm volatile("str %1, [%0]" : : "r" (address), "r" (value) : "memory");
}
