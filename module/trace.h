/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The tracepoints, system lazydbg. Their fields are described in
 * Documentation/interface.md; durations are in ns.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM lazydbg

#if !defined(LAZYDBG_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define LAZYDBG_TRACE_H

#include <linux/tracepoint.h>

#include "mode.h"
#include "record.h"
#include "stats.h"

#define show_put_why(why)				\
	__print_symbolic(why,				\
			 { PUT_ASKED, "put" },		\
			 { PUT_SCHED_OUT, "sched_out" },	\
			 { PUT_EVICT, "evict" },	\
			 { PUT_MODE, "mode" },		\
			 { PUT_CPU_DOWN, "cpu_down" },	\
			 { PUT_LEFT, "left" },		\
			 { PUT_EXIT, "exit" })

#define show_left_reason(reason)				\
	__print_symbolic(reason,				\
			 { STAT_LEFT_OFF, "off" },		\
			 { STAT_LEFT_CPU_DOWN, "cpu_down" },	\
			 { STAT_LEFT_NESTED, "nested" },	\
			 { STAT_LEFT_VMM_DEBUG, "vmm_debug" },	\
			 { STAT_LEFT_OS_LOCK, "os_lock" },	\
			 { STAT_LEFT_DBGVCR, "dbgvcr" },	\
			 { STAT_LEFT_HOST_DEBUG, "host_debug" })

#define show_mode(mode)					\
	__print_symbolic(mode,				\
			 { MODE_OFF, "off" },		\
			 { MODE_EAGER, "eager" },	\
			 { MODE_LAZY, "lazy" })

/* What the values of an enum are, for those who parse the formats themselves. */
TRACE_DEFINE_ENUM(PUT_ASKED);
TRACE_DEFINE_ENUM(PUT_SCHED_OUT);
TRACE_DEFINE_ENUM(PUT_EVICT);
TRACE_DEFINE_ENUM(PUT_MODE);
TRACE_DEFINE_ENUM(PUT_CPU_DOWN);
TRACE_DEFINE_ENUM(PUT_LEFT);
TRACE_DEFINE_ENUM(PUT_EXIT);
TRACE_DEFINE_ENUM(STAT_LEFT_OFF);
TRACE_DEFINE_ENUM(STAT_LEFT_CPU_DOWN);
TRACE_DEFINE_ENUM(STAT_LEFT_NESTED);
TRACE_DEFINE_ENUM(STAT_LEFT_VMM_DEBUG);
TRACE_DEFINE_ENUM(STAT_LEFT_OS_LOCK);
TRACE_DEFINE_ENUM(STAT_LEFT_DBGVCR);
TRACE_DEFINE_ENUM(STAT_LEFT_HOST_DEBUG);
TRACE_DEFINE_ENUM(MODE_OFF);
TRACE_DEFINE_ENUM(MODE_EAGER);
TRACE_DEFINE_ENUM(MODE_LAZY);

TRACE_EVENT_FN(lazydbg_load,
	       TP_PROTO(int vm_pid, int vcpu_id, unsigned int written, unsigned int left,
			u64 ns),
	       TP_ARGS(vm_pid, vcpu_id, written, left, ns),
	       TP_STRUCT__entry(__field(int, vm_pid)
				__field(int, vcpu_id)
				__field(unsigned int, written)
				__field(unsigned int, left)
				__field(u64, ns)),
	       TP_fast_assign(__entry->vm_pid = vm_pid;
			      __entry->vcpu_id = vcpu_id;
			      __entry->written = written;
			      __entry->left = left;
			      __entry->ns = ns;),
	       TP_printk("vm_pid=%d vcpu_id=%d written=%u left=%u ns=%llu", __entry->vm_pid,
			 __entry->vcpu_id, __entry->written, __entry->left, __entry->ns),
	       record_wanted, record_unwanted
);

TRACE_EVENT_FN(lazydbg_put,
	       TP_PROTO(int vm_pid, int vcpu_id, unsigned int read, unsigned int written,
			int why, u64 ns),
	       TP_ARGS(vm_pid, vcpu_id, read, written, why, ns),
	       TP_STRUCT__entry(__field(int, vm_pid)
				__field(int, vcpu_id)
				__field(unsigned int, read)
				__field(unsigned int, written)
				__field(int, why)
				__field(u64, ns)),
	       TP_fast_assign(__entry->vm_pid = vm_pid;
			      __entry->vcpu_id = vcpu_id;
			      __entry->read = read;
			      __entry->written = written;
			      __entry->why = why;
			      __entry->ns = ns;),
	       TP_printk("vm_pid=%d vcpu_id=%d read=%u written=%u why=%s ns=%llu",
			 __entry->vm_pid, __entry->vcpu_id, __entry->read, __entry->written,
			 show_put_why(__entry->why), __entry->ns),
	       record_wanted, record_unwanted
);

TRACE_EVENT_FN(lazydbg_evict,
	       TP_PROTO(int vm_pid, int vcpu_id, unsigned int written, u64 ns),
	       TP_ARGS(vm_pid, vcpu_id, written, ns),
	       TP_STRUCT__entry(__field(int, vm_pid)
				__field(int, vcpu_id)
				__field(unsigned int, written)
				__field(u64, ns)),
	       TP_fast_assign(__entry->vm_pid = vm_pid;
			      __entry->vcpu_id = vcpu_id;
			      __entry->written = written;
			      __entry->ns = ns;),
	       TP_printk("vm_pid=%d vcpu_id=%d written=%u ns=%llu", __entry->vm_pid,
			 __entry->vcpu_id, __entry->written, __entry->ns),
	       record_wanted, record_unwanted
);

TRACE_EVENT(lazydbg_left,
	    TP_PROTO(int vm_pid, int vcpu_id, int reason),
	    TP_ARGS(vm_pid, vcpu_id, reason),
	    TP_STRUCT__entry(__field(int, vm_pid)
			     __field(int, vcpu_id)
			     __field(int, reason)),
	    TP_fast_assign(__entry->vm_pid = vm_pid;
			   __entry->vcpu_id = vcpu_id;
			   __entry->reason = reason;),
	    TP_printk("vm_pid=%d vcpu_id=%d reason=%s", __entry->vm_pid, __entry->vcpu_id,
		      show_left_reason(__entry->reason))
);

TRACE_EVENT(lazydbg_mode,
	    TP_PROTO(int from, int to),
	    TP_ARGS(from, to),
	    TP_STRUCT__entry(__field(int, from)
			     __field(int, to)),
	    TP_fast_assign(__entry->from = from;
			   __entry->to = to;),
	    TP_printk("from=%s to=%s", show_mode(__entry->from), show_mode(__entry->to))
);

#endif

/* This file is in no include path of the kernel's: Kbuild has -I for it. */
#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
