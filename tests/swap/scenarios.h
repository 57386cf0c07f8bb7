/* SPDX-License-Identifier: GPL-2.0 */
/* The scenarios, by the file that they are in. */
#ifndef SCENARIOS_H
#define SCENARIOS_H

/* hazards-host.c */
void host_breakpoint(void);
void host_first(void);
void kernel_step(void);
void debug_disabled(void);
void stepping_over(void);
void host_writes_parked(void);
void evicted_before_entry(void);
void evicted_untrapped(void);
void guard_not_called(void);
void suspend(void);
void hotplug(void);
void counts_differ(void);

/* hazards-kvm.c */
void trapped_again(void);
void os_lock(void);
void os_lock_trapped(void);
void disables_debugging(void);
void mdcr(void);
void internal_put(void);
void reset_to_same(void);
void vmm_writes(void);
void mdccint(void);
void nested(void);
void protected(void);
void frugal(void);

/* hazards-dbgvcr.c */
void vector_catch(void);
void vector_catch_os_lock(void);
void vector_catch_debugged(void);
void vector_catch_missed(void);
void vector_catch_exits_zeroed(void);
void vector_catch_now_and_then(void);
void vector_catch_scheduled(void);
void vector_catch_host_debugs(void);
void untold_live(void);
void untold_clean(void);
void untold_debugged(void);

/* hazards-again.c */
void asks_64(void);
void asks_32(void);
void asks_load_store(void);
void asks_unknown(void);
void asks_at_rmmod(void);
void asks_in_vain(void);
void asks_for_address(void);

/* hazards-unload.c */
void notifier_order(void);
void unload_while_running(void);
void unload_while_asleep(void);
void mode_during_put(void);
void mode_during_load(void);
void reload_before_probe_64(void);
void reload_before_probe_32(void);
void missed_probe(void);
void no_memory_for_filter(void);
void ftrace_is_down(void);

#endif
