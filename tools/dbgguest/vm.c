// SPDX-License-Identifier: GPL-2.0
/*
 * The virtual machine: memory, vcpus, and what the host says about them.
 */
#include "vm.h"

#include <fcntl.h>
#include <linux/kvm.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include "errors.h"
#include "guests.h"

#define ID_AA64DFR0_EL1		ARM64_SYS_REG(3, 0, 0, 5, 0)
#define DFR0_BRPS(dfr0)		(((dfr0) >> 12 & 0xf) + 1)
#define DFR0_WRPS(dfr0)		(((dfr0) >> 20 & 0xf) + 1)

#define CORE_REG(reg)							\
	(KVM_REG_ARM64 | KVM_REG_SIZE_U64 | KVM_REG_ARM_CORE |		\
	 KVM_REG_ARM_CORE_REG(reg))

#define MEMORY_STEP		0x10000UL
#define DEFAULT_IPA_BITS	40

/* Some hosts have fewer guest address bits than type 0 asks for. */
static unsigned long vm_type(const struct vm *vm)
{
	int bits = ioctl(vm->kvm, KVM_CHECK_EXTENSION, KVM_CAP_ARM_VM_IPA_SIZE);

	return bits > 0 && bits < DEFAULT_IPA_BITS ?
	       KVM_VM_TYPE_ARM_IPA_SIZE(bits) : 0;
}

/* There is one more when some will have to be turned on again. */
static long count_vcpus(const struct vm *vm)
{
	return vm->opts->vcpus + (vm->opts->reset ? 1 : 0);
}

static void open_kvm(struct vm *vm)
{
	const struct options *opts = vm->opts;
	int most;

	vm->kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
	if (vm->kvm < 0)
		die("cannot open /dev/kvm, which a KVM host must have: %m");
	if (ioctl(vm->kvm, KVM_GET_API_VERSION, 0) != KVM_API_VERSION)
		die("/dev/kvm does not speak version %d of the KVM API",
		    KVM_API_VERSION);

	vm->fd = ioctl(vm->kvm, KVM_CREATE_VM, vm_type(vm));
	if (vm->fd < 0)
		die("KVM cannot create a virtual machine: %m");

	if (opts->a32 &&
	    ioctl(vm->fd, KVM_CHECK_EXTENSION, KVM_CAP_ARM_EL1_32BIT) <= 0)
		die("this host's CPUs run no 32-bit guests: only --isa a64 will do");
	most = ioctl(vm->fd, KVM_CHECK_EXTENSION, KVM_CAP_MAX_VCPUS);
	if (most > 0 && count_vcpus(vm) > most)
		die("this host has at most %d vcpus for a guest, so --vcpus %ld is too many",
		    most, opts->vcpus);
}

static void add_memory(struct vm *vm)
{
	size_t ticks = vm->opts->batches * sizeof(u64);
	struct kvm_userspace_memory_region region = {
		.guest_phys_addr = RAM_BASE,
	};

	vm->vcpu_memory = AT_TICKS + (ticks + MEMORY_STEP - 1) / MEMORY_STEP * MEMORY_STEP;
	vm->memory_size = vm->vcpu_memory * count_vcpus(vm);
	region.memory_size = vm->memory_size;
	vm->memory = mmap(NULL, vm->memory_size, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (vm->memory == MAP_FAILED)
		die("no memory for %ld vcpus: %m", vm->opts->vcpus);

	region.userspace_addr = (uintptr_t)vm->memory;
	if (ioctl(vm->fd, KVM_SET_USER_MEMORY_REGION, &region))
		die("KVM does not take %llu bytes of memory: %m", region.memory_size);
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the kernel writes it */
bool vcpu_get_reg(const struct vcpu *vcpu, u64 id, u64 *value)
{
	struct kvm_one_reg reg = { .id = id, .addr = (uintptr_t)value };

	return !ioctl(vcpu->fd, KVM_GET_ONE_REG, &reg);
}

bool vcpu_set_reg(const struct vcpu *vcpu, u64 id, u64 value)
{
	struct kvm_one_reg reg = { .id = id, .addr = (uintptr_t)&value };

	return !ioctl(vcpu->fd, KVM_SET_ONE_REG, &reg);
}

/* The encoding of DBG{B,W}{V,C}Rn_EL1 has the kind of register in Op2. */
u64 debug_reg_id(unsigned int reg)
{
	unsigned int op2 = 4 + (reg & SLOT_WATCH ? 2 : 0) +
			   (reg & REG_CONTROL ? 1 : 0);

	if (reg == REG_MDSCR)
		return ARM64_SYS_REG(2, 0, 0, 2, 2);
	return ARM64_SYS_REG(2, 0, 0, reg % SLOT_WATCH, op2);
}

static void set_core_reg(const struct vcpu *vcpu, u64 id, u64 value)
{
	if (!vcpu_set_reg(vcpu, id, value))
		die("KVM does not take the state of vcpu %ld: %m", vcpu->index);
}

u64 vcpu_pc(const struct vcpu *vcpu)
{
	u64 pc;

	if (!vcpu_get_reg(vcpu, CORE_REG(regs.pc), &pc))
		die("KVM does not tell the state of vcpu %ld: %m", vcpu->index);
	return pc;
}

void vcpu_set_pc(const struct vcpu *vcpu, u64 pc)
{
	set_core_reg(vcpu, CORE_REG(regs.pc), pc);
}

u64 vcpu_address(const struct vcpu *vcpu)
{
	return RAM_BASE + vcpu->vm->vcpu_memory * vcpu->index;
}

/* The guest starts at the start of its memory, and finds its mailbox in x0. */
static void start_state(const struct vcpu *vcpu)
{
	const struct vm *vm = vcpu->vm;
	u64 address = vcpu_address(vcpu);
	bool waker = vm->waker && vm->waker->vcpu == vcpu;

	vcpu_set_pc(vcpu, address + (waker ? AT_WAKER : 0));
	set_core_reg(vcpu, CORE_REG(regs.regs[0]), address + AT_MAILBOX);
}

bool vcpu_init(const struct vcpu *vcpu)
{
	const struct options *opts = vcpu->vm->opts;
	struct kvm_vcpu_init init;

	if (ioctl(vcpu->vm->fd, KVM_ARM_PREFERRED_TARGET, &init))
		die("KVM does not know this CPU: %m");
	if (opts->a32)
		init.features[0] |= 1 << KVM_ARM_VCPU_EL1_32BIT;
	if (opts->reset)
		init.features[0] |= 1 << KVM_ARM_VCPU_PSCI_0_2;
	if (ioctl(vcpu->fd, KVM_ARM_VCPU_INIT, &init))
		return false;
	start_state(vcpu);
	return true;
}

static void load_guest(const struct vcpu *vcpu)
{
	if (vcpu->vm->opts->a32)
		memcpy(vcpu->memory, guest_a32, guest_a32_end - guest_a32);
	else
		memcpy(vcpu->memory, guest_a64, guest_a64_end - guest_a64);
}

static void create_vcpu(const struct vm *vm, struct vcpu *vcpu)
{
	int size;

	vcpu->fd = ioctl(vm->fd, KVM_CREATE_VCPU, vcpu->index);
	if (vcpu->fd < 0 || !vcpu_init(vcpu))
		die("KVM cannot create vcpu %ld: %m", vcpu->index);

	size = ioctl(vm->kvm, KVM_GET_VCPU_MMAP_SIZE, 0);
	vcpu->run = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED,
			 vcpu->fd, 0);
	if (vcpu->run == MAP_FAILED)
		die("cannot map the state of vcpu %ld: %m", vcpu->index);
}

static void count_slots(struct vm *vm)
{
	const struct options *opts = vm->opts;
	u64 dfr0;

	if (!vcpu_get_reg(&vm->vcpus[0], ID_AA64DFR0_EL1, &dfr0))
		die("KVM does not tell how many breakpoints there are: %m");
	vm->brps = DFR0_BRPS(dfr0);
	vm->wrps = DFR0_WRPS(dfr0);

	if (opts->breakpoints > (long)vm->brps)
		die("this CPU has %u breakpoints: --breakpoints takes 0 to %u or all, not %ld",
		    vm->brps, vm->brps, opts->breakpoints);
	if (opts->watchpoints > (long)vm->wrps)
		die("this CPU has %u watchpoints: --watchpoints takes 0 to %u or all, not %ld",
		    vm->wrps, vm->wrps, opts->watchpoints);
}

static void create_vcpus(struct vm *vm)
{
	long count = count_vcpus(vm);

	vm->vcpus = calloc(count, sizeof(*vm->vcpus));
	if (!vm->vcpus)
		die("no memory for %ld vcpus: %m", count);
	if (vm->opts->reset)
		vm->waker->vcpu = &vm->vcpus[vm->opts->vcpus];

	for (long i = 0; i < count; i++) {
		struct vcpu *vcpu = &vm->vcpus[i];

		vcpu->vm = vm;
		vcpu->index = i;
		vcpu->memory = vm->memory + vm->vcpu_memory * i;
		vcpu->mailbox = (struct mailbox *)(vcpu->memory + AT_MAILBOX);
		pthread_mutex_init(&vcpu->alive, NULL);
		create_vcpu(vm, vcpu);
		load_guest(vcpu);
	}
}

void vm_create(struct vm *vm, const struct options *opts)
{
	static struct waker waker = {
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.changed = PTHREAD_COND_INITIALIZER,
	};

	*vm = (struct vm) { .opts = opts, .batches = opts->batches };
	if (opts->reset)
		vm->waker = &waker;
	if (sched_getaffinity(0, sizeof(vm->cpus), &vm->cpus))
		die("cannot find out which CPUs there are: %m");
	open_kvm(vm);
	add_memory(vm);
	create_vcpus(vm);
	count_slots(vm);

	vm->vgic = !opts->no_vgic && vgic_create(vm);
	if (!vm->vgic && opts->exit == EXIT_WFI)
		die("--exit wfi needs a GICv3, and KVM cannot make one on this host: %m");
}

/*
 * A guest with the MMU off writes past the caches, and without FEAT_S2FWB
 * lines that we fetched ahead of time hold what was there before.
 */
void vm_settle(const void *start, size_t size)
{
	const u8 *end = (const u8 *)start + size;
	uintptr_t line;
	size_t step;
	u64 ctr;

	asm volatile("mrs %0, ctr_el0" : "=r" (ctr));
	step = 4 << (ctr >> 16 & 0xf);
	for (line = (uintptr_t)start & -step; line < (uintptr_t)end; line += step)
		asm volatile("dc civac, %0" : : "r" (line) : "memory");
	asm volatile("dsb sy" : : : "memory");
}

void vm_settle_memory(const struct vm *vm)
{
	vm_settle(vm->memory, vm->memory_size);
}
