// SPDX-License-Identifier: GPL-2.0
/*
 * What a guest might guess of its host's addresses, and root knows: code that it executes
 * on each world switch and exception, what it touches all the time, where user space has
 * its variables, and any of its other symbols.
 */
#include "hostaddr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "errors.h"
#include "random.h"

static const char * const symbols[] = {
	"kvm_arch_vcpu_put", "kvm_arch_vcpu_load", "kvm_arch_vcpu_ioctl_run",
	"kvm_handle_guest_debug",
	"__schedule", "schedule", "finish_task_switch", "finish_task_switch.isra.0", "vectors",
	"el1_irq", "el1_sync", "el0_sync", "el1h_64_irq", "el1h_64_irq_handler", "el1h_64_sync",
	"el1h_64_sync_handler", "el0t_64_sync", "el0t_64_sync_handler", "do_debug_exception",
	"enable_debug_monitors", "arch_install_hw_breakpoint", "gic_handle_irq", "handle_IPI",
	"ipi_handler", "__hyp_text_start", "__kvm_hyp_vector", "kvm_call_hyp_nvhe", "do_el0_svc",
	"__per_cpu_offset", "jiffies_64", "init_task", "init_thread_union", "panic", "memcpy",
	"__arch_copy_to_user", "_raw_spin_lock", "update_process_times", "ktime_get",
};

/*
 * The linear map; modules, stacks and the image, to 6.4 and from then on; and user space, where
 * programs, their libraries and the breakpoints of tests are.
 */
static const u64 regions[] = {
	0xffff000000000000, 0xffff800000000000, 0xffff800080000000, 0xffffffff80000000,
	0x0000aaaaaaaaa000, 0x0000ffff80000000, 0x00006f0000000000, 0x0000000000400000,
};

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

static bool wanted(const char *name)
{
	for (size_t i = 0; i < COUNT(symbols); i++)
		if (!strcmp(name, symbols[i]))
			return true;
	return false;
}

/* Those that are wanted, from the front, and behind them any of the others. */
struct table {
	u64 *addresses;
	size_t known;
	size_t count;
	u64 others;	/* seen so far; all of them are equally likely to be in the table */
	u64 random;
};

static void add_wanted(struct table *table, u64 address)
{
	if (table->known < table->count)
		table->addresses[table->known++] = address;
}

static void add_other(struct table *table, u64 address)
{
	u64 place = random_next(&table->random) % ++table->others;

	if (table->others <= table->count)
		place = table->others - 1;
	if (place < table->count - table->known)
		table->addresses[table->count - 1 - place] = address;
}

struct symbol {
	u64 address;
	bool wanted;
};

static struct symbol *host_symbols;
static size_t symbols_count;
static size_t symbols_room;

static bool make_room(void)
{
	size_t room = symbols_room ? 2 * symbols_room : 1024;
	struct symbol *more = realloc(host_symbols, room * sizeof(*more));

	if (!more)
		return false;
	host_symbols = more;
	symbols_room = room;
	return true;
}

static void add_symbol(u64 address, const char *name)
{
	const struct symbol symbol = { address, wanted(name) };

	if (symbols_count == symbols_room && !make_room())
		die("no memory for the host's symbols: %m");
	host_symbols[symbols_count++] = symbol;
}

/*
 * Once for all vcpus, as the kernel takes its time. Lines are "ADDRESS TYPE NAME", with the
 * module's name where there is one.
 */
static void read_symbols(void)
{
	FILE *file = fopen("/proc/kallsyms", "re");
	char line[256];
	char *end;

	while (file && fgets(line, sizeof(line), file)) {
		u64 address = strtoull(line, &end, 16);

		end[strcspn(end, "\n")] = '\0';
		if (address && strlen(end) > 3)
			add_symbol(address, end + 3);
	}
	if (file)
		fclose(file);
}

static void add_symbols(struct table *table)
{
	static bool is_read;

	if (!is_read)
		read_symbols();
	is_read = true;
	for (size_t i = 0; i < symbols_count; i++) {
		if (host_symbols[i].wanted)
			add_wanted(table, host_symbols[i].address);
		else
			add_other(table, host_symbols[i].address);
	}
}

void host_addresses(u64 *addresses, size_t count, u64 seed)
{
	struct table table = {
		.addresses = addresses,
		.known = COUNT(regions),
		.count = count,
		.random = seed,
	};

	for (size_t i = 0; i < count; i++)
		addresses[i] = regions[i % COUNT(regions)] + i / COUNT(regions) * 4;
	add_symbols(&table);
}
