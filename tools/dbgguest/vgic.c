// SPDX-License-Identifier: GPL-2.0
/*
 * The guest's interrupt controller, which the waiting guests need. Others run
 * with it too, for that is what every real guest has.
 */
#include <linux/kvm.h>
#include <sys/ioctl.h>

#include "errors.h"
#include "vm.h"

static bool set_attr(int gic, u32 group, u64 attr, void *addr)
{
	struct kvm_device_attr what = {
		.group = group,
		.attr = attr,
		.addr = (uintptr_t)addr,
	};

	return !ioctl(gic, KVM_SET_DEVICE_ATTR, &what);
}

bool vgic_create(const struct vm *vm)
{
	struct kvm_create_device device = { .type = KVM_DEV_TYPE_ARM_VGIC_V3 };
	u64 gicd = GICD_BASE;
	u64 gicr = GICR_BASE;

	if (ioctl(vm->fd, KVM_CREATE_DEVICE, &device))
		return false;

	if (!set_attr(device.fd, KVM_DEV_ARM_VGIC_GRP_ADDR,
		      KVM_VGIC_V3_ADDR_TYPE_DIST, &gicd) ||
	    !set_attr(device.fd, KVM_DEV_ARM_VGIC_GRP_ADDR,
		      KVM_VGIC_V3_ADDR_TYPE_REDIST, &gicr) ||
	    !set_attr(device.fd, KVM_DEV_ARM_VGIC_GRP_CTRL,
		      KVM_DEV_ARM_VGIC_CTRL_INIT, NULL))
		die("KVM cannot set up the interrupt controller it made: %m");
	return true;
}
